"""Benchmarks of Kinward and of its peers: `python -m benchmarks.run`."""
