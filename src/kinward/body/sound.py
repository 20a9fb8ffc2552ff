"""Sound: what carries how far, who wakes, who hears.

L(d) = L1 - 20 log10 d - alpha d - barriers, d >= 1 m along the streets, alpha 5 dB/km. Corners
stand for rows of houses: 5 dB each, 20 dB in all (ISO 9613-2 caps a single barrier at 20 dB).
Into or out of a unit: a window's 25 dB. Dust and smoke muffle at both ends, each by half of
`dust` (1 - exp(-K `dense`)) at the extinction K there. All sounds of one step are one bounded
search from many sources; its predecessor tree is the way toward the loudest.
"""

from __future__ import annotations

from kinward.core.lean import lean, light
from kinward.core.math import exp, log, power
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Length, Level, Real, Switch

_DB = 20.0 / 2.302585092994046  # 20 log10 x = _DB ln x


class Sound(Parameters):
    """Levels at 1 m, and how sound fades."""

    on: Switch = param(True, "whether the infected and people hear", "story K3")
    fade: Real = param(5, "absorption by air, dB/km", "ISO 9613-1, 1 kHz", ge=0, le=100)
    corner: Real = param(5, "loss at each corner, dB", "assumed", ge=0, le=40)
    rows: Real = param(20, "loss by rows of houses at most, dB", "ISO 9613-2", ge=0, le=60)
    wall: Real = param(
        25, "loss into or out of a room, dB", "closed window, model page", ge=0, le=80
    )
    dust: Real = param(10, "loss in dust so dense that one sees nothing, dB", "model page", ge=0,
                       le=60)  # fmt: skip
    dense: Length = param("2 m", "over which air of extinction 1 /m takes 63 % of that", "assumed",
                          ge="0 m", le="1 km")  # fmt: skip
    wakes: Level = param("65 dBA", "level that wakes half of the infected", "assumed", ge="0 dBA")
    footsteps: Level = param("45 dBA", "footsteps", "model page")
    speech: Level = param("60 dBA", "speech", "model page")
    shout: Level = param("82 dBA", "a shout", "model page")
    scream: Level = param("100 dBA", "a scream", "model page")
    infant: Level = param("95 dBA", "an infant's cry", "model page")
    music: Level = param("85 dBA", "music", "model page")
    car: Level = param("60 dBA", "an electric car", "model page")
    alarm: Level = param("105 dBA", "a car alarm", "model page")
    metal: Level = param("100 dBA", "falling metal", "model page")
    glass: Level = param("90 dBA", "breaking glass", "assumed")
    pistol: Level = param("144 dBA", "a pistol shot", "model page: 106 dBA at 76 m")
    shotgun: Level = param("150 dBA", "a shotgun blast", "assumed")
    rifle: Level = param("149 dBA", "a rifle shot", "assumed")
    shriek: Level = param("95 dBA", "a shriek of the infected", "assumed")
    bell: Level = param("95 dBA", "the bell of the zone", "assumed")
    blows: Level = param("85 dBA", "blows on a door", "assumed")
    crash: Level = param("95 dBA", "a floor or a stair that comes down", "assumed")
    below: Level = param("75 dBA", "a scream from under rubble, in the street",
                         "assumed: as through a closed window")  # fmt: skip
    grenade: Level = param("164 dBA", "the burst of a grenade", "assumed: 15 dB above a rifle")
    shaft: Level = param("95 dBA", "a creature that climbs the shaft of a lift",
                         "assumed: heard in rooms three storeys off")  # fmt: skip


FIRST_LEVEL = 8  # place of `footsteps` in the packed section; classes follow in their order


@lean
def level_at(level, d, fade, barrier):
    """Level (dBA) at distance d (m) of a source of `level` at 1 m."""
    d = max(d, 1.0)
    return level - _DB * log(d) - fade * d / 1000.0 - barrier


@light
def muffled(extinction, dust, dense):
    """Loss (dB) at one end of the way of a sound, in air of such extinction (1/m) there.

    Args:
        dust: loss of both ends at most, dB. dense: m, of `Sound`.
    """
    return 0.5 * dust * (1.0 - exp(-extinction * dense)) if extinction > 0.0 else 0.0


@lean
def audible_to(level, threshold, fade):
    """Distance (m) in the open at which `level` at 1 m has fallen to `threshold`."""
    if level <= threshold:
        return 1.0
    lo, hi = 1.0, power(10.0, (level - threshold) / 20.0)
    for _ in range(60):
        mid = 0.5 * (lo + hi)
        if level_at(level, mid, fade, 0.0) > threshold:
            lo = mid
        else:
            hi = mid
    return 0.5 * (lo + hi)
