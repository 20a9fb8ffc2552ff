"""Hours: the zone, its gate, runs, searches, protocol, school and stores."""
