//! The names of seas, bays and lakes: along their curves, or where their water is in sight.

use super::area_names::{contains, each_point, finer};
use super::courses;
use super::frame::Frame;
use crate::basemap::manifest::{Name, NameKind, Role};
use crate::camera::Camera;
use crate::ground::Ground;
use crate::label::{Anchor, Course, Look, Obstacles, Spot, overlap};
use crate::mercator::world_from_lonlat;
use crate::text::is_spaceable;
use kurbo::{Point, Rect, Size, Vec2};

/// How far above and below its curve the level name of a sea may be, and how far from land it is; in CSS pixels.
const ROWS: [f64; 5] = [0.0, -16.0, 16.0, -32.0, 32.0];
const SHORE: f64 = 4.0;

/// The cost of each CSS pixel from the middle of the water in sight.
const FAR: f64 = 1.0 / 40.0;

/// Where the name of a water can be. `size`: the box of its letters, if they are level.
pub(super) fn anchor(
    frame: &Frame,
    name: &Name,
    text: &str,
    (size, look): (Size, Look),
    obstacles: &Obstacles,
) -> Option<Anchor> {
    let seen = obstacles.frame;
    let curve = bowed(name);
    let mut best: Option<(Course, Camera)> = None;
    for camera in frame.camera.on_copies() {
        let course = courses::whole(camera.on_screen(&curve), seen);
        let more = |(b, _): &(Course, Camera)| course.stations.len() > b.stations.len();
        if best.as_ref().is_none_or(more) {
            best = Some((course, camera));
        }
    }
    let (course, camera) = best?;
    // A panel may be over a part of the curve.
    let is_open = |(_, p): &&(u32, Point)| !obstacles.rects.iter().any(|r| r.contains(*p));
    let open = course.stations.iter().filter(is_open).count();
    let in_sight = course.length() * open as f64 / courses::STATIONS as f64;
    let zoom = frame.camera.zoom;
    // Another curve of the same sea may be in sight, and long enough.
    let elsewhere = |other: &Name| {
        let ends = [other.along.first(), other.along.last()];
        let ends = ends.map(|p| p.map(|p| frame.camera.screen_from_world(world_from_lonlat(*p))));
        let [Some(a), Some(b)] = ends else { return false };
        let [from, to] = other.zoom;
        other.text == name.text
            && other.along != name.along
            && (from..to).contains(&zoom)
            && (seen.contains(a) || seen.contains(b))
            && (b - a).hypot() >= size.width
    };
    if in_sight < size.width
        && !name.within.is_empty()
        && !frame.input.manifest.names.iter().any(elsewhere)
    {
        let mut spots = on_open_water(frame, &name.within, size, look, obstacles);
        // In smaller letters it may have room where it has none in its own.
        if spots.is_empty() && name.kind == NameKind::Sea {
            let font = frame.scale.bay.for_text(text);
            let width = frame.input.measure.width(text, &font);
            let size = Size::new(width, font.cap_height());
            spots = on_open_water(frame, &name.within, size, Look { font, ..look }, obstacles);
        }
        if !spots.is_empty() {
            return Some(Anchor::Spots(spots));
        }
    }
    if course.stations.is_empty() {
        None
    } else if is_spaceable(text) {
        Some(Anchor::Along(course))
    } else {
        let on_lake = name.kind == NameKind::Lake;
        Some(Anchor::Spots(on_curve(frame, &camera, &course, (size, look), on_lake)))
    }
}

/// Where the level name of a water can be, for letters that are joined and cannot follow a curve: on open water, over the
/// curve's stations or a little above or below them. On a lake only over the stations, because under a lake the ground has land.
fn on_curve(
    frame: &Frame,
    camera: &Camera,
    course: &Course,
    (size, look): (Size, Look),
    on_lake: bool,
) -> Vec<Spot> {
    let shapes = frame.input.shapes;
    let land = frame.grounds().map(|g| g.land_scanlines(shapes)).find(|r| !r.bounds.is_zero_area());
    let to_world = camera.unprojection();
    let is_free = |at: Point| {
        let r = Rect::from_center_size(at, size).inflate(SHORE, SHORE);
        let ends = [r.origin(), Point::new(r.x1, r.y1)].map(&to_world);
        land.is_none_or(|rows| rows.excludes(Rect::from_points(ends[0], ends[1])))
    };
    let middle = course.stations.len() as f64 / 2.0 - 0.5;
    let rows = if on_lake { &ROWS[..1] } else { &ROWS[..] };
    let mut list = Vec::new();
    for (i, (id, station)) in course.stations.iter().enumerate() {
        for (k, row) in rows.iter().enumerate() {
            let at = *station + (0.0, *row);
            if on_lake || is_free(at) {
                let cost = (i as f64 - middle).abs() / (middle + 1.0) * 3.0 + k as f64;
                list.push(Spot { id: id * ROWS.len() as u32 + k as u32, at, cost, look });
            }
        }
    }
    list
}

/// Where the level name of a sea can be if its curve is out of sight: on open water in the areas (in world coordinates) in which all
/// water is a part of it, best in the middle of what is in sight and under no panel.
fn on_open_water(
    frame: &Frame,
    within: &[Rect],
    size: Size,
    look: Look,
    obstacles: &Obstacles,
) -> Vec<Spot> {
    let seen = obstacles.frame;
    let is_open = |r: Rect| contains(seen, r) && !obstacles.rects.iter().any(|o| overlap(o, &r));
    let mut list: Vec<Spot> = Vec::new();
    for camera in frame.camera.on_copies() {
        let to_world = camera.unprojection();
        for area in within {
            let part = camera.transform().transform_rect_bbox(*area).intersect(seen);
            each_point(&camera, part, finer(part), None, &mut |at, id| {
                let r = Rect::from_center_size(at, size).inflate(SHORE, SHORE);
                let ends = [r.origin(), Point::new(r.x1, r.y1)].map(&to_world);
                // The areas may be smaller than the name.
                let is_within = [0.0, 0.25, 0.75, 1.0].into_iter().all(|t| {
                    let p = ends[0].lerp(ends[1], t);
                    within.iter().any(|area| area.contains(p))
                });
                let r_in_world = Rect::from_points(ends[0], ends[1]);
                if is_open(r) && is_within && is_water(frame, r_in_world) {
                    list.push(Spot { id, at, cost: 0.0, look });
                }
            });
        }
    }
    let sum = list.iter().fold(Vec2::ZERO, |sum, spot| sum + spot.at.to_vec2());
    let middle = (sum / list.len() as f64).to_point();
    for spot in &mut list {
        spot.cost = (spot.at - middle).hypot() * FAR;
    }
    list
}

/// Whether there is no land in a rectangle (in world coordinates), as far as the details know that are there, or else the base.
fn is_water(frame: &Frame, r: Rect) -> bool {
    let shapes = frame.input.shapes;
    let has_detail = frame.grounds().any(|g| g.role == Role::Detail && g.bounds.overlaps(r));
    let decides = |g: &&Ground| g.bounds.overlaps(r) && (g.role == Role::Detail) == has_detail;
    frame.grounds().filter(decides).all(|ground| {
        ground.regions.iter().filter(|region| region.country).all(|region| {
            let outline = ground.to_world.transform_rect_bbox(shapes.bounds(region.outline));
            !outline.overlaps(r) || ground.region_scanlines(region, shapes).excludes(r)
        })
    })
}

/// The curve of a water's name in world coordinates, smoothed.
fn bowed(name: &Name) -> Vec<Point> {
    let through: Vec<Point> = name.along.iter().map(|p| world_from_lonlat(*p)).collect();
    crate::route::Curve::smooth(None, &through, None).points
}
