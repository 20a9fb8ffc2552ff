"""The ground: columns, events, draws, quantities, clock. Imports nothing of the other floors."""
