"""Bands of survivors: camp, errands, leaders, strangers, trade, hunters (world rows R)."""
