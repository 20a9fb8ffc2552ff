"""Minutes: what people perceive, feel, weigh and choose."""
