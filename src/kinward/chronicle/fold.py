"""Folds a log over the starting tables: the one implementation of what events do to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kinward.chronicle.effects import Effect, parse
from kinward.chronicle.tables import columns_of, connect, filled, scan
from kinward.chronicle.vocabulary import Vocabulary
from kinward.core.errors import InputError
from kinward.core.vocabulary import INVERSE_TIE

WORDS = {("groups", "kind"): "group kind"}  # domain of columns that are kept as words
NEW = "new"  # column of the effects by which a row begins
ITEM_STRIDE = 1024  # a coordinate (who, item) as one integer
DEAD, TURNED = 1, 2


@dataclass
class Tables:
    """Tables as arrays by column. Amounts are (keys, values) sorted by key = who*1024 + item."""

    people: dict[str, np.ndarray]
    ties: dict[str, np.ndarray]
    groups: dict[str, np.ndarray]
    stocks: tuple[np.ndarray, np.ndarray]
    loads: tuple[np.ndarray, np.ndarray]
    passages: dict[str, np.ndarray] = field(default_factory=dict)


def effects_of(words: Vocabulary) -> dict[int, list[Effect]]:
    """Effects by code of the kind, for the kinds that have any."""
    return {
        code: [parse(text, words.domains) for text in kind.effects]
        for code, kind in words.kinds.items()
        if kind.effects
    }


def read_start(folder: Path) -> Tables:
    """The starting tables of a run."""
    start = folder / "start"
    con = connect()

    def read(name: str) -> dict[str, np.ndarray]:
        path = start / f"{name}.parquet"
        if not path.exists():
            raise InputError(f"{path}: missing; the log of this run cannot be folded without it")
        return columns_of(con, f"SELECT * FROM {scan(path)}")

    def amounts(name: str, of: str) -> tuple[np.ndarray, np.ndarray]:
        columns = read(name)
        return _sum(columns[of] * ITEM_STRIDE + columns["item"], columns["amount"])

    groups = read("groups")
    tables = Tables(
        read("people"), read("ties"), groups, amounts("stocks", "place"),
        amounts("loads", "person"), _all_open(con, folder / "passages.parquet"),
    )  # fmt: skip
    con.close()
    return tables


def _all_open(con, path: Path) -> dict[str, np.ndarray]:
    """The passages at the start: every one can be used."""
    if not path.exists():
        return {}
    n = con.execute(f"SELECT count(*) FROM {scan(path)}").fetchall()[0][0]
    return {"open": np.ones(n, bool)}


def _sum(keys: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Amounts by key, summed in the order given; sorted by key."""
    unique, inverse = np.unique(keys, return_inverse=True)
    return unique, np.bincount(inverse, weights=values, minlength=len(unique)).astype(float)


class Fold:
    """Applies events to tables, batch by batch in the order of the log."""

    def __init__(self, tables: Tables, words: Vocabulary) -> None:
        self.tables = tables
        self.words = words
        self.effects = effects_of(words)
        self.codes = np.array(sorted(self.effects), np.int64)
        people = len(tables.people["person"])
        self._tie_keys = tables.ties["a"].astype(np.int64) * people + tables.ties["b"]
        self._tie_order = np.argsort(self._tie_keys, kind="stable")
        self._people = people
        self._groups = {int(g): i for i, g in enumerate(tables.groups["group_id"])}
        self._deltas: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {"stocks": [], "loads": []}

    def apply(self, batch: dict[str, np.ndarray]) -> None:
        """Apply a batch: columns t, code, subject, object, k, place, what, value, value2."""
        sets: dict[tuple[str, str], list[tuple[np.ndarray, np.ndarray, np.ndarray]]] = {}
        order = np.argsort(batch["code"], kind="stable")
        codes, starts = np.unique(batch["code"][order], return_index=True)
        ends = np.append(starts[1:], len(order))
        spans = [(code, order[a:b]) for code, a, b in zip(codes.tolist(), starts, ends)]
        for code, at in spans:  # what begins in this batch may change in it
            for effect in self.effects.get(code, ()):
                if effect.column == NEW:
                    {"ties": self._new_ties, "groups": self._new_groups}[effect.table](batch, at)
        for code, at in spans:
            for effect in self.effects.get(code, ()):
                if effect.column == NEW:
                    continue
                if effect.sign == 0:
                    rows, ok = self._rows(effect, batch, at)
                    found = (at[ok], rows, _operand(effect, batch, at)[ok])
                    sets.setdefault((effect.table, effect.column), []).append(found)
                else:
                    self._add(effect, batch, at)
        for (table, column), parts in sets.items():
            self._set(table, column, parts)

    def _new_ties(self, batch, at: np.ndarray) -> None:
        """Ties that begin, a row on either side; one is not tied to nobody, nor to oneself."""
        two = (batch["object"][at] >= 0) & (batch["object"][at] != batch["subject"][at])
        at = at[two]
        a, b = (batch[n][at].astype(np.int64) for n in ("subject", "object"))
        kind = batch["what"][at].astype(np.int64)
        more = {
            "a": np.concatenate([a, b]), "b": np.concatenate([b, a]),
            "kind": np.concatenate([kind, INVERSE_TIE[kind]]),
            "strength": np.tile(batch["value"][at], 2), "trust": np.tile(batch["value2"][at], 2),
            "since": np.tile(batch["t"][at], 2),
        }  # fmt: skip
        _append(self.tables.ties, more)
        self._tie_keys = np.concatenate([self._tie_keys, more["a"] * self._people + more["b"]])
        self._tie_order = np.argsort(self._tie_keys, kind="stable")

    def _new_groups(self, batch, at: np.ndarray) -> None:
        """Groups that begin, called after who leads them."""
        number, leader = batch["k"][at].astype(np.int64), batch["subject"][at].astype(np.int64)
        names = self.tables.people["name"][leader]
        words = np.array(self.words.domains.get("group kind", ("",)), object)
        _append(self.tables.groups, {
            "group_id": number, "name": np.array([f"{n}'s people" for n in names], object),
            "kind": words[batch["what"][at].astype(np.int64)], "leader": leader,
            "style": batch["value"][at], "since": batch["t"][at],
            "until": np.full(len(at), -1, np.int64),
        })  # fmt: skip
        first = len(self._groups)
        self._groups |= {int(g): first + i for i, g in enumerate(number)}

    def _rows(self, effect: Effect, batch, at) -> tuple[np.ndarray, np.ndarray]:
        first = batch[effect.keys[0]][at].astype(np.int64)
        if effect.table in ("people", "passages"):
            rows = self.tables.passages.get("open", ()) if effect.table == "passages" else ()
            ok = (first >= 0) & (first < (len(rows) if len(rows) else self._people))
            return first[ok], ok
        if effect.table == "groups":
            rows = np.array([self._groups.get(int(g), -1) for g in first], np.int64)
            return rows[rows >= 0], rows >= 0
        second = batch[effect.keys[1]][at].astype(np.int64)
        keys = first * self._people + second
        if not len(self._tie_keys):
            return np.zeros(0, np.int64), np.zeros(len(at), bool)
        ordered = self._tie_keys[self._tie_order]
        i = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
        ok = (ordered[i] == keys) & (first >= 0) & (second >= 0)
        return self._tie_order[i[ok]], ok

    def _add(self, effect: Effect, batch, at) -> None:
        who = batch[effect.keys[0]][at].astype(np.int64)
        item = batch[effect.keys[1]][at].astype(np.int64)
        ok = (who >= 0) & (item >= 0)
        amount = effect.sign * _operand(effect, batch, at)
        self._deltas[effect.table].append(((who * ITEM_STRIDE + item)[ok], amount[ok]))

    def _set(self, table: str, column: str, parts) -> None:
        at = np.concatenate([p[0] for p in parts])
        rows = np.concatenate([p[1] for p in parts])
        values = np.concatenate([p[2] for p in parts])
        order = np.lexsort((at, rows))
        last = np.append(np.diff(rows[order]) != 0, True) if len(order) else np.zeros(0, bool)
        final = order[last]
        columns = getattr(self.tables, table)
        if column not in columns:
            raise InputError(f"effect on {table}.{column}: the start tables have no such column")
        target = columns[column]
        if isinstance(target, np.ma.MaskedArray):
            target = columns[column] = target.filled(-1)
        new = values[final]
        if target.dtype == object:  # kept as words
            words = self.words.domains.get(WORDS[table, column], ())
            new = np.array(words, object)[new.astype(np.int64)]
        target[rows[final]] = new.astype(target.dtype)

    def close(self) -> Tables:
        """The tables after all events; amounts are summed here."""
        for table, deltas in self._deltas.items():
            keys, values = getattr(self.tables, table)
            parts = [(keys, values), *deltas]
            total = _sum(
                np.concatenate([k for k, _ in parts]), np.concatenate([v for _, v in parts])
            )
            setattr(self.tables, table, total)
            deltas.clear()
        order = np.lexsort((self.tables.ties["b"], self.tables.ties["a"]))
        for name, column in self.tables.ties.items():
            self.tables.ties[name] = column[order]
        self.tables.ties["until"] = ties_until(self.tables)
        return self.tables


def _append(table: dict[str, np.ndarray], more: dict[str, np.ndarray]) -> None:
    """Add rows to a table of columns; a column that `more` lacks gets -1."""
    n = len(next(iter(more.values())))
    for name, column in table.items():
        rows = more.get(name, np.full(n, -1))
        plain = np.ma.filled(column, -1) if isinstance(column, np.ma.MaskedArray) else column
        table[name] = np.concatenate([plain, np.asarray(rows).astype(plain.dtype)])


def _operand(effect: Effect, batch, at) -> np.ndarray:
    if effect.field:
        return batch[effect.field][at]
    return np.full(len(at), effect.constant)


def ties_until(tables: Tables) -> np.ndarray:
    """When each tie ended: at the death or the turning of one of the two; -1 while it stands."""
    fate, fate_t = tables.people["fate"], tables.people["fate_t"].astype(np.int64)
    never = np.iinfo(np.int64).max
    lost = np.where(np.isin(fate, (DEAD, TURNED)), fate_t, never)
    end = np.minimum(lost[tables.ties["a"]], lost[tables.ties["b"]])
    return np.where(end == never, -1, end)


def fold_events(tables: Tables, words: Vocabulary, batches: Iterable[dict]) -> Tables:
    """Fold batches of events in the order of the log over starting tables."""
    fold = Fold(tables, words)
    for batch in batches:
        keep = np.isin(batch["code"], fold.codes)
        fold.apply({name: filled(column, -1)[keep] for name, column in batch.items()})
    return fold.close()
