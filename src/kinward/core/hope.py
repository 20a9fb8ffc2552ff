"""Hope: what one knows, in a danger, of somebody they are tied to (bits of the column tie_hope)."""

MET, NOT_AT_DAY, NOT_AT_HOME, SPOKE, LEFT, TAKEN, TO_POINT, LISTED, NOT_AT_LAST = (
    1 << i for i in range(9)
)
AWAY = LEFT | TAKEN | TO_POINT | LISTED | NOT_AT_LAST  # no longer true of one who is met
