"""Rules that every log obeys, as queries for rows that break them.

Each query yields one row with a `message` per violation. Views: events, people, ties, places,
decisions, kinds; the variable `run_end` is the end of the run in ms.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what is wrong when it is broken, and the query for what breaks it."""

    name: str
    meaning: str
    query: str


_EVENT = "e.event || ' (' || e.kind || ', t = ' || e.t || ')'"
_WHO = f"{_EVENT} || ' of person ' || p.person || ' (' || p.name || ')'"
# events that may concern somebody dead: not acts of theirs
PASSIVE = (
    "died", "turned", "destroyed", "wrong_killing", "member_of", "noticed_well", "overdue",
    "contact_emptied",
)  # fmt: skip

RULES = (
    Rule(
        "kinds",
        "an event of a kind that the vocabulary does not know",
        f"SELECT {_EVENT} AS message FROM events e ANTI JOIN kinds k ON k.code = e.code"
        " AND k.name = e.kind",
    ),
    Rule(
        "rows",
        "an event refers to a person that does not exist",
        f"SELECT {_EVENT} AS message FROM events e JOIN kinds k ON k.code = e.code"
        " WHERE (k.subject = 'person' AND NOT e.subject BETWEEN 0 AND"
        " (SELECT max(person) FROM people)) OR (k.object = 'person' AND NOT e.object BETWEEN 0"
        " AND (SELECT max(person) FROM people))",
    ),
    Rule(
        "subject",
        "an event lacks its subject",
        f"SELECT {_EVENT} AS message FROM events e JOIN kinds k ON k.code = e.code"
        " WHERE k.subject = 'person' AND e.subject IS NULL",
    ),
    Rule(
        "places",
        "an event refers to a place that does not exist",
        f"SELECT {_EVENT} || ' at place ' || e.place AS message FROM events e"
        " ANTI JOIN places p ON p.place = e.place WHERE e.place IS NOT NULL",
    ),
    Rule(
        "order",
        "events are not sorted by time and number",
        "SELECT event || ' at ' || t AS message FROM (SELECT event, t, lag(t) OVER (ORDER BY"
        " event) AS before FROM events) WHERE before > t",
    ),
    Rule(
        "times",
        "an event lies outside the run",
        f"SELECT {_EVENT} AS message FROM events e WHERE e.t < 0 OR e.t > getvariable('run_end')",
    ),
    Rule(
        "causes",
        "a cause comes after its effect",
        f"SELECT {_EVENT} || ' caused by ' || c.event || ' at ' || c.t AS message"
        " FROM events e JOIN events c ON c.event = e.cause WHERE c.t > e.t",
    ),
    Rule(
        "causes",
        "an event is its own cause",
        f"SELECT {_EVENT} AS message FROM events e WHERE e.cause = e.event",
    ),
    Rule(
        "identity",
        "two events have the same time, subject, kind, object, k, place and what",
        "SELECT kind || ' at t = ' || t || ', subject ' || coalesce(subject::VARCHAR, 'none')"
        " AS message FROM events GROUP BY t, subject, kind, object, k, place, what, value, value2"
        " HAVING count(*) > 1",
    ),
    Rule(
        "fates",
        "somebody has more than one fate",
        "SELECT p.name || ' (' || p.person || '): ' || string_agg(e.kind || ' at ' || e.t, ', ')"
        " AS message FROM events e JOIN kinds k ON k.code = e.code JOIN people p ON"
        " p.person = e.subject WHERE list_contains(list_transform(k.effects,"
        " lambda x: starts_with(x, 'people.fate[subject]') AND NOT regexp_matches(x,"
        " '= (alive|missing)$')), true) GROUP BY p.person, p.name"  # who is missing may come to one
        # who is freed from a nest to another than the nest; a creature has its own from birth
        " HAVING count(*) + max(p.infected::INTEGER) - (SELECT count(*) FROM events f WHERE"
        " f.kind IN ('freed', 'hatched') AND f.subject = p.person) > 1",
    ),
    Rule(
        "fates",
        "somebody is freed from a nest who did not lie in one",
        f"SELECT {_EVENT} AS message FROM events e WHERE e.kind = 'freed' AND"
        " (SELECT arg_max(c.kind, c.event) FROM events c WHERE c.subject = e.subject AND"
        " c.kind IN ('captured', 'freed') AND c.event < e.event) IS DISTINCT FROM 'captured'",
    ),
    Rule(
        "fates",
        "fate and its time do not agree",
        "SELECT name || ' (' || person || '): ' || fate AS message FROM people"
        " WHERE (fate = 'alive') <> (fate_t IS NULL)",
    ),
    Rule(
        "the dead",
        "somebody dead acts",
        f"SELECT {_WHO} || ', dead at ' || p.fate_t AS message FROM events e JOIN kinds k"
        " ON k.code = e.code JOIN people p ON k.subject = 'person' AND p.person = e.subject"
        f" WHERE p.fate = 'dead' AND e.t > p.fate_t AND e.kind NOT IN {PASSIVE}",
    ),
    Rule(
        "the dead",
        "one of the infected acts after its end",
        f"SELECT {_WHO} || ', ended at ' || p.ended_t AS message FROM events e JOIN kinds k"
        " ON k.code = e.code JOIN people p ON k.subject = 'person' AND p.person = e.subject"
        f" WHERE p.ended_t IS NOT NULL AND e.t > p.ended_t AND e.kind NOT IN {PASSIVE}",
    ),
    Rule(
        "decisions",
        "a decision has no such option as it chose",
        "SELECT 'decision ' || decision || ' of person ' || person AS message FROM decisions"
        " WHERE options IS NULL OR chosen < 0 OR chosen >= len(options)",
    ),
)
