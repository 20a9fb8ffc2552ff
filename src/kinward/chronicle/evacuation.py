"""An evacuation in the field's terms, from the log of a run: who, when, how long, in its parts.

Time to safety of one who was warned, set out and reached it is the sum of four parts (Urbanik
2000; Lindell and Prater 2007), each at least 0:

    decision     from when the danger shows to the order, or to when one learns of it if that
                 comes before; 0 where nothing is ordered
    warning      from there to when one learns of it
    preparation  from there to the last setting out for safety: milling, to the first setting out
                 for anything, and gathering, the ways home, to school, in search, and waiting
    travel       from there to safety: off the map, or to a checkpoint at its edge

Everything is read from events; nothing from the state.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kinward.chronicle.tables import save, scan

if TYPE_CHECKING:
    import duckdb

PERSONS, HOUSEHOLDS = "evacuation.parquet", "reunions.parquet"
PARTS = ("decision", "warning", "milling", "gathering", "travel")
"""Columns of the table that add up to the time to safety; milling and gathering are preparation."""
SAFETY = "go to safety"
"""Word of the option by which one sets out for safety."""
_TERMS = """
    CREATE VIEW log AS SELECT * FROM {events};
    CREATE TABLE moments AS SELECT
        (SELECT min(t) FROM log WHERE kind = 'danger_showed') AS showed,
        (SELECT min(t) FROM log WHERE kind = 'order_given') AS given;
    CREATE TABLE residents AS
        SELECT p.person::INTEGER AS person, p.household::INTEGER AS household, p.fate, p.fate_t
        FROM {people} p, moments m WHERE NOT p.infected
        AND (p.fate_t IS NULL OR p.fate_t >= m.showed);
    CREATE TABLE learned AS SELECT subject AS person, min(t) AS t, arg_min(what, t) AS source
        FROM log WHERE kind = 'warned' GROUP BY subject;
    CREATE TABLE heard AS SELECT subject AS person, min(t) AS t, arg_min(what, t) AS ordered
        FROM log WHERE kind = 'order_heard' GROUP BY subject;
    CREATE TABLE safe AS SELECT subject AS person, min(t) AS t
        FROM log WHERE kind IN ('reached_safety', 'joined_queue') GROUP BY subject;
    CREATE TABLE outs AS SELECT e.subject AS person, min(e.t) AS first_t,
            arg_min(e.what, e.event) AS first_for, max(e.t) AS last_t,
            arg_max(e.what, e.event) AS last_for,
            arg_min(e.what, e.event) FILTER (e.t >= h.t) AS then_for
        FROM log e LEFT JOIN safe s ON s.person = e.subject
        LEFT JOIN heard h ON h.person = e.subject
        WHERE e.kind = 'set_out' AND (s.t IS NULL OR e.t <= s.t) GROUP BY e.subject;
"""
_PERSONS = f"""
    WITH terms AS (
        SELECT r.person, r.household, w.t AS warned_t, w.source, h.t AS ordered_t, h.ordered,
            o.first_t AS out_t, o.first_for AS out_for, o.then_for,
            CASE WHEN o.last_for = '{SAFETY}' THEN o.last_t END AS leave_t, s.t AS safe_t,
            least(w.t, o.first_t) AS learned, m.showed,
            least(w.t, o.first_t, coalesce(m.given, m.showed)) AS decided
        FROM residents r CROSS JOIN moments m LEFT JOIN learned w USING (person)
        LEFT JOIN heard h USING (person) LEFT JOIN outs o USING (person)
        LEFT JOIN safe s USING (person)),
    whole AS (SELECT *, safe_t IS NOT NULL AND leave_t IS NOT NULL AS timed FROM terms)
    SELECT person, household, warned_t, source, ordered_t, ordered, out_t, out_for, leave_t, safe_t,
        CASE WHEN ordered_t IS NULL THEN NULL
            WHEN leave_t < ordered_t THEN 'had left'
            WHEN then_for = '{SAFETY}' THEN 'left at once'
            WHEN leave_t IS NOT NULL THEN 'left later'
            WHEN then_for IS NOT NULL THEN 'went elsewhere'
            ELSE 'stayed' END AS response,
        CASE WHEN timed THEN decided - showed END AS decision,
        CASE WHEN timed THEN learned - decided END AS warning,
        CASE WHEN timed THEN out_t - learned END AS milling,
        CASE WHEN timed THEN leave_t - out_t END AS gathering,
        CASE WHEN timed THEN safe_t - leave_t END AS travel
    FROM whole ORDER BY person
"""
_HOUSEHOLDS = """
    WITH met AS (
        SELECT a.household, min(e.t) AS t FROM log e JOIN residents a ON a.person = e.subject
        JOIN residents b ON b.person = e.object AND b.household = a.household
        WHERE e.kind = 'reunited' GROUP BY a.household),
    away AS (SELECT r.household, sum(e.value)::INTEGER AS n FROM log e
        JOIN residents r ON r.person = e.subject WHERE e.kind = 'apart' GROUP BY r.household),
    together AS (SELECT r.household, min(e.t) AS t FROM log e
        JOIN residents r ON r.person = e.subject WHERE e.kind = 'gathered' GROUP BY r.household)
    SELECT r.household, count(*)::INTEGER AS members, coalesce(any_value(a.n), 0)::INTEGER AS away,
        any_value(m.t) AS reunion_t, any_value(g.t) AS gathered_t,
        bool_and(r.fate IN ('alive', 'evacuated')) AS whole,
        bool_and(r.fate = 'evacuated') AS out
    FROM residents r LEFT JOIN met m USING (household) LEFT JOIN away a USING (household)
    LEFT JOIN together g USING (household) GROUP BY r.household ORDER BY r.household
"""


def save_evacuation(con: duckdb.DuckDBPyConnection, folder: Path) -> bool:
    """Write `evacuation.parquet` and `reunions.parquet` of a run in which a danger showed.

    Args:
        con: a database of its own, in which tables are made.
        folder: of the run, with `events.parquet` and `people.parquet`.

    Returns:
        Whether there was a danger.
    """
    events = scan(folder / "events.parquet")
    showed = con.execute(f"SELECT count(*) FROM {events} WHERE kind = 'danger_showed'").fetchall()
    if not showed[0][0]:
        return False
    con.execute(_TERMS.format(events=events, people=scan(folder / "people.parquet")))
    save(con, _PERSONS, folder / PERSONS)
    save(con, _HOUSEHOLDS, folder / HOUSEHOLDS)
    return True
