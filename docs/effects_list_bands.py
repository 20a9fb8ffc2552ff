"""Mechanisms of ties, bands, other people's choices and dangers: switch, quantity, situation."""

from __future__ import annotations

import effects_bands as bands
import effects_bonds as bonds
import effects_checkpoint as checkpoint
import effects_dangers as dangers
import effects_heights as heights
import effects_impact as impact
import effects_law as law
import effects_led as led
import effects_news as news
import effects_services as services
import effects_towers as towers
import effects_trade as trade
import effects_traffic as traffic
import effects_zone as zone
from effects_council import Council, held_up, on_their_own, only_weapon

from kinward.core import vocabulary as v
from kinward.lab.effects import Measure


def _timed(words: str, unit: str) -> Measure:
    return Measure(words, unit, "")


FELL = _timed("ties of less trust", "ties")
DECLINED = _timed("refusals of an order to go out", "decisions")
REFUSING = Council("decline", v.C_SENT)
LEGIT = _timed("mean legitimacy of the leader", "1")
SENT = _timed("people sent out", "people")
ON_POST = _timed("people who stay at or go to their post", "people")
MISSED = _timed("times that somebody is missed", "times")
ALIVE = _timed("mean belief that the missing live", "1")
TOGETHER = _timed("people who go with others", "people")
STOLEN = _timed("thefts that come out", "thefts")
WOUNDS = _timed("mean wounds of the hurt, share of strength", "1")
TIES = (
    ("ties change", "bonds.on=false", FELL, bonds.left_behind),
    ("deeds move trust", "bonds.judging=false", FELL, bonds.left_behind),
    ("good deeds raise trust", "bonds.gain=0", _timed("trust gained, sum over ties", "1"),
     bonds.trusted),
    ("who could not do otherwise is excused", "bonds.excuse=false",
     _timed("trust lost, sum over ties", "1"), bonds.had_to_leave),
    ("deeds are seen", "bonds.witness=0", _timed("ties of onlookers of less trust", "ties"),
     bonds.onlookers),
    ("help brings people closer", "bonds.help=0", _timed("strength gained, sum over ties", "1"),
     bonds.helped),
    ("ties grow", "bonds.growing=false", _timed("mean strength", "1"), bonds.two_days),
    ("hours together make ties stronger", "bonds.time='0 /day'", _timed("mean strength", "1"),
     bonds.two_days),
    ("ties fade apart", "bonds.growing=false", _timed("mean strength", "1"), bonds.apart),
    ("strangers come to know each other", "bonds.new=false", _timed("new ties", "ties"),
     bonds.helped_by_strangers),
    ("rumour", "bonds.rumour=false", _timed("tales told", "tales"), bonds.told_of),
    ("people tell tales", "bonds.tells=0", _timed("tales told", "tales"), bonds.told_of),
    ("tales keep weight", "bonds.blurs=0", _timed("trust lost, sum over ties", "1"),
     bonds.heard_of),
    ("opinions", "bonds.opinions=false", _timed("spread within a band", "1"),
     bonds.of_many_minds),
    ("opinions move toward each other", "bonds.moves=0", _timed("spread within a band", "1"),
     bonds.of_many_minds),
    ("who is near enough in opinion is listened to", "bonds.tolerance=0",
     _timed("spread within a band", "1"), bonds.of_many_minds),
    ("courses of grief", "bonds.courses=false", _timed("range of grief left", "1"),
     bonds.long_grief),
    ("promises", "bonds.promises=false", _timed("promises given", "promises"),
     bands.giving_their_word),
    ("keepsakes", "bonds.keepsakes=false", _timed("keepsakes taken", "keepsakes"),
     bands.kept_of_them),
    ("a keepsake returned eases grief", "bonds.purpose=0", _timed("grief", "1"),
     bonds.given_back),
    ("what would break somebody is thought about first", "bonds.keeping_back=false",
     _timed("people who weigh whether to tell", "people"), news.weighing_it),
    ("who is not seen for long is missed", "mind.missing=false", MISSED, news.not_seen),
    ("how long that is", "mind.missed_after='60 days'", MISSED, news.not_seen),
    ("belief that the missing live fades", "bonds.doubt=false", ALIVE, news.waited_for),
    ("distant shots feed hope", "mind.hope=false", ALIVE, news.shots_far_off),
    ("love", "bonds.love=false", _timed("couples", "couples"), bonds.in_love),
    ("people fall in love", "bonds.falls='0 /day'", _timed("couples", "couples"), bonds.in_love),
    ("couples marry", "bonds.weds='0 /day'", _timed("weddings", "weddings"), bonds.wed),
    ("couples expect children", "bonds.expects='0 /day'",
     _timed("women who expect a child", "women"), bonds.expecting),
    ("teaching", "bonds.teaching=false", _timed("mean skill of the pupils", "1"),
     bonds.learning),
    ("pupils learn", "bonds.learns='0 /day'", _timed("mean skill of the pupils", "1"),
     bonds.learning),
    ("props of obedience, where they stand", "mind.props=false", DECLINED, held_up),
    ("props of obedience, where they are gone", "mind.props=false", DECLINED, on_their_own),
    ("a promise holds obedience up", "mind.promise=0", DECLINED, REFUSING),
    ("comrades hold obedience up", "mind.comrades=0", DECLINED, REFUSING),
    ("command holds obedience up", "mind.command=0", DECLINED, REFUSING),
    ("a safe home holds obedience up", "mind.safe_home=0", DECLINED, REFUSING),
)  # fmt: skip
BANDS = (
    ("bands", "bands.on=false", _timed("people who belong to a band", "people"),
     bands.belonging),
    ("camp", "camp.on=false", SENT, bands.empty_stores),
    ("people are sent out", "camp.out=0", SENT, bands.empty_stores),
    ("rations of bands are cut", "camp.rationing=false", _timed("rations eaten", "rations"),
     bands.supper),
    ("theft", "camp.theft=false", _timed("people tempted to steal", "people"),
     bands.hungry_by_night),
    ("strangers meet", "strangers.on=false", _timed("meetings", "meetings"), bands.coming_upon),
    ("admission", "strangers.admission=false", _timed("companies who ask", "companies"),
     bands.asking),
    ("vouching", "strangers.vouching=false", _timed("people asked for their word", "people"),
     bands.needing_a_word),
    ("guests", "strangers.guests=false", _timed("guests", "people"), bands.let_in),
    ("those on the road ask for a place", "strangers.seeks=0", _timed("who set out to ask",
     "companies"), bands.on_the_road),
    ("grievances", "leading.grievances=false",
     _timed("people who think about how they are led", "people"), bands.taking_stock),
    ("leaving", "leading.leaving=false", _timed("people who leave", "people"), bands.going),
    ("cliques", "leading.cliques=false", _timed("friends told", "people"),
     bands.telling_friends),
    ("deposing", "leading.deposing=false", _timed("leaders brought down", "people"),
     bands.rising),
    ("drift", "leading.drift=false", _timed("mean style, 0 care .. 1 control", "1"),
     bands.after_losses),
    ("fission", "leading.fission=false", _timed("bands that break", "bands"),
     bands.at_breaking_point),
    ("small bands break too", "leading.small_bands=100", _timed("bands that break", "bands"),
     bands.at_breaking_point),
    ("mergers", "leading.mergers=false", _timed("bands that join another", "bands"),
     bands.few_and_in_need),
    ("control in danger", "leading.under_threat=0", LEGIT, bands.control_in_danger),
    ("control in calm", "leading.in_calm=0", LEGIT, bands.control_in_calm),
    ("care in calm", "leading.care_calm=0", LEGIT, bands.care_in_calm),
    ("care in danger", "leading.care_danger=0", LEGIT, bands.care_in_danger),
    ("likeness", "leading.unlike=0", LEGIT, bands.control_in_danger),
    ("hunting parties", "hunting.on=false", _timed("hunts", "hunts"), bands.hunted),
    ("hunters learn", "hunting.learns=false", _timed("hour of setting out", "h"),
     bands.hunters_set_out),
    ("raids", "hunting.raids=false", _timed("raids", "raids"), bands.raided),
    ("rules about the bitten", "bitten.on=false", _timed("people kept apart", "people"),
     bands.bitten_at_home),
    ("graves", "graves.on=false", _timed("people buried", "people"), bands.buried),
    ("visits to graves", "graves.visits=0", _timed("visits", "visits"), bands.visited),
    ("who fears others goes early", "camp.avoids=false", SENT, trade.goes_early),
    ("thefts come out", "camp.judged=false", STOLEN, trade.seen_stealing),
    ("thefts are seen", "camp.sees_theft=0", STOLEN, trade.seen_stealing),
    ("thieves are found with it", "camp.searched=0", STOLEN, trade.found_with_it),
    ("trade", "trade.on=false", _timed("parties of traders", "parties"), trade.sent_to_trade),
    ("the strong press for more", "trade.pressing=false",
     _timed("decisions to press for more", "decisions"), trade.pressing),
    ("who presses gets more", "trade.hard=0.5", _timed("goods asked for each given", "1"),
     trade.hard_price),
    ("traders are robbed at the door", "trade.robbing=false",
     _timed("robberies at the door", "robberies"), trade.robbed),
    ("pupils take over work", "duties.on=false", _timed("people who take over", "people"),
     trade.healers_lost),
    ("healers of bands see to wounds", "duties.care=false", WOUNDS, trade.seen_to),
    ("healers take wounds away", "duties.heals=0", WOUNDS, trade.seen_to),
)  # fmt: skip
COMPANY = (
    ("who flees one way goes together", "mind.company=false", TOGETHER, news.in_flight),
    ("strangers fall in with each other", "mind.falls_in=0", TOGETHER, news.in_flight),
    ("companions do as one", "mind.together=false", _timed("pairs who do the same", "pairs"),
     news.as_one),
    ("a reflex cuts apart", "mind.parting=false", _timed("partings", "partings"),
     news.cut_apart),
)  # fmt: skip
DANGERS = (
    ("a danger without notice", "warning.on=false", _timed("people who learn of it", "people"),
     dangers.in_a_fire),
    ("new dangers are doubted", "warning.doubts=false",
     _timed("mean time until people set out", "min"), dangers.slow_to_believe),
    ("people think of their household", "warning.gathering=false",
     _timed("households that gather", "households"), dangers.thinking_of_their_own),
    ("home first", "warning.homing=false", _timed("people who go home first", "people"),
     dangers.going_home_first),
    ("those who meet go on together", "warning.keeping=false",
     _timed("people who go with others", "people"), dangers.keeping_together),
    ("word is left at home", "warning.notes=false", _timed("people who leave word", "people"),
     dangers.leaving_word),
    ("duty in a danger", "warning.serving=false", ON_POST, dangers.on_duty),
    ("strangers in need", "warning.helping=false",
     _timed("strangers in need who are seen", "people"), dangers.needing_help),
    ("an order to leave", "evacuation.order=none",
     _timed("people who hear the order", "people"), dangers.told_to_leave),
    ("an order is carried to people", "evacuation.reaches='0 /min'",
     _timed("people who hear the order", "people"), dangers.told_to_leave),
    ("an order forbids looking for one's own", "evacuation.gathering=unmentioned",
     _timed("settings out for elsewhere than safety", "events"), dangers.told_not_to_look),
    ("contagion is feared", "warning.contagious=false", ON_POST, dangers.sick_to_be_feared),
    ("calls", "warning.calls=false", _timed("people who learn of it by a call", "people"),
     dangers.by_telephone),
)  # fmt: skip
IMPACT = (
    ("something falls on the city", "impact.on=false",
     _timed("people killed, trapped or hurt", "people"), impact.struck),
    ("buildings collapse", "impact.collapse=false", _timed("buildings in ruins", "buildings"),
     impact.in_ruins),
    ("rubble narrows streets and closes them", "impact.rubble=false",
     _timed("cells of streets that are narrower", "cells"), impact.room_left),
    ("vehicles are left standing", "traffic.on=false",
     _timed("cells of streets that are narrower", "cells"), traffic.left_standing),
    ("vehicles take fire", "traffic.burns=false",
     _timed("cells of streets in which they do", "cells"), traffic.in_flames),
    ("buses stand at their stops", "buses.on=false", _timed("people who get on", "people"),
     traffic.on_buses),
    ("the blast itself hurts", "impact.hurts=false",
     _timed("people killed or hurt where no house falls", "people"), impact.hurt),
    ("dust spreads along the streets", "air.spreads=false",
     _timed("extinction of the worst air", "/m"), impact.in_the_air),
    ("breathing dust harms", "air.lungs=false", _timed("mean strength lost", "1"),
     impact.breathing),
    ("buildings can burn", "fire.on=false", _timed("buildings that burn", "buildings"),
     impact.on_fire),
    ("fire spreads", "fire.spreads=false", _timed("buildings that burn", "buildings"),
     impact.on_fire),
    ("people get out of what burns", "fire.flees=false",
     _timed("people who die in it", "people"), impact.in_the_fire),
    ("rubble can be cleared", "digging.on=false", _timed("people dug out alive", "people"),
     impact.dug_out),
    ("option: dig for", "options.dig=false", _timed("decisions to dig for somebody", "decisions"),
     impact.digging),
)  # fmt: skip
SERVICES = (
    ("cries from under rubble", "digging.cries=false", _timed("people heard", "people"),
     services.heard_below),
    ("strangers think of digging", "below.on=false", _timed("strangers who dig", "people"),
     services.strangers_dig),
    ("services in crews", "services.on=false", _timed("people who go out with a crew", "people"),
     services.called_out),
    ("firefighters put out fires", "services.douses=false", _timed("fires put out", "fires"),
     services.put_out),
    ("firefighters dig", "services.digs=false", _timed("crews that go to a ruin", "times"),
     services.at_ruins),
    ("medics stop bleeding", "services.treats=false",
     _timed("wounds that crews dress", "wounds"), services.dressed),
    ("medics carry by stretcher", "services.carries=false", _timed("people brought in", "people"),
     services.brought_in),
    ("police take children along", "services.escorts=false",
     _timed("children taken along", "children"), services.taken_along),
)  # fmt: skip
TOWERS = (
    ("it is dark at noon", "air.dark=0", _timed("how far one sees by day", "m"), towers.at_noon),
    ("dust muffles sound", "sound.dust=0", _timed("people who hear a scream", "people"),
     towers.in_the_dust),
    ("power can fail by block", "mains.on=false", _timed("blocks without power", "blocks"),
     towers.dark_blocks),
    ("lifts", "lifts.on=false", _timed("mean time to the street", "s"), towers.out_of_a_tower),
    ("smoke fills stairs", "stairwell.smoke=false",
     _timed("people cut off above it", "people"), towers.cut_off),
    ("the cut off weigh the window", "cornered.on=false",
     _timed("people who leave by it", "people"), towers.at_windows),
    ("option: leave by the window", "options.window=false",
     _timed("people who leave by it", "people"), towers.at_windows),
)  # fmt: skip
CHECKPOINT = (
    ("a checkpoint at the edge of the city", "checkpoint.on=false",
     _timed("people who come to it", "people"), checkpoint.leaving),
    ("every other way out is closed", "checkpoint.cordon=false",
     _timed("people who come to it", "people"), checkpoint.leaving),
    ("an aid station", "checkpoint.aid=false", _timed("times that wounds are dressed", "times"),
     checkpoint.wounded),
    ("seats are promised against service", "checkpoint.promises=false", _timed("offers", "offers"),
     checkpoint.offered),
    ("reports are believed by and by", "checkpoint.news=false",
     _timed("checkpoints that believe them", "checkpoints"), checkpoint.reported),
    ("lists of who has come in", "boarding.lists=false",
     _timed("people found by them", "people"), checkpoint.found),
    ("people wait for their own", "boarding.waits=false",
     _timed("people for whom transports are let go", "people"), checkpoint.waited),
    ("a quarantine begun before counts", "checkpoint.remembers=false",
     _timed("people who are driven out", "people"), checkpoint.back_again),
    ("raids that one has seen there", "boarding.sees_raids=false",
     _timed("people who stay to serve", "people"), checkpoint.raided),
    ("option: board", "options.board=false", _timed("decisions to board", "decisions"),
     checkpoint.boarding),
    ("option: stay to serve", "options.serve=false", _timed("people who stay to serve", "people"),
     checkpoint.serving),
)  # fmt: skip
MORE_SOCIETY = (
    ("a zone", "zone.on=false", _timed("people who live behind the wall", "people"),
     law.behind_the_wall),
    ("the gate turns people away", "gate.turns_away=false",
     _timed("people turned away", "people"), law.no_beds),
    ("posts decide about their own", "gate.own=false",
     _timed("posts who have to make up their mind", "people"), led.torn),
    ("infected blood is seen", "gate.blood=0", _timed("people not let in", "people"),
     led.bloodied),
    ("people take stock of those who lead the zone", "council.on=false",
     _timed("mean grievance", "1"), led.on_half_rations),
    ("members leave the zone", "council.leaving=false", _timed("people who leave it", "people"),
     led.walked_out),
    ("who left comes back when hungry", "council.returns=false",
     _timed("people on the way back", "people"), led.nothing_left),
    ("members bring the commander down", "council.deposing=false",
     _timed("commanders brought down", "commanders"), led.brought_down),
    ("a closed music class is missed", "council.music=0",
     _timed("mean grievance of its pupils", "1"), led.class_missed),
    ("the music class is weighed", "council.weighs=false",
     _timed("evenings on which it is", "evenings"), led.weighed),
    ("the music class is open", "school.closed=true", _timed("fear in the class", "1"),
     zone.consoled),
    ("music eases fear", "school.eases=0", _timed("fear in the class", "1"), zone.consoled),
    ("music consoles", "school.consoles=0", _timed("grief in the class", "1"), zone.comforted),
)  # fmt: skip
_CHOSEN = {
    "talk": "talk", "avoid": "keep out of their way", "threaten": "threaten", "rob": "rob",
    "attack": "attack", "share": "share", "trade": "trade", "invite": "invite",
    "ask_in": "ask to be taken in", "part": "part", "take_in": "take in", "refuse": "refuse",
    "vouch": "vouch", "silent": "keep out of it", "grumble": "grumble",
    "leave_group": "leave the group", "depose": "depose the leader", "follow": "follow",
    "not_follow": "refuse to follow", "join": "join", "move_on": "move on", "steal": "steal",
    "give_way": "yield",
}  # fmt: skip
_IN_DANGER = {"safety": "go to safety", "keep_post": "stay on duty",
              "on_call": "report for duty"}  # fmt: skip


def _decisions(word: str) -> Measure:
    return _timed(f"decisions to {word}", "decisions")


_PENALTIES = {"let_pass": "let it pass", "warn": "warn", "cut": "cut the rations of",
              "cast_out": "cast out"}  # fmt: skip
MORE_OPTIONS = (
    ("option: flee over the roofs", "options.roof=false",
     _timed("flights over the roofs", "flights"), heights.roofs),
    ("option: take the weapon from", "options.take_weapon=false",
     _decisions("take the weapon from"), only_weapon),
    *((f"option: {word}", f"options.{name}=false", _decisions(word), Council(word))
      for name, word in _CHOSEN.items()),
    *((f"option: {word}", f"options.{name}=false", _decisions(word), dangers.Leaving(word))
      for name, word in _IN_DANGER.items()),
    *((f"option: {word}", f"options.{name}=false", _decisions(word), trade.Judged(word))
      for name, word in _PENALTIES.items()),
    ("option: press for more", "options.press=false", _decisions("press for more"),
     trade.pressing),
    ("option: tell", "options.tell=false", _timed("people told of a loss", "people"), news.told),
    ("option: keep it back", "options.keep_back=false",
     _timed("people from whom a loss is kept", "people"), news.kept_back),
    ("option: go back", "options.turn_back=false", _timed("people who go back", "people"),
     news.going_back),
    ("option: let through", "options.let_through=false",
     _timed("people let through against the rule", "people"), led.let_through),
    ("option: close the class", "options.close_class=false",
     _timed("decisions to close the class", "decisions"), led.class_closed),
    ("option: keep the class", "options.keep_class=false",
     _timed("decisions to keep the class", "decisions"), led.class_kept),
)  # fmt: skip
