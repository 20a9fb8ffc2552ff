"""Sites: what a shop or amenity is, and what is left in it.

The city has been dead for a while: stocks are leftovers, assumed. The amounts below are for a
site of 100 m2; they grow with the square root of the area (a big shop was also looted by more
people) and vary by place between a quarter and seven quarters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kinward.city.graph import UnitKind
from kinward.city.hashing import draw

K = UnitKind


@dataclass(frozen=True)
class SiteType:
    """A type of site: what kind of unit it is, its usual area and its leftovers."""

    kind: UnitKind
    area: float = 60.0  # m2, assumed, where the map does not say
    stock: Mapping[str, float] = field(default_factory=dict)  # per 100 m2, assumed


TYPES: dict[str, SiteType] = {
    "pharmacy": SiteType(K.PHARMACY, 80, {"medicine": 14, "bandage": 40, "medkit": 3, "food": 6}),
    "clinic": SiteType(K.HOSPITAL, 150, {"medicine": 6, "bandage": 30, "medkit": 3}),
    "hospital": SiteType(K.HOSPITAL, 600, {"medicine": 12, "bandage": 50, "medkit": 6, "food": 8}),
    "dentist": SiteType(K.HOSPITAL, 80, {"medicine": 2, "bandage": 8}),
    "veterinary": SiteType(K.HOSPITAL, 80, {"medicine": 5, "bandage": 15, "medkit": 1}),
    "convenience": SiteType(K.SHOP, 110, {"food": 70, "bandage": 5, "book": 6}),
    "supermarket": SiteType(K.SHOP, 600, {"food": 160, "bandage": 4}),
    "grocery": SiteType(K.SHOP, 60, {"food": 60}),
    "bakery": SiteType(K.SHOP, 50, {"food": 15}),
    "sweets": SiteType(K.SHOP, 45, {"food": 25}),
    "restaurant": SiteType(K.FOOD, 80, {"food": 30, "machete": 0.3}),
    "cafe": SiteType(K.FOOD, 60, {"food": 14, "book": 1}),
    "tea_house": SiteType(K.FOOD, 90, {"food": 12}),
    "bar": SiteType(K.FOOD, 50, {"food": 8}),
    "department_store": SiteType(
        K.MALL, 1500, {"food": 50, "toy": 6, "book": 6, "ring": 2, "bandage": 6}
    ),
    "mall": SiteType(K.MALL, 1200, {"food": 45, "toy": 5, "book": 5, "ring": 1.5, "bandage": 4}),
    "music": SiteType(K.SHOP, 70, {"sheet_music": 30, "strings": 18}),
    "jewelry": SiteType(K.SHOP, 50, {"ring": 16}),
    "hardware": SiteType(K.SHOP, 120, {"machete": 3, "fuel": 25, "chain_sickle": 0.4}),
    "knives": SiteType(K.SHOP, 40, {"machete": 5, "chain_sickle": 1}),
    "hunting": SiteType(
        K.SHOP, 60, {"shotgun": 1.5, "shell": 40, "rifle": 0.7, "rifle_round": 30, "machete": 2}
    ),
    "sports": SiteType(K.SHOP, 120, {"bandage": 8, "toy": 4, "machete": 0.5}),
    "fuel": SiteType(K.WORKSHOP, 120, {"fuel": 350, "food": 10}),
    "car_repair": SiteType(K.WORKSHOP, 150, {"fuel": 40}),
    "police": SiteType(
        K.OFFICE, 50, {"pistol": 1.2, "pistol_round": 45, "shotgun": 0.2, "shell": 5, "medkit": 1}
    ),
    "fire_station": SiteType(K.HALL, 300, {"medkit": 4, "bandage": 20, "fuel": 60, "machete": 1}),
    "books": SiteType(K.SHOP, 90, {"book": 150, "sheet_music": 1}),
    "library": SiteType(K.HALL, 400, {"book": 200, "sheet_music": 6}),
    "toys": SiteType(K.SHOP, 70, {"toy": 40}),
    "clothes": SiteType(K.SHOP, 70, {"bandage": 1}),
    "gift": SiteType(K.SHOP, 45, {"food": 8, "toy": 5, "ring": 0.4}),
    "antiques": SiteType(K.SHOP, 60, {"ring": 2, "book": 10, "machete": 0.6, "chain_sickle": 0.3}),
    "pawnbroker": SiteType(K.SHOP, 40, {"ring": 8, "strings": 1}),
    "electronics": SiteType(K.SHOP, 90, {}),
    "shop": SiteType(K.SHOP, 60, {"food": 3}),
    "school": SiteType(K.SCHOOL, 400, {"food": 12, "book": 40, "sheet_music": 3, "bandage": 4}),
    "kindergarten": SiteType(K.SCHOOL, 200, {"food": 6, "toy": 25, "bandage": 3}),
    "inn": SiteType(K.INN, 200, {"food": 14, "bandage": 2, "book": 2}),
    "temple": SiteType(K.HALL, 250, {"food": 3, "book": 6}),
    "church": SiteType(K.HALL, 250, {"book": 20, "sheet_music": 10, "ring": 0.3}),
    "theatre": SiteType(K.HALL, 500, {"strings": 5, "sheet_music": 8}),
    "museum": SiteType(K.HALL, 400, {"book": 15, "machete": 0.4, "chain_sickle": 0.3}),
    "hall": SiteType(K.HALL, 300, {"food": 8, "bandage": 3}),
    "bank": SiteType(K.OFFICE, 150, {"ring": 1}),
    "post_office": SiteType(K.OFFICE, 120, {"toy": 1, "book": 3}),
    "station": SiteType(K.HALL, 400, {"food": 8, "bandage": 3}),
    "warehouse": SiteType(K.WORKSHOP, 500, {"food": 30, "fuel": 15}),
}


def _each(words: str, kind: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), kind)


# tag -> value -> site type; a value that is not listed is "shop" for shop=*, else no site
TAGS: dict[str, dict[str, str]] = {
    "shop": {
        **dict.fromkeys(("chemist", "medical_supply", "drugstore"), "pharmacy"),
        **dict.fromkeys(("convenience", "kiosk"), "convenience"),
        **dict.fromkeys(("supermarket", "wholesale"), "supermarket"),
        **_each(
            "alcohol beverages butcher cheese coffee dairy deli farm food frozen_food greengrocer "
            "grocery health_food herbalist nuts pasta rice seafood spices tea water wine",
            "grocery",
        ),
        **dict.fromkeys(("bakery", "pastry"), "bakery"),
        **dict.fromkeys(("confectionery", "chocolate", "ice_cream"), "sweets"),
        **dict.fromkeys(("department_store", "general", "variety_store"), "department_store"),
        "mall": "mall",
        **dict.fromkeys(("music", "musical_instrument"), "music"),
        **dict.fromkeys(("jewelry", "jewellery", "watches"), "jewelry"),
        **dict.fromkeys(
            ("hardware", "doityourself", "trade", "garden_centre", "agrarian", "tool_hire"),
            "hardware",
        ),
        **dict.fromkeys(("knives", "kitchen"), "knives"),
        **dict.fromkeys(("hunting", "weapons", "military_surplus"), "hunting"),
        **dict.fromkeys(("sports", "outdoor", "bicycle", "fishing", "scuba_diving"), "sports"),
        **dict.fromkeys(("car_repair", "car", "motorcycle", "tyres", "car_parts"), "car_repair"),
        **dict.fromkeys(("books", "newsagent", "stationery"), "books"),
        **dict.fromkeys(("toys", "games", "hobby", "model", "baby_goods", "anime"), "toys"),
        **_each(
            "clothes shoes bag boutique fabric fashion fashion_accessories leather tailor "
            "household_linen sewing wool umbrella",
            "clothes",
        ),
        **dict.fromkeys(("gift", "souvenir", "craft", "religion", "pottery"), "gift"),
        **dict.fromkeys(("antiques", "art", "second_hand", "charity"), "antiques"),
        "pawnbroker": "pawnbroker",
        **dict.fromkeys(("electronics", "mobile_phone", "computer", "hifi"), "electronics"),
        "vacant": "",
        "no": "",
    },
    "amenity": {
        "pharmacy": "pharmacy",
        **dict.fromkeys(("clinic", "doctors", "nursing_home"), "clinic"),
        "hospital": "hospital",
        "dentist": "dentist",
        "veterinary": "veterinary",
        **dict.fromkeys(("restaurant", "fast_food", "food_court"), "restaurant"),
        **dict.fromkeys(("cafe", "ice_cream", "internet_cafe"), "cafe"),
        **dict.fromkeys(
            ("bar", "pub", "biergarten", "nightclub", "karaoke_box", "gambling", "casino"), "bar"
        ),
        "fuel": "fuel",
        "police": "police",
        "fire_station": "fire_station",
        "library": "library",
        **dict.fromkeys(
            ("school", "university", "college", "prep_school", "language_school", "driving_school"),
            "school",
        ),
        "music_school": "music",
        **dict.fromkeys(("kindergarten", "childcare"), "kindergarten"),
        "place_of_worship": "temple",
        **dict.fromkeys(("theatre", "cinema", "arts_centre"), "theatre"),
        **dict.fromkeys(
            ("townhall", "community_centre", "courthouse", "social_facility", "conference_centre"),
            "hall",
        ),
        **dict.fromkeys(("bank", "bureau_de_change"), "bank"),
        "post_office": "post_office",
        "love_hotel": "inn",
        "marketplace": "grocery",
    },
    "healthcare": {
        "pharmacy": "pharmacy",
        "hospital": "hospital",
        **dict.fromkeys(("clinic", "doctor", "centre"), "clinic"),
        "dentist": "dentist",
    },
    "tourism": {
        **dict.fromkeys(("hotel", "hostel", "guest_house", "motel", "apartment"), "inn"),
        **dict.fromkeys(("museum", "gallery"), "museum"),
    },
    "leisure": {
        **dict.fromkeys(("sports_centre", "sports_hall", "fitness_centre"), "sports"),
    },
    "railway": {"station": "station"},
    "craft": {"jeweller": "jewelry", "carpenter": "hardware", "blacksmith": "knives"},
}

# shops that a map without any is given, by weight (assumed after usual shares of retail)
STREET_TRADE: dict[str, float] = {
    "restaurant": 22,
    "clothes": 14,
    "gift": 9,
    "cafe": 8,
    "convenience": 7,
    "grocery": 7,
    "bar": 7,
    "sweets": 5,
    "pharmacy": 4,
    "clinic": 3,
    "books": 3,
    "hardware": 2.5,
    "electronics": 2,
    "antiques": 2,
    "jewelry": 1.5,
    "toys": 1.5,
    "sports": 1.5,
    "knives": 0.7,
    "music": 0.8,
    "supermarket": 1.2,
    "police": 0.5,
    "fuel": 0.3,
    "hunting": 0.15,
}


def site_type(tags: Mapping[str, str]) -> str:
    """The site type that these tags mean, "" for none."""
    for key, values in TAGS.items():
        value = tags.get(key)
        if value is None:
            continue
        found = values.get(value.split(";")[0].strip(), "shop" if key == "shop" else None)
        if found is not None:
            if found == "temple" and tags.get("religion") == "christian":
                return "church"
            return found
    return ""


def leftovers(kind: str, area: float, x: float, y: float) -> dict[str, float]:
    """What is left in a site of this type and area (m2) at (x, y): whole amounts by item."""
    scale = math.sqrt(max(area, 10.0) / 100.0)
    out = {}
    for i, (item, base) in enumerate(TYPES[kind].stock.items()):
        amount = base * scale * (0.25 + 1.5 * draw(x, y, 700 + i))
        whole = math.floor(amount + draw(x, y, 800 + i))  # the fraction is a chance of one more
        if whole:
            out[item] = float(whole)
    return out
