//! Where the name of a country or a state can be: inside the visible part of it, as large as fits, or on the
//! water beside it.

use super::frame::Frame;
use crate::camera::{Camera, MAX_ZOOM};
use crate::ground::Ground;
use crate::label::{Look, Spot};
use crate::mercator::{self, beside, world_width};
use crate::scanlines::Scanlines;
use kurbo::{Point, Rect, Size, Vec2};

/// The pitch of the grid of spots at the top of a zoom level, in CSS pixels; at the bottom it is half of that. The
/// grid is fixed to the world, so that a spot stays the same when the map moves or zooms.
const PITCH: f64 = 40.0;

/// The distance between a name and its country's border or the coast, in CSS pixels.
const MARGIN: f64 = 3.0;

/// The cost of the next smaller font, of each CSS pixel away from the best point, and of a spot on the water.
const SMALLER: f64 = 5.0;
const FAR: f64 = 1.0 / 40.0;
const ON_WATER: f64 = 15.0;

/// The largest distance between a name on the water and its country, in CSS pixels.
const NEXT_TO: f64 = 12.0;

/// A country at most this many times as wide as its name may have it on the water although its land has room; so may one
/// with fewer spots than this on its land.
const SMALL: f64 = 3.0;
const MANY: usize = 12;

/// The middle part of a name on the water that must not be next to another country, as a part of its width.
const MIDDLE: f64 = 0.5;

/// How many times the pitch of the grid may be halved.
const FINEST: u32 = 3;

/// With fewer spots than this the grid is made finer, if a grid of twice the pitch has no more points than fit into
/// this area, in square CSS pixels, at the pitch of the top of a zoom level.
const FEW: usize = 3;
const MOST_WORK: f64 = 250_000.0;

/// A name, and the fonts that it may have, the best first.
pub(super) struct AreaName<'a> {
    /// The ISO 3166 code of its area.
    pub code: &'a str,
    /// Its best point, in world coordinates.
    pub best: Point,
    /// How much of its width must be inside its area, 0 to 1.
    pub inside: f64,
    /// Its looks on land, with the sizes of their boxes in CSS pixels.
    pub looks: &'a [(Look, Size)],
    /// Its look on the water, if it may be there.
    pub on_water: Option<(Look, Size)>,
    /// Its spot in the last picture.
    pub kept: Option<u32>,
}

/// All spots where the whole name is inside its area and inside `seen` (in CSS pixels), and more expensive
/// ones on the water around the area, because the land may be full of other labels; on all copies of the world in sight.
pub(super) fn spots(frame: &Frame, name: &AreaName, seen: Rect) -> Vec<Spot> {
    let mut list = Vec::new();
    for camera in frame.camera.on_copies() {
        list.append(&mut on_copy(frame, &camera, name, seen));
    }
    list
}

/// The same for the copy of the world that `camera` shows as the first one.
fn on_copy(frame: &Frame, camera: &Camera, name: &AreaName, seen: Rect) -> Vec<Spot> {
    // Of the grounds that contain a box, the finest decides.
    let shapes = frame.input.shapes;
    let found = frame
        .grounds()
        .filter_map(|g| Some((g.bounds, g.region_scanlines(g.region(name.code)?, shapes))));
    let areas: Vec<(Rect, &Scanlines)> = found.collect();
    let Some((_, area)) = areas.first() else { return Vec::new() };
    let to_screen = camera.transform();
    let best_point = camera.screen_from_world(beside(name.best, mercator::MIDDLE));
    let whole = to_screen.transform_rect_bbox(area.bounds);
    let part = whole.intersect(seen);
    if part.width() < 8.0 || part.height() < 8.0 {
        return Vec::new();
    }
    // If most of a country is out of sight, the middle of the visible part is best.
    let whole_in_sight = part.area() > 0.3 * whole.area() && seen.contains(best_point);
    let best = whole_in_sight.then_some(best_point);
    let to_world = camera.unprojection();
    let world = |r: Rect| Rect::from_points(to_world(r.origin()), to_world(Point::new(r.x1, r.y1)));
    let holds = |r: Rect| {
        let knows = areas.iter().rev().find(|(bounds, _)| contains(*bounds, r));
        knows.is_some_and(|(_, rows)| rows.contains(r))
    };
    // Nothing is named abroad. Its own area may be known too roughly: that of a state in a close-up, that of a country where its name
    // lies in several finer pieces, of which none has all of it.
    let country = name.code.split('-').next().unwrap_or_default();
    let grounds: Vec<&Ground> = frame.grounds().collect();
    let is_abroad = |r: Rect| {
        let finest = grounds.iter().rposition(|ground| contains(ground.bounds, r)).unwrap_or(0);
        grounds.iter().skip(finest).filter(|ground| ground.bounds.overlaps(r)).any(|ground| {
            ground.regions.iter().any(|region| {
                let outline = ground.to_world.transform_rect_bbox(shapes.bounds(region.outline));
                let foreign = region.country && region.code != country;
                foreign
                    && outline.overlaps(r)
                    && !ground.region_scanlines(region, shapes).excludes(r)
            })
        })
    };
    let mut list = Vec::new();
    // At its present spot it may be a little closer.
    let margin = |id: u32| if name.kept == Some(id) { MARGIN / 3.0 } else { MARGIN };
    // If only one ground decides, no font has room where the smallest one has none.
    let smallest = name.looks.last().filter(|_| name.looks.len() > 1 && areas.len() == 1);
    let fits = |at: Point, size: Size, margin: f64| {
        let r = Rect::from_center_size(at, size).inflate(margin, margin);
        let core = Rect::from_center_size(at, (r.width() * name.inside, r.height()));
        contains(seen, r) && holds(world(core)) && !is_abroad(world(r))
    };
    let first = finer(part);
    for finer in first..=FINEST {
        each_point(camera, part, finer, name.kept, &mut |at, id| {
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
        // A narrow piece of land may lie between the points of the grid. In a large part that would be much work.
        if list.len() >= FEW || part.area() * f64::from(1_u32 << (2 * finer)) > MOST_WORK {
            break;
        }
        if finer < FINEST {
            list.clear();
        }
    }
    let sum = list.iter().fold(Vec2::ZERO, |sum, spot| sum + spot.at.to_vec2());
    let best = best.unwrap_or((sum / list.len() as f64).to_point());
    for spot in &mut list {
        spot.cost += (spot.at - best).hypot() * FAR;
    }
    let Some((look, size)) = name.on_water else { return list };
    let land = frame.grounds().map(|g| g.land_scanlines(shapes)).find(|r| !r.bounds.is_zero_area());
    let Some(land) = land else { return list };
    // If little of a country is in sight, its name does not go on the water.
    if !seen.contains(whole.center()) {
        return list;
    }
    // A large country has room on its land, at the next zoom if not at this one. On a narrow one with few spots the route may
    // be over all of them.
    let many = if whole.width() > SMALL * size.width { MANY } else { usize::MAX };
    if list.len() >= many {
        return list;
    }
    let reach = |width: f64| Size::new(width + 2.0 * NEXT_TO, size.height + 2.0 * NEXT_TO);
    let near = |at: Point, width: f64| world(Rect::from_center_size(at, reach(width)));
    let around = whole.inflate(size.width * 0.7 + 16.0, size.height + 16.0).intersect(seen);
    // Beside its own coast, and not on the land of another country, which finer ground shows where the base has water; its middle not
    // even beside it.
    let countries = frame.grounds().flat_map(|g| g.regions.iter().map(move |r| (g, r)));
    let others = countries.filter(|(g, r)| {
        r.country && r.code != name.code && {
            let outline = (to_screen * g.to_world).transform_rect_bbox(shapes.bounds(r.outline));
            outline.overlaps(around)
        }
    });
    let others: Vec<&Scanlines> = others.map(|(g, r)| g.region_scanlines(r, shapes)).collect();
    let touches = |at: Point, whole: Rect| {
        let middle = near(at, size.width * MIDDLE);
        let is_apart = |rows: &&Scanlines| rows.excludes(middle) && rows.excludes(whole);
        !area.excludes(near(at, size.width)) && others.iter().all(is_apart)
    };
    each_point(camera, around, finer(whole).clamp(1, 2), name.kept, &mut |at, id| {
        let margin = margin(id * 4 + 3);
        let r = Rect::from_center_size(at, size).inflate(margin, margin);
        let on_earth = world(r);
        let free = contains(land.bounds, on_earth) && land.excludes(on_earth);
        if contains(seen, r) && free && touches(at, on_earth) {
            let cost = ON_WATER + (at - best_point).hypot() * FAR;
            list.push(Spot { id: id * 4 + 3, at, cost, look });
        }
    });
    list
}

pub(super) fn contains(outer: Rect, r: Rect) -> bool {
    r.x0 >= outer.x0 && r.y0 >= outer.y0 && r.x1 <= outer.x1 && r.y1 <= outer.y1
}

/// How many times the pitch of the grid is halved for a small area.
pub(super) fn finer(part: Rect) -> u32 {
    match part.width().min(part.height()) {
        w if w < 60.0 => FINEST,
        w if w < 120.0 => 2,
        w if w < 240.0 => 1,
        _ => 0,
    }
}

/// Calls `take` for each point of the grid inside a rectangle of the screen, with its number, and for the point of
/// the spot `kept` even if it is not on this grid. The pitch is halved `finer` times.
pub(super) fn each_point(
    camera: &Camera,
    part: Rect,
    finer: u32,
    kept: Option<u32>,
    take: &mut dyn FnMut(Point, u32),
) {
    // The grid of a zoom level has all points of the level above it.
    let finest = PITCH / world_width(MAX_ZOOM + 1.0);
    let level = (MAX_ZOOM + 1.0 - camera.zoom).floor().clamp(0.0, 13.0) as u32;
    let level = level.saturating_sub(finer);
    let pitch = finest * f64::from(1_u32 << level);
    let to_screen = camera.projection();
    let mut give = |x: u32, y: u32| {
        let world = Point::new(f64::from(x) * finest, f64::from(y) * finest);
        take(to_screen(world), x << 15 | y);
    };
    let first = camera.world_from_screen(part.origin());
    let last = camera.world_from_screen(Point::new(part.x1, part.y1));
    let index = |v: f64| (v / pitch).ceil().max(0.0) as u32;
    for y in index(first.y)..index(last.y) {
        for x in index(first.x)..index(last.x) {
            // Fifteen bits are enough for one coordinate of the finest grid.
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
