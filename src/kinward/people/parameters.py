"""Parameters of the people: roles, ties and housing."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Age, Area, Count, Length, Real, Share, Switch


class RoleParameters(Parameters):
    """Who does what in the zone. "Adults" are the living below the age of the elders."""

    child_below: Age = param(15, "a child is younger than this", "assumed", ge=1, le=18)
    adult_from: Age = param(18, "adults are at least this old", "assumed", ge=15, le=25)
    elder_from: Age = param(70, "an elder is at least this old", "assumed", ge=50, le=100)
    school_from: Age = param(6, "school begins at this age", "school law of Japan", ge=3, le=8)
    school_below: Age = param(18, "pupils are younger than this", "assumed", ge=12, le=20)
    soldiers: Share = param(0.12, "soldiers among the adults", "assumed")
    scouts: Share = param(0.04, "scouts among the adults, in pairs", "assumed")
    medics: Share = param(0.02, "medics among the adults", "assumed")
    cooks: Share = param(0.02, "cooks among the adults", "assumed")
    technicians: Share = param(0.02, "technicians among the adults", "assumed")
    officers: Share = param(0.01, "officers among the adults", "assumed")
    firefighters: Share = param(0.0, "firefighters among the adults", "scenario")
    police: Share = param(0.0, "police officers among the adults", "scenario")
    pupils_per_teacher: Real = param(25, "pupils that one teacher has", "assumed", ge=1, le=1000)
    music_share: Share = param(0.35, "pupils from 8 years on in a music class", "assumed")
    music_pupils: Real = param(
        60, "music pupils that one music teacher has", "assumed", ge=1, le=1000
    )
    longing: Share = param(0.30, "adults who long for a thing from before", "assumed")
    toy_share: Share = param(
        0.5, "of them, parents of small children who long for a toy", "assumed"
    )


class TieParameters(Parameters):
    """How many ties of each kind; strengths and trusts by kind stand in `tie_table.RULES`."""

    on: Switch = param(True, "people have ties; off: nobody knows anybody", "stories")
    elsewhere: Switch = param(True, "kin in other households", "stories")
    comrades: Switch = param(True, "soldiers of a squad, scouts of a pair", "stories")
    mentors: Switch = param(True, "music teachers and their pupils", "story K13")
    parent_elsewhere: Share = param(
        0.30, "those below 60 with no parent at home whose parents live elsewhere here", "assumed"
    )
    children_elsewhere: Count = param(
        3, "most children elsewhere of one couple", "assumed", ge=1, le=8
    )
    sibling_elsewhere: Share = param(
        0.25, "adults with no parent here who have a sibling here", "assumed"
    )
    turned_kin: Share = param(
        0.05, "those with a parent, sibling or child among the first infected", "assumed"
    )
    friends: Real = param(5, "close friends a person, named by either side", "assumed", ge=0, le=12)
    friends_work: Share = param(0.40, "friends sought at school or work", "assumed")
    friends_near: Share = param(0.35, "friends sought near home; the rest anywhere", "assumed")
    near: Length = param(
        "120 m", "squares of this side are near home", "assumed", ge="10 m", le="2 km"
    )
    age_spread: Age = param(
        15, "largest difference of age that is looked for in a friend", "assumed", ge=1, le=60
    )
    closest: Count = param(15, "most ties beyond kin and household", "architecture", ge=1, le=15)
    room: Count = param(6, "places for ties yet to be made, a person", "assumed", ge=0, le=200)
    squad: Count = param(8, "soldiers of a squad", "assumed", ge=2, le=15)
    close_pupils: Count = param(
        6, "pupils who have a personal tie to a music teacher", "assumed", ge=1, le=15
    )


class TimetableParameters(Parameters):
    """Which duties the days hold; their hours stand in `timetable.PATTERNS`."""

    on: Switch = param(
        True, "people keep to a timetable; off: they stay where they are", "story K6"
    )
    school: Switch = param(True, "children go to school", "story K13")
    music: Switch = param(True, "some go to the music class", "story K13")
    drill: Switch = param(True, "soldiers and scouts drill and go to the range", "story K6")
    patrols: Switch = param(True, "some soldiers walk a patrol by night", "story K6")
    carers: Switch = param(
        True, "in a city a grown one stays at home with small children", "assumed"
    )
    errands: Share = param(
        0, "of those at home by day in a city who go out once from 9:00 to 18:00", "assumed"
    )
    business: Share = param(
        0, "of those at work in a city who go out once from 9:00 to 18:00", "assumed"
    )


class HousingParameters(Parameters):
    """How people are housed."""

    least_area: Area = param(
        "4 m2", "floor a person below which a home is reported as overfull", "assumed", le="100 m2"
    )


class PeopleParameters(Parameters):
    """Everything that the synthesis of people takes besides the tables."""

    roles: RoleParameters = RoleParameters()
    ties: TieParameters = TieParameters()
    housing: HousingParameters = HousingParameters()


CITY_ROLES = RoleParameters(
    soldiers=0, scouts=0, medics=0.01, cooks=0, technicians=0, officers=0, longing=0, music_share=0
)
"""Roles of a plain city that is no zone: workers, teachers and a few medics."""
