"""What comes: the infected, what gives way, light and weather."""
