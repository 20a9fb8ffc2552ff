"""Hours: what people do as members of a zone or a band, and what every group shares."""
