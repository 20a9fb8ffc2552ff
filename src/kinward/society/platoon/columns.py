"""State columns of squads and of those who serve in them."""

from __future__ import annotations

from kinward.core.columns import Column as C

M, G = "mover", "group"
COLUMNS = (
    C("rank", "i1", M, "rank of a soldier, domain rank"),
    C("sworn", "b1", M, "stands by the orders of the squad now"),
    C("ordered_t", "i8", M, "when one was last asked to obey an order, -1", "ms", -1),
    C("stayed", "b1", M, "has stayed though their own were not safe"),
    C("covers", "i1", M, "in a formation: 1 stands and shoots, 2 goes back, 0 in none"),
    C("arc", "i1", M, "in a formation: side of the street that one watches, +1 or -1", default=1),
    C("half", "i1", M, "in a formation: half of the squad that one goes back with, 0 or 1"),
    C("g_form", "i1", G, "0 none, 1 line, 2 circle, 3 back by turns"),
    C("g_form_t", "i8", G, "when it last had creatures near", "ms"),
    C("g_form_n", "i2", G, "how many formed it"),
    C("g_form_p", "i4", G, "passage that it stands on, -1", default=-1),
    C("g_form_off", "f8", G, "where on it", "m"),
    C("g_away", "i1", G, "side of the street to which it goes back"),
    C("g_turn", "i1", G, "half that covers while the other goes back"),
    C("g_turn_t", "i8", G, "since when", "ms"),
    C("g_post", "i4", G, "passage that a squad holds or musters at, -1", default=-1),
    C("g_post_off", "f8", G, "where on it", "m"),
    C("g_orders", "i1", G, "0 none, 1 to muster, 2 to hold"),
    C("g_order_t", "i8", G, "when they were given, -1", "ms", -1),
    C("g_order_event", "i8", G, "event of that, -1", "", -1),
    C("g_heads", "i2", G, "how many have led it so far"),
    C("g_lost_t", "i8", G, "since when nobody leads it, -1", "ms", -1),
    C("errand", "i1", M, "as a runner: 0 none, 1 with an order, 2 with a report"),
    C("errand_for", "i4", M, "comrade, or checkpoint, it is for", default=-1),
    C("errand_t", "i8", M, "when one was sent off", "ms", -1),
    C("errand_event", "i8", M, "event by which, -1", "", -1),
    C("sent_for", "b1", M, "a runner has been sent with the order for one"),
    C("order_left", "i4", M, "runner who left the order at one's home, -1 none", default=-1),
    C("g_runner_t", "i8", "group", "from when on the next runner may go", "ms"),
    C("g_reported", "b1", "group", "has sent its report to a checkpoint"),
)
