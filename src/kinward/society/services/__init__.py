"""Firefighters, medics and police of a city: crews, what they know of, what they do."""
