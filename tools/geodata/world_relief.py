"""The relief of the whole Earth: one coarse image, and the cells of a quadtree.

The images hold what those of relief.py hold. An image reaches beyond its cell on all sides by MARGIN. There its slopes and heights fade
out while those of the neighbour fade in, so that no edge is seen, also at the date line. Cells without slopes are left out."""

import io
import math

import numpy
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter, map_coordinates
import shapely
from shapely.geometry import shape

from common import ASSETS, CACHE, mapshaper, read
from relief import CELLS, heights, mercator, shade

WORLD = ASSETS / "world"
# The part of a cell's size by which an image reaches beyond its cell; src/basemap/manifest.rs has the same number.
MARGIN = 1 / 64
# The depth of the cells, and the pixels of a cell and of the coarse image, without margins.
DEPTH, CELL_PX, COARSE_PX = 3, 512, 1024
# Shades are computed with so many times the pixels, and with so many more at the edges.
FINER, PAD = 2, 40
EXAGGERATION, BROAD = 6, 5
# The most bytes of all cells, and of the coarse image.
MOST_BYTES, MOST_COARSE = 180_000, 17_000
# Steps that src/relief.rs takes for noise of the compression.
NOISE = 3


def latitude(y):
    """Degrees of a position from the top of the projection, 0 to 1."""
    return numpy.degrees(2 * numpy.arctan(numpy.exp(math.pi * (1 - 2 * y))) - math.pi / 2)


def grid():
    """Metres above the sea of the whole Earth, and from the map's land polygons."""
    z, _, _ = heights(-180, -89.99, 179.99, 90)
    z = gaussian_filter(z.astype("float32"), 0.8, mode=["nearest", "wrap"])
    mapshaper("world-countries.json", "-simplify", "dp", "interval=3km", "-o", "world-land.geojson", "format=geojson")
    land = [shape(f["geometry"]).buffer(0) for f in read(CACHE / "world-land.geojson")["features"] if f["geometry"]]
    return z, land


def cell(z, land, x, y):
    """Hillshade and height of a cell with its margins, 0 to 255, in whole pixels of the image."""
    px = CELL_PX * FINER
    world = px << DEPTH
    margin = round(px * MARGIN)
    from_x, from_y = x * px - margin - PAD, y * px - margin - PAD
    size = px + 2 * (margin + PAD)
    columns = (from_x + numpy.arange(size) + 0.5) / world
    rows = ((from_y + numpy.arange(size) + 0.5) / world).clip(0, 1)
    lat = latitude(rows)
    at_row, at_column = (90 - lat) * CELLS - 0.5, columns * 360 * CELLS - 0.5
    first_row, last_row = int(max(at_row[0] - 8, 0)), int(min(at_row[-1] + 8, len(z)))
    first_column = math.floor(at_column[0]) - 8
    part = z[first_row:last_row].take(range(first_column, math.ceil(at_column[-1]) + 8), axis=1, mode="wrap")
    at = numpy.meshgrid(at_row - first_row, at_column - first_column, indexing="ij")
    metres = map_coordinates(part, at, order=3, mode="nearest").clip(0)
    metre_px = (40_075_000 / world * numpy.cos(numpy.radians(lat)))[:, None]

    mask = Image.new("L", (size, size))
    draw = ImageDraw.Draw(mask)
    (west, east), (south, north) = columns[[0, -1]] * 360 - 180, lat[[-1, 0]]
    for shift in (-360, 0, 360):
        window = shapely.box(west - shift - 1, south - 1, east - shift + 1, north + 1)
        for polygon in land:
            for piece in shapely.get_parts(polygon.intersection(window)) if polygon.intersects(window) else []:
                if piece.geom_type == "Polygon" and not piece.is_empty:
                    draw.polygon([
                        ((lon + shift + 180) / 360 * world - from_x, (math.pi - mercator(lat)) / (2 * math.pi) * world - from_y)
                        for lon, lat in piece.exterior.coords
                    ], fill=255)
    soft = gaussian_filter(numpy.asarray(mask, float) / 255, 1.0)
    soft = ((soft - 0.3) / 0.7).clip(0, 1)
    fine = shade(metres, metre_px, EXAGGERATION)
    wide = shade(gaussian_filter(metres, BROAD), metre_px, EXAGGERATION * 1.6)
    light = numpy.tanh(1.15 * (0.62 * fine + 0.38 * wide))
    tint = (metres / 2600).clip(0, 1) ** 0.75
    whole = []
    for channel in (128 + 127 * light * soft, 255 * tint * soft):
        channel = channel[PAD:-PAD, PAD:-PAD]
        half = channel.reshape(channel.shape[0] // FINER, FINER, -1, FINER).mean(axis=(1, 3))
        whole.append(half.clip(0, 255))
    return whole


def faded(channel, level, top, bottom):
    """A channel that fades out to a level where the neighbours overlap it; above and below only if there are any."""
    size = len(channel)
    margin = round(size * MARGIN / (1 + 2 * MARGIN))
    ramp = ((numpy.arange(size) + 0.5) / (2 * margin)).clip(0, 1)
    across = ramp * ramp[::-1]
    down = numpy.where(top, ramp, 1) * numpy.where(bottom, ramp[::-1], 1)
    return level + (channel - level) * across[None, :] * down[:, None]


def image(light, tint, top, bottom):
    light, tint = faded(light, 128, top, bottom), faded(tint, 0, top, bottom)
    light, tint = (Image.fromarray(channel.round().astype("uint8")) for channel in (light, tint))
    # The file keeps blue at half the detail of grey: soften it first, so that little is lost.
    tint = tint.filter(ImageFilter.GaussianBlur(1.2))
    return Image.merge("RGB", [light, light, tint])


def encode(picture, quality):
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=6, use_sharp_yuv=True)
    return out.getvalue()


def coarse(cells):
    """All cells as one image."""
    side = 1 << DEPTH
    margin = round(CELL_PX * MARGIN)
    inner = slice(margin, -margin)
    channels = []
    for i in (0, 1):
        whole = numpy.vstack([numpy.hstack([cells[x, y][i][inner, inner] for x in range(side)]) for y in range(side)])
        pad = round(len(whole) * MARGIN)
        whole = numpy.pad(numpy.pad(whole, ((0, 0), (pad, pad)), mode="wrap"), ((pad, pad), (0, 0)), mode="edge")
        width = round(COARSE_PX * (1 + 2 * MARGIN))
        channels.append(numpy.asarray(Image.fromarray(whole.astype("float32")).resize((width, width), Image.LANCZOS)).clip(0, 255))
    return image(*channels, top=False, bottom=False)


def largest(pictures, most):
    """The files of the highest quality that together have at most so many bytes."""
    best = None
    for quality in range(10, 96, 2):
        files = {name: encode(picture, quality) for name, picture in pictures.items()}
        if sum(map(len, files.values())) > most:
            break
        best = quality, files
    return best


def bounds(depth, x, y):
    """West, south, east and north of a cell, in degrees."""
    size = 1 / 2**depth
    lat = [round(float(latitude(at * size)), 7) for at in (y + 1, y)]
    return [360 * x * size - 180, lat[0], 360 * (x + 1) * size - 180, lat[1]]


def entries():
    """The entries of the manifest for the images, by their names; the coarse one first."""
    found = []
    for path in sorted(WORLD.glob("relief-*.webp")):
        depth, x, y = map(int, path.stem.split("-")[1:])
        # The tolerance is a quarter of a pixel at the equator: a finer image is drawn where a pixel is two CSS pixels wide.
        pixels = CELL_PX << depth if depth else COARSE_PX
        found.append({"file": path.name, "role": "relief", "bounds": bounds(depth, x, y), "toleranceKm": round(40_075 / pixels / 4, 2)})
    return found


def main():
    """Makes the images."""
    z, land = grid()
    side = 1 << DEPTH
    cells = {(x, y): cell(z, land, x, y) for y in range(side) for x in range(side)}
    sloped = {at: image(*both, at[1] > 0, at[1] < side - 1) for at, both in cells.items() if abs(both[0] - 128).max() > NOISE or both[1].max() > NOISE}
    for old in WORLD.glob("relief*.webp"):
        old.unlink()
    for depth, pictures, most in [(0, {(0, 0): coarse(cells)}, MOST_COARSE), (DEPTH, sloped, MOST_BYTES)]:
        quality, files = largest(pictures, most)
        print(f"depth {depth}: {len(files)} images, quality {quality}, {sum(map(len, files.values()))} bytes")
        for (x, y), data in files.items():
            (WORLD / f"relief-{depth}-{x}-{y}.webp").write_bytes(data)


if __name__ == "__main__":
    main()
