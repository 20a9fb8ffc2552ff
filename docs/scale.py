"""The built-in Shanghai for fewer people: checkpoints in proportion, so that seats stay short."""

from __future__ import annotations

PEOPLE = 30_000  # for whom scenarios/shanghai.toml has posts, tents and seats
AT_FULL = {"posts": 20, "tents": 4000, "seats": 300}  # a checkpoint


def scaled(people: int) -> tuple[str, ...]:
    """Changes that give a town of so many people checkpoints of its size."""
    share = people / PEOPLE
    return tuple(f"checkpoint.{k}={max(1, round(n * share))}" for k, n in AT_FULL.items())
