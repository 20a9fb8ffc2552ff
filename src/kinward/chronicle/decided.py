"""The final table of decisions: options and beliefs as lists within a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kinward.chronicle.tables import save, scan
from kinward.chronicle.vocabulary import read_vocabulary
from kinward.chronicle.writer import segment_paths

if TYPE_CHECKING:
    import duckdb

_EMPTY = {
    "decisions": "0::BIGINT AS n, 0::BIGINT AS t, 0 AS person, 0::BIGINT AS party, 0 AS occasion,"
    " 0 AS chosen, 0::BIGINT AS first_option, 0 AS n_options, 0::BIGINT AS first_belief,"
    " 0 AS n_beliefs, 0::BIGINT AS event",
    "options": "0::BIGINT AS n, 0 AS option, 0 AS person, 0 AS place, 0 AS worth, "
    + ", ".join(f"0 AS part{i}" for i in range(8)),
    "beliefs": "0::BIGINT AS n, 0 AS belief, 0 AS about, 0.0::FLOAT AS value",
}


def _words(words: tuple[str, ...], code: str) -> str:
    literal = ", ".join("'" + w.replace("'", "''") + "'" for w in words)
    return f"list_extract([{literal}], {code} + 1)" if words else f"{code}::VARCHAR"


def _source(folder: Path, table: str, segments) -> str:
    paths = segment_paths(folder, table, segments)
    return scan(paths) if paths else f"(SELECT {_EMPTY[table]} WHERE false)"


def rank_decisions(con: duckdb.DuckDBPyConnection, folder: Path, segments) -> None:
    """Number the decisions in the order of (t, key of the person, occasion), as `decision_ranks`.

    Needs the table `persons` (person, key) in the database.
    """
    con.execute(
        f"""
        CREATE TABLE decision_ranks AS SELECT d.n, row_number()
            OVER (ORDER BY d.t, p.key, d.occasion, d.chosen, d.n) - 1 AS decision
        FROM {_source(folder, "decisions", segments)} d LEFT JOIN persons p USING (person)
        """
    )


def save_decisions(con: duckdb.DuckDBPyConnection, folder: Path, segments) -> None:
    """Write `decisions.parquet`. Needs the tables `ranks` (n, event) and `decision_ranks`.

    `chosen` is the place of the chosen option in the list, from 0; worths and parts are plain
    numbers.
    """
    words = read_vocabulary(folder)
    source = {table: _source(folder, table, segments) for table in _EMPTY}
    parts = ", ".join(f"'{name}': (o.part{i} / 10.0)::FLOAT" for i, name in enumerate(words.parts))
    domains = words.domains
    save(
        con,
        f"""
        WITH given AS (
            SELECT d.n AS id, list({{'name': {_words(domains.get("option", ()), "o.option")},
                'target': nullif(o.person, -1), 'place': nullif(o.place, -1),
                'worth': (o.worth / 100.0)::FLOAT, 'parts': {{{parts}}}}} ORDER BY o.n) AS options
            FROM {source["options"]} o ASOF JOIN
                (FROM {source["decisions"]} WHERE n_options > 0) d ON o.n >= d.first_option
            WHERE o.n < d.first_option + d.n_options GROUP BY d.n),
        held AS (
            SELECT d.n AS id, list({{'name': {_words(domains.get("belief", ()), "b.belief")},
                'about': nullif(b.about, -1), 'value': b.value}} ORDER BY b.n) AS beliefs
            FROM {source["beliefs"]} b ASOF JOIN
                (FROM {source["decisions"]} WHERE n_beliefs > 0) d ON b.n >= d.first_belief
            WHERE b.n < d.first_belief + d.n_beliefs GROUP BY d.n)
        SELECT q.decision, d.t, d.person, nullif(d.party, -1) AS party,
            {_words(domains.get("occasion", ()), "d.occasion")} AS occasion,
            d.chosen, g.options, coalesce(h.beliefs, []) AS beliefs, r.event
        FROM {source["decisions"]} d JOIN decision_ranks q USING (n) LEFT JOIN given g ON g.id = d.n
        LEFT JOIN held h ON h.id = d.n
        LEFT JOIN ranks r ON d.event >= 0 AND r.n = d.event
        ORDER BY q.decision
        """,
        folder / "decisions.parquet",
    )
