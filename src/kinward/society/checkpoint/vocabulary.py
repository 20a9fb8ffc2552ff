"""What happens at the checkpoint, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

WELL, HURT = domain("finding at the checkpoint", "found well", "found hurt")
TENT, OPEN = domain("shelter at the checkpoint", "in a tent", "in the open")

JOINED_QUEUE = kind(
    520, "joined_queue", "comes to the checkpoint and joins the queue", place="place",
    value="people ahead", value2="min since the danger showed", weight=5,
    told="{subject} came to the checkpoint and {value?joined the queue|was the first in the"
         " queue}.",
)  # fmt: skip
LOOKED_OVER_ = kind(
    521, "looked_over", "is looked over at the checkpoint", k="checkpoint", place="place",
    what="finding at the checkpoint", value="min in the queue", weight=1,
    told="{subject} was looked over at the checkpoint and {what}.",
)  # fmt: skip
AIDED = kind(
    522, "aided", "has wounds dressed at the aid station", place="place",
    value="bleeding that is stopped, ml/min", weight=2,
    told="At the aid station {his} wounds were dressed.",
)  # fmt: skip
QUARANTINE_BEGAN = kind(
    523, "held_back", "begins the quarantine of the checkpoint", place="place",
    what="shelter at the checkpoint", value="h to wait", weight=1,
    told="{subject} was to wait {hours} in quarantine, {what}.",
)  # fmt: skip
GOT_TENT = kind(
    524, "got_tent", "gets a place in a tent after waiting in the open", place="place",
    value="h in the open", weight=0.5, told="{subject} got a place in a tent.",
)  # fmt: skip
MAY_BOARD = kind(
    525, "may_board", "is free to board a transport", place="place", value="h at the checkpoint",
    weight=1, told="The quarantine was over, and {subject} was free to board.",
)  # fmt: skip
RAIDED = kind(
    526, "checkpoint_raided", "somebody at the checkpoint is seized: the danger has come there",
    subject="", object="person", k="checkpoint", place="place", value="raids so far",
    value2="people there", weight=0,
)  # fmt: skip
WAITED_HERE = kind(
    529, "waited_here", "lets a transport go, to wait for somebody", object="person",
    place="place", value="h at the checkpoint", weight=6,
    told="{subject} let the transport go, to wait for {object}.",
)  # fmt: skip
STAYED_TOGETHER = kind(
    530, "stayed_together", "lets a transport go that has too few seats for all", place="place",
    value="people", value2="seats left", weight=3,
    told="There were too few seats for all of them, and {subject} waited for the next transport.",
)  # fmt: skip
PARTED_HERE = kind(
    531, "parted_here", "boards without one of their own, for whom there is no seat",
    object="person", place="place", weight=7,
    told="There was no seat for {object}, and {subject} went without {them}.",
    told_object="There was no seat for {object}, and {subject} went without {them}.",
)  # fmt: skip
BOARDED = kind(
    532, "boarded", "is driven out of the city", object="person", k="transport", place="place",
    value="h since joining the queue", value2="h waited for somebody", weight=8,
    told="{subject} got a seat[ that {object:they} had bought by staying], and was driven out of"
         " the city.",
    told_object="{subject} was driven out of the city, on the seat that {object:they} had bought.",
    effects=("people.fate[subject] = evacuated", "people.fate_t[subject] = t"),
)  # fmt: skip
TRANSPORT_LEFT = kind(
    533, "transport_left", "a transport leaves", subject="", k="transport", place="place",
    value="aboard", value2="seats", weight=0,
)  # fmt: skip
SEAT_OFFERED = kind(
    534, "seat_offered", "is promised seats for their own, against service", object="person",
    place="place", value="seats", weight=5,
    told="{subject} was promised seats for {his} own[ by {object}], if {he} stayed to serve.",
    told_object="{object:they} promised {subject:them} seats for {his} own, against service.",
)  # fmt: skip
STAYED_TO_SERVE = kind(
    535, "stayed_to_serve", "stays to serve, so that their own get seats", object="person",
    place="place", value="seats", weight=9,
    told="{subject} stayed to serve on the barricade, so that {object:they} would get out.",
    told_object="{subject} stayed to serve on the barricade, so that {object:they} would get out.",
)  # fmt: skip
WENT_FROM = kind(
    537, "went_from_checkpoint", "leaves the checkpoint before the transport", place="place",
    value="h at the checkpoint", weight=4, told="{subject} left the checkpoint again.",
)  # fmt: skip
CAME_TO_BELIEVE = kind(
    538, "came_to_believe", "a checkpoint believes what is reported", subject="", k="checkpoint",
    place="place", value="reports", value2="belief 0..1", weight=0,
)  # fmt: skip
GAVE_UP_WAITING = kind(
    539, "gave_up_waiting", "boards after waiting for somebody in vain", object="person",
    place="place", value="h waited", weight=7,
    told="{subject} gave up waiting for {object}.",
)  # fmt: skip
ON_WATCH = kind(
    540, "on_watch", "goes on watch on the barricade of a checkpoint", k="checkpoint",
    place="place", weight=2, told="{subject} went on watch on the barricade.",
)  # fmt: skip
RELIEVED = kind(
    541, "relieved_from_watch", "is relieved from the barricade", k="checkpoint", place="place",
    value="h on watch", weight=1, told="{subject} was relieved on the barricade after {hours}.",
)  # fmt: skip
ARMED = kind(
    542, "armed_for_watch", "gets arms from the stock of a checkpoint", k="checkpoint",
    place="place", what="item", value="number", weight=1,
    told="{subject} was handed {amount} for the watch.",
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
GAVE_BACK = kind(
    543, "gave_arms_back", "gives arms back to a checkpoint", k="checkpoint", place="place",
    what="item", value="number", weight=0.5, told="{subject} gave {amount} back.",
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
RELEASED = kind(
    544, "released_from_watch", "need serve at a checkpoint no more, and may board", k="checkpoint",
    place="place", value="h of service", weight=5,
    told="{subject} was free to board after {hours} of service.",
)  # fmt: skip
SEATS_KEPT = kind(
    545, "promise_of_seats_kept", "the seats promised against service are given", object="person",
    k="checkpoint", place="place", value="seats", weight=5,
    told="{subject} saw the promise kept[ by {object}]: those for whom {he} served went first.",
    told_object="{object:they} kept the promise to {subject:them}.",
)  # fmt: skip
SEATS_BROKEN = kind(
    546, "promise_of_seats_broken", "the seats promised against service go to others",
    object="person", k="checkpoint", place="place", value="seats", weight=9,
    told="{subject} had been promised seats, and they went to others[, by the word of {object}].",
    told_object="{object:they} broke the promise to {subject:them}: the seats went to others.",
)  # fmt: skip
