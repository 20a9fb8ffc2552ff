"""The options of a decision in words: "report Sato Taro's bite", "stayed with Sato Taro"."""

from __future__ import annotations

__all__ = ["did", "to_do"]

# option: as one weighs it, and as it was done, where it is about nobody
_ALONE = {
    "stay": ("stay", "stayed"),
    "hide silently": ("hide silently", "hid and kept silent"),
    "flee": ("flee", "ran"),
    "flee over the roofs": ("flee over the roofs", "fled over the roofs"),
    "go home": ("go home", "went home"),
    "obey": ("obey", "did as told"),
    "help": ("help", "went to help"),
    "fight": ("fight", "fought"),
    "report a bite": ("report the bite", "reported the bite"),
    "hide a bite": ("hide the bite", "hid the bite"),
    "obey the protocol": ("end it alone, as the protocol asks",
                          "chose to end it alone, as the protocol asks"),
    "volunteer": ("volunteer", "volunteered"),
    "decline": ("decline", "declined"),
    "give up": ("give up", "gave up"),
    "turn back": ("turn back", "turned back"),
    "talk": ("talk", "talked"),
    "keep out of their way": ("keep out of their way", "kept out of their way"),
    "threaten": ("threaten them", "threatened them"),
    "rob": ("rob them", "robbed them"),
    "attack": ("attack", "attacked"),
    "share": ("share food", "shared food"),
    "trade": ("trade", "traded"),
    "invite": ("offer them a place", "offered them a place"),
    "ask to be taken in": ("ask to be taken in", "asked to be taken in"),
    "part": ("go on", "went on"),
    "take in": ("take them in", "took them in"),
    "refuse": ("turn them away", "turned them away"),
    "vouch": ("speak for them", "spoke for them"),
    "keep out of it": ("keep out of it", "kept out of it"),
    "grumble": ("grumble", "grumbled"),
    "leave the group": ("leave the group", "chose to leave the group"),
    "depose the leader": ("bring the leader down", "stood against the leader"),
    "refuse to follow": ("stay behind", "stayed behind"),
    "join": ("become one of them", "chose to become one of them"),
    "move on": ("move on", "moved on"),
    "steal": ("take from the stores in secret", "took from the stores in secret"),
    "yield": ("give in", "gave in"),
    "take the weapon from": ("take the weapon", "took the weapon"),
    "go to safety": ("go to safety", "went to safety"),
    "stay on duty": ("stay on duty", "stayed on duty"),
    "report for duty": ("report for duty", "reported for duty"),
    "let through": ("let them through", "let them through"),
    "tell": ("tell them", "told them"),
    "keep it back": ("keep it back", "kept it back"),
    "close the class": ("close the class", "closed the class"),
    "keep the class": ("keep the class", "kept the class"),
    "press for more": ("press for more", "pressed for more"),
    "let it pass": ("let it pass", "let it pass"),
    "warn": ("give a warning", "gave a warning"),
    "cut the rations of": ("cut their rations", "cut their rations"),
    "cast out": ("cast them out", "chose to cast them out"),
    "dig for": ("dig in the rubble", "dug in the rubble"),
    "leave by the window": ("leave by the window", "chose the window"),
    "board": ("board", "boarded"),
    "stay to serve": ("stay to serve", "stayed to serve"),
    "run after": ("run after them", "ran after them"),
    "go in after": ("go in after them", "went in after them"),
    "go to the meeting place": ("go to the meeting place", "went to the meeting place"),
}  # fmt: skip
# the same about somebody
_ABOUT = {
    "stay": ("stay with {}", "stayed with {}"),
    "hide silently": ("hide silently, away from {}", "hid and kept silent, away from {}"),
    "flee": ("flee from {}", "ran from {}"),
    "flee over the roofs": ("flee from {} over the roofs", "fled from {} over the roofs"),
    "go home": ("go home to {}", "went home to {}"),
    "fetch": ("fetch {}", "went to fetch {}"),
    "dig for": ("dig for {}", "dug for {}"),
    "leave by the window": ("leave {} and go by the window", "left {} and chose the window"),
    "board": ("board without {}", "boarded without {}"),
    "stay to serve": ("stay to serve for a seat for {}", "stayed to serve for a seat for {}"),
    "run after": ("run after {}", "ran after {}"),
    "go in after": ("go in after {}", "chose to go in after {}"),
    "wait for": ("wait for {}", "waited for {}"),
    "search for": ("search for {}", "went to look for {}"),
    "obey": ("do as told about {}", "did as told about {}"),
    "help": ("help {}", "went to help {}"),
    "pass by": ("pass {} by", "passed {} by"),
    "fight": ("fight {}", "fought {}"),
    "treat": ("tend {}", "tended {}"),
    "report a bite": ("report {}'s bite", "reported {}'s bite"),
    "hide a bite": ("hide the bite from {}", "hid the bite from {}"),
    "obey the protocol": ("carry out the protocol on {}", "chose to carry it out on {}"),
    "wait it out together": ("wait it out with {}", "waited it out with {}"),
    "shelter": ("hide {} from the search", "hid {} from the search"),
    "volunteer": ("volunteer to look for {}", "volunteered to look for {}"),
    "decline": ("decline to look for {}", "declined to look for {}"),
    "carry": ("carry {}", "carried {}"),
    "leave behind": ("leave {} behind", "left {} behind"),
    "give up": ("give {} up", "gave {} up"),
    "follow": ("follow {}", "followed {}"),
    "turn back": ("turn back for {}", "turned back for {}"),
    "talk": ("talk with {}", "talked with {}"),
    "keep out of their way": ("keep out of the way of {}", "kept out of the way of {}"),
    "threaten": ("threaten {}", "threatened {}"),
    "rob": ("rob {}", "robbed {}"),
    "attack": ("attack {}", "attacked {}"),
    "share": ("share food with {}", "shared food with {}"),
    "trade": ("trade with {}", "traded with {}"),
    "invite": ("offer {} a place", "offered {} a place"),
    "ask to be taken in": ("ask {} to be taken in", "asked {} to be taken in"),
    "part": ("part from {}", "parted from {}"),
    "take in": ("take {} in", "took {} in"),
    "refuse": ("turn {} away", "turned {} away"),
    "vouch": ("speak for {}", "spoke for {}"),
    "keep out of it": ("say nothing for {}", "said nothing for {}"),
    "grumble": ("grumble about {}", "grumbled about {}"),
    "leave the group": ("leave {}'s people", "chose to leave {}'s people"),
    "depose the leader": ("bring {} down", "stood against {}"),
    "refuse to follow": ("let {} go alone", "let {} go alone"),
    "join": ("become one of the people of {}", "chose to become one of the people of {}"),
    "move on": ("move on from {}", "moved on from {}"),
    "steal": ("take from the stores of {} in secret", "took from the stores of {} in secret"),
    "yield": ("give in to {}", "gave in to {}"),
    "take the weapon from": ("take the weapon from {}", "took the weapon from {}"),
    "go to safety": ("go to safety, away from {}", "went to safety, away from {}"),
    "go to the meeting place": (
        "go to the meeting place, to look for {}",
        "went to the meeting place, to look for {}",
    ),
    "stay on duty": ("stay on duty rather than go to {}", "stayed on duty rather than go to {}"),
    "report for duty": ("report for duty to {}", "reported for duty to {}"),
    "let through": ("let {} through", "let {} through"),
    "tell": ("tell {}", "told {}"),
    "keep it back": ("keep it back from {}", "kept it back from {}"),
    "close the class": ("close the class of {}", "closed the class of {}"),
    "keep the class": ("keep the class of {}", "kept the class of {}"),
    "press for more": ("press {} for more", "pressed {} for more"),
    "let it pass": ("let the theft of {} pass", "let the theft of {} pass"),
    "warn": ("warn {}", "warned {}"),
    "cut the rations of": ("cut the rations of {}", "cut the rations of {}"),
    "cast out": ("cast {} out", "chose to cast {} out"),
}
# where the occasion makes it mean something else
_ORDER = "an order to carry out the protocol"
_BITTEN = "somebody close was bitten"
_AT = {
    (_ORDER, "obey"): ("carry out the protocol on {}", "chose to carry it out on {}"),
    (_ORDER, "decline"): ("refuse to raise a hand against {}",
                          "refused to raise a hand against {}"),
    (_BITTEN, "obey"): ("carry out the protocol on {}", "chose to carry it out on {}"),
    (_BITTEN, "stay"): ("do nothing about {}", "did nothing about {}"),
    ("somebody cried for help", "hide silently"): ("hide while {} cries for help",
                                                   "hid while {} cried for help"),
    ("a companion was hurt", "wait for"): ("stay with {}", "stayed with {}"),
    ("a death", "stay"): ("stay at home, grieving for {}", "stayed at home, grieving for {}"),
    ("somebody attacked", "fight"): ("fight back against {}", "fought back against {}"),
    ("how they were led", "obey"): ("go along with {}", "went along with {}"),
    ("an order to go out", "obey"): ("go, as {} had said", "went, as {} had said"),
    ("an order to go out", "decline"): ("refuse {}", "refused {}"),
    ("an order to go out", "go home"): ("go home in spite of {}", "went home in spite of {}"),
    ("a friend was leaving", "follow"): ("go with {}", "chose to go with {}"),
    ("one of theirs was taken", "leave behind"): ("let {} go", "let {} go"),
    ("the way led below ground", "give up"): ("turn back without {}", "turned back without {}"),
    ("a friend went after one who was taken", "follow"): ("go with {}", "chose to go with {}"),
    ("a place among others", "stay"): ("stay a guest of {}", "stayed a guest of {}"),
    ("hunger beside the stores", "stay"): ("leave the stores of {} alone",
                                           "left the stores of {} alone"),
    ("one of theirs at the gate", "obey"): ("do to {} as the rule asks",
    "did to {} as the rule asks"),
    ("one of theirs at the gate", "decline"): ("leave {} to another", "left {} to another"),
    ("somebody was lost from sight", "leave behind"): ("go on without {}", "went on without {}"),
    ("one weapon for two", "talk"): ("ask {} for the weapon", "asked {} for the weapon"),
    ("one weapon for two", "share"): ("give {} the weapon", "gave {} the weapon"),
    ("one weapon for two", "refuse"): ("keep the weapon from {}", "kept the weapon from {}"),
    ("one weapon for two", "let it pass"): ("go without the weapon of {}",
                                            "did without the weapon of {}"),
    ("a price to name", "trade"): ("ask a fair price of {}", "asked a fair price of {}"),
    ("traders at the door", "refuse"): ("send {} away without a deal",
                                        "sent {} away without a deal"),
    ("harder terms", "trade"): ("trade with {} all the same", "traded with {} all the same"),
    ("harder terms", "refuse"): ("leave {} without a deal", "left {} without a deal"),
    ("a death", "obey"): ("go on with the day without {}", "went on with the day without {}"),
}  # fmt: skip
_OF_THREATS = ("stay", "hide silently", "flee", "flee over the roofs")  # told without the threat


def to_do(option: str, name: str = "", occasion: str = "") -> str:
    """An option as one weighs it; `name` is of whom it is about, "" for nobody."""
    return _words(option, name, occasion)[0]


def did(option: str, name: str = "", occasion: str = "") -> str:
    """The same as it was done: "left Sato Taro behind"."""
    return _words(option, name, occasion)[1]


def _words(option: str, name: str, occasion: str) -> tuple[str, str]:
    if occasion == "the infected were near" and option in _OF_THREATS:
        name = ""
    if not name:
        plain = (option, f"chose to {option}")
        if option not in _ALONE and option in _ABOUT:
            weighed, done = _ABOUT[option]
            plain = (weighed.format("somebody"), done.format("somebody"))
        return _ALONE.get(option, plain)
    about = _AT.get((occasion, option)) or _ABOUT.get(option)
    if about is None:  # an option of a later version
        return f"{option} ({name})", f"chose to {option} ({name})"
    return about[0].format(name), about[1].format(name)
