"""What a cry from under the rubble weighs with those who hear it."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Length, Real, Switch


class Below(Parameters):
    """Strangers who hear somebody cry from under rubble: dig for them, or pass by."""

    on: Switch = param(True, "who hears a cry from under rubble thinks of digging", "stories")
    stranger: Real = param(3.0, "weight of a stranger who cries close by", "assumed", ge=0, le=50)
    child: Real = param(2.0, "how much more a child's cry weighs", "stories", ge=0, le=50)
    near: Length = param("20 m", "distance over which that falls to a 2.7th", "assumed", ge="1 m",
                         le="1 km")  # fmt: skip
    diffuses: Real = param(0.3, "how much less with each who digs there already",
                           "assumed; Latane and Darley 1970", ge=0, le=50)  # fmt: skip
    regrets: Real = param(0.5, "how much more with each cry that one has passed by, up to four",
                          "assumed, as for other cries", ge=0, le=50)  # fmt: skip
    hopes: Duration = param("30 min", "of silence after which hope is a 2.7th", "assumed",
                            ge="1 min", le="30 days")  # fmt: skip


B = slots(Below)
ON, STRANGER, CHILD, NEAR, DIFFUSES, REGRETS, HOPES = range(7)
