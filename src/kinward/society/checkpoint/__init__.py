"""The checkpoint at the edge of a city in danger: queue, quarantine, transports (world row S11)."""
