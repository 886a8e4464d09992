//! Where the name of a country or a state can stand: in what is seen of it, as large as it fits, or
//! on the water beside it.

use super::frame::Frame;
use crate::camera::MAX_ZOOM;
use crate::label::{Look, Spot};
use crate::mercator::world_width;
use crate::scanlines::Scanlines;
use kurbo::{Point, Rect, Size, Vec2};

/// Spots stand on a grid this fine at the top of a zoom level, in CSS pixels; at its bottom half of
/// it. The grid is fixed to the world, so that a spot is the same one after a move or a zoom.
const PITCH: f64 = 40.0;

/// Kept free between a name and its country's border or the coast, in CSS pixels.
const MARGIN: f64 = 3.0;

/// What a smaller face costs, what a step from the best place costs (per CSS pixel), and what
/// standing on the water costs.
const SMALLER: f64 = 5.0;
const FAR: f64 = 1.0 / 40.0;
const AFLOAT: f64 = 15.0;

/// How near its country a name on the water stands, in CSS pixels.
const NEXT_TO: f64 = 12.0;

/// A name and the faces it may be set in, the most wanted first.
pub(super) struct AreaName<'a> {
    /// ISO 3166 code of its area.
    pub code: &'a str,
    /// Where it would best stand, in CSS pixels.
    pub best: Point,
    /// How much of its width must lie inside its area, 0 to 1.
    pub inside: f64,
    /// Its faces on land, with the sizes of their boxes in CSS pixels.
    pub looks: &'a [(Look, Size)],
    /// Its face on the water, if it may stand there.
    pub afloat: Option<(Look, Size)>,
    /// The spot it had in the last picture.
    pub kept: Option<u32>,
}

/// Every spot where the whole name would lie inside its area and inside `seen` (CSS pixels); if
/// there is none, spots on the water around it.
pub(super) fn spots(frame: &Frame, name: &AreaName, seen: Rect) -> Vec<Spot> {
    // The finest ground that holds all of a box knows best.
    let shapes = frame.input.shapes;
    let found =
        frame.grounds().filter_map(|g| Some((g.bounds, g.rows(g.region(name.code)?, shapes))));
    let areas: Vec<(Rect, &Scanlines)> = found.collect();
    let Some((_, area)) = areas.first() else { return Vec::new() };
    let to_screen = frame.camera.transform();
    let whole = to_screen.transform_rect_bbox(area.bounds);
    let part = whole.intersect(seen);
    if part.width() < 8.0 || part.height() < 8.0 {
        return Vec::new();
    }
    // Of a country that is mostly out of sight the middle of what is seen is best.
    let whole_in_sight = part.area() > 0.3 * whole.area() && seen.contains(name.best);
    let best = whole_in_sight.then_some(name.best);
    let to_world = frame.camera.unprojection();
    let world = |r: Rect| Rect::from_points(to_world(r.origin()), to_world(Point::new(r.x1, r.y1)));
    let holds = |r: Rect| {
        let knows = areas.iter().rev().find(|(bounds, _)| contains(*bounds, r));
        knows.is_some_and(|(_, rows)| rows.hold(r))
    };
    let mut list = Vec::new();
    // Where it stands already it may stand a little closer.
    let margin = |id: u32| if name.kept == Some(id) { MARGIN / 3.0 } else { MARGIN };
    // Where the smallest face has no room no other has, if one ground alone is asked.
    let smallest = name.looks.last().filter(|_| name.looks.len() > 1 && areas.len() == 1);
    let fits = |at: Point, size: Size, margin: f64| {
        let r = Rect::from_center_size(at, size).inflate(margin, margin);
        let core = Rect::from_center_size(at, (r.width() * name.inside, r.height()));
        contains(seen, r) && holds(world(core))
    };
    each_point(frame, part, finer(part), name.kept, &mut |at, id| {
        if smallest.is_some_and(|(_, size)| !fits(at, *size, MARGIN / 3.0)) {
            return;
        }
        for (i, (look, size)) in name.looks.iter().enumerate() {
            if fits(at, *size, margin(id * 4 + i as u32)) {
                let cost = i as f64 * SMALLER;
                list.push(Spot { id: id * 4 + i as u32, at, cost, look: *look });
            }
        }
    });
    let sum = list.iter().fold(Vec2::ZERO, |sum, spot| sum + spot.at.to_vec2());
    let best = best.unwrap_or((sum / list.len() as f64).to_point());
    for spot in &mut list {
        spot.cost += (spot.at - best).hypot() * FAR;
    }
    let (Some((look, size)), true) = (name.afloat, list.is_empty()) else { return list };
    let land = frame.grounds().map(|g| g.land_scanlines(shapes)).find(|r| !r.bounds.is_zero_area());
    let Some(land) = land else { return list };
    // Little of a country in sight is no reason to letter the sea.
    if !seen.contains(whole.center()) {
        return list;
    }
    let reach = size + Size::new(2.0 * NEXT_TO, 2.0 * NEXT_TO);
    let touches = |at: Point| !area.miss(world(Rect::from_center_size(at, reach)));
    let around = whole.inflate(size.width * 0.7 + 16.0, size.height + 16.0).intersect(seen);
    each_point(frame, around, 1, name.kept, &mut |at, id| {
        let margin = margin(id * 4 + 3);
        let r = Rect::from_center_size(at, size).inflate(margin, margin);
        let free = |r: Rect| contains(land.bounds, world(r)) && land.miss(world(r));
        if contains(seen, r) && free(r) && touches(at) {
            let cost = AFLOAT + (at - name.best).hypot() * FAR;
            list.push(Spot { id: id * 4 + 3, at, cost, look });
        }
    });
    list
}

fn contains(outer: Rect, r: Rect) -> bool {
    r.x0 >= outer.x0 && r.y0 >= outer.y0 && r.x1 <= outer.x1 && r.y1 <= outer.y1
}

/// How many times the grid is halved for a small area.
fn finer(part: Rect) -> u32 {
    match part.width().min(part.height()) {
        w if w < 60.0 => 3,
        w if w < 120.0 => 2,
        w if w < 240.0 => 1,
        _ => 0,
    }
}

/// The grid's points inside a box of the screen, each with its number, and the point of the spot
/// `kept` even if this grid leaves it out. The grid is halved `finer` times.
fn each_point(
    frame: &Frame,
    part: Rect,
    finer: u32,
    kept: Option<u32>,
    take: &mut dyn FnMut(Point, u32),
) {
    // The grid of a zoom level holds all points of the level above it.
    let finest = PITCH / world_width(MAX_ZOOM + 1.0);
    let level = (MAX_ZOOM + 1.0 - frame.camera.zoom).floor().clamp(0.0, 13.0) as u32;
    let level = level.saturating_sub(finer);
    let pitch = finest * f64::from(1_u32 << level);
    let to_screen = frame.camera.projection();
    let mut give = |x: u32, y: u32| {
        let world = Point::new(f64::from(x) * finest, f64::from(y) * finest);
        take(to_screen(world), x << 15 | y);
    };
    let first = frame.camera.world_from_screen(part.origin());
    let last = frame.camera.world_from_screen(Point::new(part.x1, part.y1));
    let index = |v: f64| (v / pitch).ceil().max(0.0) as u32;
    for y in index(first.y)..index(last.y) {
        for x in index(first.x)..index(last.x) {
            // Fifteen bits are enough for a side of the finest grid.
            give((x << level) & 0x7fff, (y << level) & 0x7fff);
        }
    }
    if let Some(kept) = kept {
        let (x, y) = (kept >> 17 & 0x7fff, kept >> 2 & 0x7fff);
        if (x | y) & ((1 << level) - 1) != 0 {
            give(x, y);
        }
    }
}
