"""Weapons: reach, rate, hit chance and the share of hits that end one of the infected.

Rows in the order of the domain "weapon": bare hands, machete, chain-sickle, pistol, shotgun,
rifle. The infected take body shots and keep coming; a hit to the head, or a blade to jaw or
throat, ends them (story K4). All figures assumed where no source stands.
"""

from __future__ import annotations

import numpy as np

REACH = np.array([0.9, 1.4, 2.6, 35.0, 20.0, 90.0])  # m
RATE = np.array([0.8, 0.7, 0.55, 0.9, 0.5, 0.7])  # blows or aimed shots a second
HIT = np.array([0.45, 0.65, 0.6, 0.75, 0.85, 0.9])  # at arm's length
FALLS = np.array([0.0, 0.0, 0.0, 14.0, 12.0, 60.0])  # m over which the hit chance falls to 1/e
STOPS = np.array([0.06, 0.55, 0.45, 0.28, 0.6, 0.4])  # share of hits that end an infected
STOPS_ARMOURED = np.array([0.0, 0.03, 0.03, 0.02, 0.15, 0.12])
"""Share of hits that end a creature of the swarm: pistols hardly hurt it (story S2; assumed)."""
FIREARM = np.array([False, False, False, True, True, True])
ITEM_OF = np.array([-1, 11, 12, 10, 9, 8])  # item that the weapon is
AMMO_OF = np.array([-1, -1, -1, 7, 6, 5])  # item that it fires
SOUND_OF = np.array([-1, -1, -1, 10, 11, 12])  # class of its sound
