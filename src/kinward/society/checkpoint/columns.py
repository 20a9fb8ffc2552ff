"""State columns of the checkpoint: who came, where they stand, what they were asked."""

from __future__ import annotations

from kinward.core.columns import Column as C

NOT_HERE, QUEUE, LOOKED_OVER, HELD_BACK, FREE, ABOARD, SERVES, LEFT = range(8)
"""Column `cp_state`."""

M = "comer"
COLUMNS = (
    C("cp_at", "i1", M, "checkpoint that one has come to, -1", default=-1),
    C("cp_state", "i1", M, "0 not there, 1 queue, 2 screening, 3 quarantine, 4 may board, 5 aboard,"
      " 6 serves there, 7 driven out"),
    C("cp_t", "i8", M, "when one joined the queue, -1", "ms", -1),
    C("cp_due", "i8", M, "when screening or quarantine is over, -1", "ms", -1),
    C("cp_until", "i8", M, "when the quarantine that one began is over, wherever one is; -1",
      "ms", -1),
    C("cp_event", "i8", M, "event that the checkpoint's dealing with one goes back to, -1", "", -1),
    C("cp_tent", "b1", M, "has a place in a tent"),
    C("cp_aided", "b1", M, "has been to the aid station"),
    C("cp_lists_t", "i8", M, "when one reads the lists of who has come in", "ms"),
    C("cp_looked", "b1", M, "has looked for somebody in the lists"),
    C("cp_missing", "i2", M, "of one's household not here, as far as one knows"),
    C("cp_asked", "i1", M, "0 nothing, 1 to board or wait, 2 to part or stay, 3 to serve"),
    C("cp_asked_t", "i8", M, "when", "ms"),
    C("cp_hours", "f4", M, "time that one would wait if one stayed", "h"),
    C("cp_parted", "b1", M, "would find no seat with their own"),
    C("cp_says", "i2", M, "option chosen, -1 none yet", default=-1),
    C("cp_says_event", "i8", M, "decision by which, -1", "", -1),
    C("cp_said", "i2", M, "option last chosen on one's turn to board, -1", default=-1),
    C("cp_waits_for", "i4", M, "for whom one lets transports go, -1", default=-1),
    C("cp_waits_t", "i8", M, "since when", "ms", -1),
    C("cp_passed", "i8", M, "transport that one last let go, -1", default=-1),
    C("cp_bought", "i4", M, "who serves for one's seat, -1", default=-1),
    C("cp_promised_by", "i4", M, "who promised one seats against service, -1 the checkpoint",
      default=-1),
    C("cp_word", "i1", M, "that promise: 0 open, 1 kept, 2 broken"),
    C("cp_watch", "i1", M, "of who serves: 0 not yet, 1 on watch on the barricade, 2 at rest"),
    C("cp_watch_t", "i8", M, "since when", "ms"),
    C("cp_serves_t", "i8", M, "since when one serves, or did, -1", "ms", -1),
    C("cp_armed", "b1", M, "bears a rifle of the checkpoint"),
    C("cp_offered", "b1", M, "has been asked to serve for seats"),
    C("cp_reported", "b1", M, "has told there what happened"),
    C("cp_raids_then", "i4", M, "raids on the checkpoint before one came"),
    C("cp_raids", "i4", "checkpoint", "raids on it so far"),
    C("cp_raid_t", "i8", "checkpoint", "when somebody there was last in the grip of one of the"
      " infected, -1", "ms", -1),
    C("cp_next", "i8", "checkpoint", "when the next transport leaves", "ms", -1),
    C("cp_n", "i8", "checkpoint", "transports that have left"),
    C("cp_reports", "i8", "checkpoint", "reports of what happened, by those who bear its marks"),
    C("cp_believes", "b1", "checkpoint", "believes them"),
    C("post_free", "i8", "post", "when a post can take the next party", "ms"),
)  # fmt: skip
