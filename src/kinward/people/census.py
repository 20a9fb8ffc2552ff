"""Census tables that the synthesis is held to, with where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.errors import InputError

AGE_BANDS = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75)
"""First age of each five-year band; the last is open."""
MAX_SIZE = 6
"""Largest household; "six or more" is taken as six (assumed)."""


@dataclass(frozen=True)
class Census:
    """Household sizes and ages of a place.

    Attributes:
        name: key in `CENSUS`.
        households: (6,) number of households, or any number in proportion, of 1 .. 6+ members.
        people: (16, 2) people by age band and sex (male, female), or in proportion.
        source: where the figures come from.
        note: what was assumed.
    """

    name: str
    households: tuple[float, ...]
    people: tuple[tuple[float, float], ...]
    source: str
    note: str = ""

    @property
    def size_share(self) -> np.ndarray:
        """Share of households with 1 .. 6+ members, float64 (6,)."""
        table = np.array(self.households, np.float64)
        return table / table.sum()

    @property
    def band_share(self) -> np.ndarray:
        """Share of people by age band and sex, float64 (16, 2)."""
        table = np.array(self.people, np.float64)
        return table / table.sum()

    @property
    def mean_size(self) -> float:
        """People a household, six or more taken as six."""
        return float((self.size_share * np.arange(1, MAX_SIZE + 1)).sum())


def band_of(age: np.ndarray) -> np.ndarray:
    """Row of each age in AGE_BANDS, int64 (n,)."""
    return np.minimum(np.asarray(age) // 5, len(AGE_BANDS) - 1).astype(np.int64)


def _shanghai() -> tuple[tuple[float, float], ...]:
    """Spread Shanghai's broad age groups over five-year bands (weights assumed)."""
    groups = (
        (2436296, (1.0, 1.1, 0.9)),  # 0 to 14
        (16619137, (0.5, 0.9, 1.1, 1.35, 1.25, 1.05, 1.0, 0.95, 0.9)),  # 15 to 59
        (5815462 - 4049012, (1.0,)),  # 60 to 64
        (4049012, (0.42, 0.25, 0.33)),  # 65 and over
    )
    male = 12875211 / (12875211 + 11995684)
    bands = [total * w / sum(weights) for total, weights in groups for w in weights]
    return tuple((b * male, b * (1.0 - male)) for b in bands)


CENSUS: dict[str, Census] = {
    "kyoto": Census(
        name="kyoto",
        households=(1944, 1027, 527, 349, 96, 23),
        people=(
            (106, 101), (140, 112), (121, 136), (158, 147), (265, 239), (138, 162), (145, 164),
            (148, 187), (212, 215), (267, 276), (253, 285), (220, 258), (200, 249), (217, 243),
            (219, 333), (532, 899),
        ),
        source="Population Census of Japan 2020, small-area table: Murasakino district, Kita-ku "
        "Kyoto (read second-hand from a compiled table)",
        note="stands for the old inner wards: for the Higashiyama side no table of household "
        "size or age was found, so Murasakino's shares are used with the wanted total",
    ),
    "kyoto_kawaoka": Census(
        name="kyoto_kawaoka",
        households=(2411, 1202, 846, 671, 173, 43),
        people=(
            (223, 235), (240, 229), (232, 207), (215, 264), (390, 344), (338, 337), (303, 307),
            (326, 335), (388, 376), (374, 426), (428, 427), (358, 347), (293, 274), (240, 261),
            (250, 341), (496, 758),
        ),
        source="Population Census of Japan 2020, small-area table: Kawaoka district, "
        "Nishikyo-ku Kyoto (read second-hand from a compiled table)",
        note="a newer, outer district",
    ),
    "shanghai": Census(
        name="shanghai",
        households=(28, 34, 22, 9, 5, 2),
        people=_shanghai(),
        source="Seventh National Population Census of China 2020, Shanghai bulletins: totals of "
        "0-14, 15-59, 60+, 65+ and of the sexes",
        note="household sizes of 2020 were not found: 28/34/22/9/5/2 % for 1 to 6+ gives the "
        "published mean of 2.32 within 2 % (assumed); bands inside the broad age groups and one "
        "sex ratio for all ages are assumed",
    ),
}  # fmt: skip


def census(name: str) -> Census:
    """The table called `name`. Raises InputError if there is none."""
    if name not in CENSUS:
        raise InputError(f"census {name!r}: there is no such table; use one of {sorted(CENSUS)}")
    return CENSUS[name]
