"""At the edges of a detail its lines are bent, so that they continue in those of the base."""

import numpy
import shapely

from common import lines

SIDES = ["west", "south", "east", "north"]
# Lines are bent within this distance from an edge, in degrees.
REACH = 0.15
# The source leaves a thread of water where the border is a river, at most this wide, in degrees.
THREAD = 0.01


def join(land, rivers, window):
    """Land and rivers of a window, bent so that they meet the lines of overview.bin at its edges."""
    base = lines("overview.bin")
    knots = [edge_knots(window, side, base, land, rivers) for side in range(4)]

    def bend(points):
        bent = points.copy()
        for side, (at, target) in enumerate(knots):
            along = points[:, 1 - side % 2]
            near = 1 - numpy.abs(points[:, side % 2] - window[side]) / REACH
            bent[:, 1 - side % 2] += (numpy.interp(along, at, target) - along) * near.clip(0)
        return bent

    return [[(known, shapely.transform(shape, bend)) for known, shape in pairs] for pairs in (land, rivers)]


def edge_knots(window, side, base, land, rivers):
    """Positions along an edge, and where each has to move to. The corners stay."""
    across = side % 2
    ends = window[1 - across], window[3 - across]
    edge = shapely.LineString([(window[side], end)[::1 - 2 * across] for end in ends])
    position = lambda point: point[1 - across]
    through = lambda line: [position(p.coords[0]) for p in shapely.get_parts(line.intersection(edge)) if p.geom_type == "Point"]

    theirs = {}
    for known, line in base:
        for at in through(line):
            theirs.setdefault(known.get("name", known["kind"]), []).append([at])
    # Where a river is the border, its line is the border's.
    borders = theirs.get("borders", [])
    theirs = {kind: [at for at in found if kind == "borders" or at not in borders] for kind, found in theirs.items()}

    # A polygon that is cut off runs along the edge.
    ours, banks = {}, []
    for known, polygon in land:
        for part in shapely.get_parts(shapely.line_merge(polygon.boundary.intersection(edge))):
            if part.geom_type == "LineString":
                banks += [(position(point), known["code"]) for point in (part.coords[0], part.coords[-1])]
    banks = sorted(bank for bank in banks if bank[0] not in ends)
    while banks:
        at, code = banks.pop(0)
        if banks and banks[0][1] != code and banks[0][0] - at < THREAD:
            ours.setdefault("borders", []).append([at, banks.pop(0)[0]])
        else:
            ours.setdefault("coasts", []).append([at])
    for known, line in rivers:
        for at in through(line):
            ours.setdefault(known["name"], []).append([at])

    knots = [(end, end) for end in ends]
    for kind in {*ours, *theirs}:
        pair = sorted(ours.get(kind, [])), sorted(theirs.get(kind, []))
        if len(pair[0]) != len(pair[1]):
            raise ValueError(f"{SIDES[side]} edge, {kind}: here at {pair[0]}, in the base at {pair[1]}. Move the edge")
        knots += [(at, target) for group, (target,) in zip(*pair) for at in group]
    at, target = numpy.array(sorted(knots)).T
    if (numpy.diff(target) < 0).any():
        raise ValueError(f"{SIDES[side]} edge: lines in another order than in the base: {sorted(knots)}")
    print(f"{SIDES[side]} edge: lines moved by at most {numpy.abs(target - at).max() * 111:.1f} km")
    return at, target
