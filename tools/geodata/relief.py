"""overview.webp and darien.webp: soft relief, lit by three lights.

Red and green hold the shade (128 is flat ground, darker is turned from the light), blue the tint of
height (0 none, 255 full). The sea is flat and without tint. Rows are Web Mercator's.
"""

import io
import math

import numpy
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter, map_coordinates
import shapely
from shapely.geometry import shape

from common import ASSETS, CACHE, bounds, find, read

CELLS = 30  # grid cells in a degree: 2 minutes, 3.7 km
GREY = [95, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210, 255]
METRES = [0, 45, 100, 192, 334, 502, 700, 894, 1200, 1760, 2430, 3130, 6200]
LIGHTS = [(315, 0.60), (280, 0.25), (350, 0.15)]  # compass bearing, weight; all at 45°


def heights(west, south, east, north):
    """The grid as metres above the sea, with its western and northern edge."""
    first = find("marble", "000000_000000.jpg").parents[1]
    columns = range(int((west + 180) * CELLS / 675), int((east + 180) * CELLS / 675) + 1)
    rows = range(int((90 - north) * CELLS / 675), int((90 - south) * CELLS / 675) + 1)
    grid = numpy.vstack([
        numpy.hstack([
            numpy.asarray(Image.open(first / f"{row:06}" / f"{row:06}_{column:06}.jpg").convert("L"), float)
            for column in columns
        ])
        for row in rows
    ])
    metres = numpy.interp(grid, GREY, METRES)
    return metres, columns[0] * 675 / CELLS - 180, 90 - rows[0] * 675 / CELLS


def mercator(lat):
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def shade(z, metre_px, exaggeration):
    """Light on the ground less light on flat ground."""
    dy, dx = numpy.gradient(z * exaggeration)
    dx, dy = dx / metre_px, dy / metre_px
    light = 0
    for bearing, weight in LIGHTS:
        a = math.radians(bearing)
        east, south = math.sin(a), -math.cos(a)
        light = light + weight * (1 - dx * east - dy * south) / numpy.sqrt(1 + dx**2 + dy**2) * math.sqrt(0.5)
    return light - math.sqrt(0.5)


def make(name, box, px, fade, exaggeration, broad, width, land, limit):
    west, south, east, north = box
    z, grid_west, grid_north = heights(*box)
    z = gaussian_filter(z, 0.8)
    columns = round((east - west) * px)
    top, bottom = mercator(north), mercator(south)
    rows = round((top - bottom) * px * 180 / math.pi)
    lon = west + (numpy.arange(columns) + 0.5) / px
    y = top - (numpy.arange(rows) + 0.5) / rows * (top - bottom)
    lat = numpy.degrees(2 * numpy.arctan(numpy.exp(y)) - math.pi / 2)
    at = numpy.meshgrid((grid_north - lat) * CELLS - 0.5, (lon - grid_west) * CELLS - 0.5, indexing="ij")
    z = map_coordinates(z, at, order=3, mode="nearest").clip(0)
    metre_px = (111_320 / px * numpy.cos(numpy.radians(lat)))[:, None]

    mask = Image.new("L", (columns, rows))
    draw = ImageDraw.Draw(mask)
    window = shapely.box(west - 1, south - 1, east + 1, north + 1)
    for polygon in land:
        for part in shapely.get_parts(polygon.intersection(window)):
            if part.geom_type == "Polygon" and not part.is_empty:
                draw.polygon([
                    ((x - west) * px, (top - mercator(y)) / (top - bottom) * rows)
                    for x, y in part.exterior.coords
                ], fill=255)
    cell = px / CELLS
    soft = gaussian_filter(numpy.asarray(mask, float) / 255, max(1.0, cell * 0.7))
    soft = ((soft - 0.3) / 0.7).clip(0, 1)

    fine = shade(z, metre_px, exaggeration)
    wide = shade(gaussian_filter(z, broad), metre_px, exaggeration * 1.6)
    light = numpy.tanh(1.15 * (0.62 * fine + 0.38 * wide))
    tint = (z / 2600).clip(0, 1) ** 0.75

    def ramp(values, low, high):
        t = (numpy.minimum(values - low, high - values) / fade).clip(0, 1)
        return t * t * (3 - 2 * t)

    seen = soft * ramp(lat, south, north)[:, None] * ramp(lon, west, east)[None, :]
    channels = [128 + 127 * light * seen, 255 * tint * seen]
    size = width, round(rows * width / columns)
    light, tint = [
        Image.fromarray(channel.clip(0, 255).round().astype("uint8")).resize(size, Image.LANCZOS)
        for channel in channels
    ]
    # The file keeps blue at half the detail of grey: soften it first, so that little is lost.
    tint = tint.filter(ImageFilter.GaussianBlur(1.2))
    image = Image.merge("RGB", [light, light, tint])
    best = None
    for quality in range(20, 96):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6, use_sharp_yuv=True)
        if len(out.getvalue()) > limit:
            break
        best = quality, out.getvalue()
    quality, data = best
    (ASSETS / f"{name}.webp").write_bytes(data)
    want, got = (numpy.asarray(i, float) for i in (image, Image.open(io.BytesIO(data)).convert("RGB")))
    rms = numpy.sqrt(((want - got) ** 2).mean(axis=(0, 1)))
    return {
        "out": f"{name}.webp", "size": size, "bytes": len(data), "quality": quality,
        "rms": [round(float(v), 2) for v in rms], "red_to_green": round(float(abs(got[..., 0] - got[..., 1]).mean()), 2),
    }


def land(path):
    return [shape(f["geometry"]).buffer(0) for f in read(CACHE / path)["features"]]


OVERVIEW_BOX = [-107, 3, -64, 31]
DARIEN_BOX = bounds("darien.bin")


def make_overview():
    return make("overview", OVERVIEW_BOX, 32, 2.5, 5, 5, 760, land("countries.geojson"), 10_800)


def make_darien():
    # A degree has 418 px at the zoom the window is made for; half of them hold all that 30 cells do.
    return make("darien", DARIEN_BOX, 209, 0.4, 3.2, 6, 440, land("darien-land.geojson"), 4_000)


if __name__ == "__main__":
    print(make_overview())
    print(make_darien())
