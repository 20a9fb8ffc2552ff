"""Seconds: movement, sound, fight, wounds, care and infection."""
