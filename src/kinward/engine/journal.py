"""The journal of a run: what is written at its start, while it goes on, and at its end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kinward.chronicle import LogWriter, finish, write_manifest, write_start
from kinward.chronicle.manifest import MANIFEST
from kinward.chronicle.writer import SEGMENTS
from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR
from kinward.engine.build import ties_in_use
from kinward.engine.way_out import at_checkpoints, checkpoint_names
from kinward.engine.world import Live
from kinward.society.bands.founding import band_groups
from kinward.society.platoon.squads import squad_groups
from kinward.society.services.crews import crew_groups
from kinward.society.zone.siting import PLACES

FINAL_STATE = "final_state.npz"
AMMUNITION = ("rifle_round", "shell", "pistol_round")


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give an OSError that names no file (a full disk, while something is written) this one."""
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def sparse(table: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, items and amounts of a dense table (n, items), rows numbered from `first`."""
    row, item = np.nonzero(table)
    return row + first, item, table[row, item].astype(np.float64)


class Journal:
    """Writes a run folder.

    Args:
        folder: of the run.
        live: the world at its start.
        segments: valid segments of a run that goes on, None for a new one.
    """

    def __init__(self, folder: Path, live: Live, segments: list[dict[str, Any]] | None = None):
        self.folder = folder
        self.live = live
        self.writer = LogWriter(folder, segments)
        self.most_awake = 0  # infected awake at once since the last hour
        self.began = time.perf_counter()

    def open(self, t: int = 0) -> None:
        """Write the starting tables, and how far the run is (ms). `live` is at its start."""
        live, world = self.live, self.live.world
        n_passages = len(world.graph.p_len)
        zone_units = world.zone.place_unit
        names = {
            n_passages + int(u): f"in the {name}"
            for name, row in zip(PLACES, zone_units)
            for u in row
            if u > 0
        }
        names |= {int(p): f"at gate {i + 1}" for i, p in enumerate(world.zone.gates)}
        names |= checkpoint_names(world)
        groups = band_groups(world.bands, live.array)
        if world.scenario.platoon.on:
            groups = squad_groups(live.array)
        if world.scenario.services.on:
            groups = [*groups, *crew_groups(live.array)]
        if world.scenario.zone.on:
            groups.insert(0, {
                "group_id": 0, "name": "the zone", "kind": "zone", "leader": self._leader(),
                "style": 0.5, "since": 0, "until": None,
            })  # fmt: skip
        write_start(
            self.folder, world.population, world.timetable, groups,
            sparse(live.array("stock"), n_passages), world.graph,
            loads=sparse(live.array("load"), 0), group_id=live.array("group_id"),
            immune=live.array("immune"), stage=live.array("stage"), names=names,
            about={"start_hour": world.scenario.start_hour},
        )  # fmt: skip
        self.reached(t)

    def reached(self, t: int) -> None:
        """Note in the manifest that a checkpoint stands at time `t` (ms)."""
        with naming(self.folder / MANIFEST):
            write_manifest(self.folder, self.facts(t))

    def _leader(self) -> int | None:
        leader = int(self.live.array("g_leader")[0])
        return leader if leader >= 0 else None

    def facts(self, t: int) -> dict[str, Any]:
        """What the engine knows for the manifest at time `t` (ms)."""
        s = self.live.world.scenario
        return {
            "scenario": s.name, "title": s.title, "seed": s.seed, "people": s.people,
            "days": s.days, "map": s.map, "t": t, "scenario_digest": s.digest(),
            "warnings": list(self.live.world.population.warnings),
        }  # fmt: skip

    def drain(self, live: Live) -> None:
        """Take the events and decisions out of the buffers."""
        ints, reals, first = live.events.drain()
        if len(ints):
            self.writer.append(ints, reals, first)
        self.writer.decisions(live.decisions.drain())

    def minutely(self) -> None:
        """Look at what may come and go within an hour."""
        self.most_awake = max(self.most_awake, int(self.live.array("hunt_n")[0]))

    def hourly(self, t: int) -> None:
        """Add the measures of this hour to the series."""
        self.minutely()
        found = measures(self.live, t) | {"awake_infected": self.most_awake}
        if self.live.world.checkpoints:
            found |= at_checkpoints(self.live)
        for measure, value in found.items():
            self.writer.series(t, measure, -1, value)
        if self.live.world.bands is not None and t % (6 * HOUR) == 0:
            for group, measure, value in of_groups(self.live):
                self.writer.series(t, measure, group, value)
        self.most_awake = 0

    def close(self, t: int, threads: int, timings: dict[str, float]) -> dict[str, Any]:
        """Seal the log, write the final state and build the final tables."""
        live = self.live
        n_passages = len(live.world.graph.p_len)
        with naming(self.folder / SEGMENTS):
            segments = self.writer.seal()
        used = ties_in_use(live)
        names = ("fate", "fate_t", "ended_t", "stage", "group_id", "immune")
        state = {n: live.array(n) for n in names} | {"open": live.array("p_open")}
        place, item, amount = sparse(live.array("stock"), n_passages)
        person, what, carried = sparse(live.array("load"), 0)
        path = self.folder / FINAL_STATE
        with naming(path):
            np.savez_compressed(
                path, allow_pickle=False, **state,
                trust=live.array("tie_trust")[used], stocks_place=place, stocks_item=item,
                stocks_amount=amount, loads_person=person, loads_item=what, loads_amount=carried,
            )  # fmt: skip
        wall = time.perf_counter() - self.began
        facts = self.facts(t) | {"threads": threads, "wall_s": round(wall, 3), "timings": timings}
        with naming(self.folder / MANIFEST):
            return finish(self.folder, facts, segments, threads=threads)


def measures(live: Live, t: int) -> dict[str, float]:
    """What is counted at time `t` (ms), of all people who have been in the world."""
    fate, stage, gone = live.array("fate"), live.array("stage"), live.array("gone")
    own = ~live.array("infected") & (live.array("enters") < t)
    alive = own & (fate == v.ALIVE) & ~gone
    stock, load = live.array("stock"), live.array("load")
    inside = live.array("p_zone")[live.array("u_passage")]
    if live.world.bands is not None:  # what bands hold
        inside = np.zeros(len(inside), bool)
        inside[live.array("g_unit")[live.array("g_kind") > 0]] = True
        inside[0] = False
    held = stock[inside].sum(0, dtype=np.float64) + load[alive].sum(0, dtype=np.float64)
    passage = live.array("passage")
    # a gate's street lies before the wall; who stands at it to guard it has not gone out
    within = live.array("p_zone") | live.array("p_gate")
    out = alive & (passage >= 0) & ~within[np.maximum(passage, 0)]
    if not live.world.scenario.zone.on:  # out of doors
        out = alive & (passage >= 0) & (live.array("unit") == 0)
    return {
        "alive": int(alive.sum()),
        "dead": int((own & (fate == v.DEAD)).sum()),
        "turned": int((own & (fate == v.TURNED)).sum()),
        "missing": int((own & (fate == v.MISSING)).sum()),
        "evacuated": int((own & (fate == v.EVACUATED)).sum()),
        "latent": int((alive & (stage == v.STAGE_LATENT)).sum()),
        "stage_one": int((alive & (stage == v.STAGE_ONE)).sum()),
        "bitten_known": int((alive & live.array("bite_known")).sum()),
        "infected": int((~gone & (fate == v.TURNED) & ~live.array("creature")).sum()),
        "creatures": int((~gone & live.array("creature")).sum()),
        "creatures_out": int(live.array("swarm_n")[0]),
        "captured": int((own & (fate == v.CAPTURED)).sum()),
        "outside": int(out.sum()),
        "hurt": int((alive & (live.array("hurt") > 0.1)).sum()),
        "hungry": int((alive & (live.array("hungry_days") > 0)).sum()),
        "afraid": int((alive & (live.array("fear") > 0.3)).sum()),
        "haze": float(np.average(live.array("smoke"), weights=live.array("cell_area"))),
        "power": int(live.array("lamps_on")[0]),
        "food": float(held[ITEM["food"]]),
        "medicine": float(held[ITEM["medicine"]]),
        "fuel": float(held[ITEM["fuel"]]),
        "rounds": float(sum(held[ITEM[a]] for a in AMMUNITION)),
    }


def of_groups(live: Live) -> Iterator[tuple[int, str, float]]:
    """What is counted of each group there is: (group, measure, value)."""
    a = live.array
    alive = (a("fate") == v.ALIVE) & ~a("gone")
    for g in np.flatnonzero(a("g_kind")[: int(a("group_n")[0])] > 0).tolist():
        who = alive & (a("group_id") == g)
        n = int(who.sum())
        unit = int(a("g_unit")[g])
        yield g, "members", float(n)
        yield g, "guests", float((alive & (a("guest_of") == g)).sum())
        yield g, "legitimacy", float(a("legit")[who].mean()) if n else 0.0
        yield g, "grievance", float(a("grievance")[who].mean()) if n else 0.0
        yield g, "style", float(a("g_style")[g])
        yield g, "threat", float(a("g_threat")[g])
        for item in ("food", "water", "medicine"):
            yield g, item, float(a("stock")[unit, ITEM[item]]) if unit > 0 else 0.0


def hour_of(t: int) -> bool:
    """Whether `t` (ms) is a full hour."""
    return t % HOUR == 0
