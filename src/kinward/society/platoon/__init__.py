"""Soldiers of a city: squads, who leads them, where they stand, who stays with them."""
