"""assets/ACCURACY.md: how many CSS pixels the lines of each piece of assets/world are from their source, at every zoom at which the
piece is drawn. `python3 half_pixel.py` after world.py, which measures the errors."""

import json
import math

from common import ASSETS, CACHE

RADIUS_KM = 6371.0088
# The largest zoom of the map: src/camera.rs.
LAST_ZOOM = 11
# Of the size of a piece: neighbours overlap a little.
MARGIN = 1 / 8
# The zooms at which pieces are drawn are rounded to a tenth of a level.
HALF = 0.5 * 2**0.05
TITLE = """# How exact the ground of the whole Earth is

Written by `tools/geodata/half_pixel.py` from what `darien-basemap` measured when it made the pieces: the largest distance of a line from its
source, in kilometres, and the same in CSS pixels at every whole zoom at which a part of the piece is seen. A piece is drawn from the zoom at which the
tolerance of the ground under it is half a pixel, and is seen until finer pieces are drawn over it; both zooms are rounded to a tenth of a level. Pixels
are those of the middle latitude of the parts that are seen. Bold: more than half a pixel. The finest pieces serve the map's closest views, too; the
last column says up to which zoom a piece stays within half a pixel at its middle latitude.
"""


def km_per_pixel(lat, zoom):
    return 2 * math.pi * RADIUS_KM * math.cos(math.radians(lat)) / (256 * 2**zoom)


def half_pixel_zoom(lat, km):
    return math.log2(km_per_pixel(lat, 0) / (2 * km))


def middle(piece):
    return (piece["bounds"][1] + piece["bounds"][3]) / 2


def common(a, b):
    """What two pieces have in common, as a piece; None if that is only the margin of a cell."""
    west, south, east, north = (pick(pair) for pick, pair in zip((max, max, min, min), zip(a["bounds"], b["bounds"])))
    is_narrow = east - west < MARGIN * (b["bounds"][2] - b["bounds"][0]) or north - south < MARGIN * (b["bounds"][3] - b["bounds"][1])
    return None if is_narrow else {"bounds": [west, south, east, north]}


def first_zoom(piece, pieces):
    """From which zoom a piece is drawn: src/basemap/manifest.rs has the same rule."""
    coarser = [other["tolerance_km"] for other in pieces if other["tolerance_km"] > piece["tolerance_km"] and common(piece, other)]
    return max(round(half_pixel_zoom(middle(piece), min(coarser)), 1), 0) if coarser else 0


def parts(piece, pieces):
    """The parts of a piece, each with the zoom up to which it is seen: where finer pieces lie over it, that from which they are drawn."""
    finer = [other for other in pieces if other["tolerance_km"] < piece["tolerance_km"]]
    coarsest = max((other["tolerance_km"] for other in finer if common(other, piece)), default=None)
    over = [other for other in finer if other["tolerance_km"] == coarsest and common(other, piece)]
    return [(common(other, piece), first_zoom(other, pieces)) for other in over] or [(piece, LAST_ZOOM)]


def table(pieces):
    """One row for each piece."""
    whole = range(LAST_ZOOM + 1)
    yield "| piece | drawn from zoom | to | error, km | " + " | ".join(f"z{zoom}" for zoom in whole) + " | half a pixel up to |"
    yield "|---" * (len(whole) + 5) + "|"
    for piece in pieces:
        error, first, seen = piece["focus_error_km"], first_zoom(piece, pieces), parts(piece, pieces)
        cells = []
        for zoom in whole:
            pixels = max((error / km_per_pixel(middle(part), zoom) for part, last in seen if first <= zoom < last or zoom == last == LAST_ZOOM), default=0)
            text = f"{pixels:.2f}" if pixels < 10 else f"{pixels:.0f}"
            cells.append("" if pixels == 0 else f"**{text}**" if pixels > HALF else text)
        last = max(last for _, last in seen)
        up_to = min(half_pixel_zoom(middle(piece), error), LAST_ZOOM) if error > 0 else LAST_ZOOM
        name = piece["out"].rsplit("/")[-1]
        yield f"| {name} | {first:.1f} | {last:.1f} | {error:.2f} | " + " | ".join(cells) + f" | {up_to:.1f} |"


def main():
    pieces = json.loads((CACHE / "world-made.json").read_text())
    (ASSETS / "ACCURACY.md").write_text(TITLE + "\n" + "\n".join(table(pieces)) + "\n")


if __name__ == "__main__":
    main()
