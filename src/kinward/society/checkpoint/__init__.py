"""The checkpoint at the edge of a city in danger: queue, screening, quarantine, transports (S11)."""
