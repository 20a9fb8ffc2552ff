"""A military zone: gate, protocol, supply runs, school and the other institutions (rows K)."""
