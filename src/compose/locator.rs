//! The locator: a small map of the whole route beside a close-up.

use super::draw::draw_rect;
use super::frame::Frame;
use super::input::Input;
use super::map_panel::MapPanel;
use super::{base, legs};
use crate::basemap::manifest::Role;
use crate::camera::Camera;
use crate::label::{Obstacles, disc_overlap, line_meets_rect, overlap};
use crate::mercator::part_beside;
use crate::scene::{ItemId, Layer, LayerKind, Stroke};
use kurbo::{Insets, Point, Rect, Size};

/// The locator is shown from this many zoom levels above the whole route.
const LOCATE_FROM: f64 = 1.8;

/// The sizes that it may have, in CSS pixels.
const SIZES: [Size; 3] = [Size::new(200.0, 122.0), Size::new(150.0, 92.0), Size::new(104.0, 64.0)];

/// The distances from the edge of the box and from what is at its foot, in CSS pixels.
const MARGIN: f64 = 16.0;
const SPACE: f64 = 10.0;
/// What ends this near to the edge of the box or to what is at its foot, is at its foot, too, in CSS pixels.
const AT_FOOT: f64 = 24.0;

/// Whether a view shows a part of the route only. In a chapter, the locator is shown wherever that is so.
pub(super) fn shows_a_part(input: &Input, camera: &Camera) -> bool {
    let seen = camera.visible();
    seen.union(part_beside(input.plot.bounds, seen.center())) != seen
}

/// The places that the locator may have in the story: above what is at the foot of the box.
pub(super) fn story_places(frame: &Frame, taken: &[Rect]) -> Vec<Rect> {
    if !frame.input.settings.parts().locator {
        return Vec::new();
    }
    let small = sizes(frame).next();
    small.map_or(Vec::new(), |small| places(frame, *small, taken).to_vec())
}

/// The sizes that fit into the box, the largest first.
fn sizes(frame: &Frame) -> impl Iterator<Item = &'static Size> {
    let allowed = Size::new(frame.camera.size.width * 0.34, frame.camera.size.height * 0.3);
    SIZES.iter().filter(move |s| s.width <= allowed.width && s.height <= allowed.height)
}

/// The places that a locator of this size may have, above those of `taken` that are at the foot of the box: credits, a sheet with
/// the credits over it.
fn places(frame: &Frame, small: Size, taken: &[Rect]) -> [Rect; 5] {
    let size = frame.camera.size;
    let area = size.to_rect().inset(-MARGIN);
    // Beside the card rather than under it.
    let free = frame.mirrored(size.to_rect() - frame.input.settings.padding());
    let lowest = |x: f64| {
        let column = frame.mirrored(Rect::new(x, 0.0, x + small.width, size.height));
        let mut foot = size.height;
        for rect in taken.iter().rev().chain(taken) {
            if rect.y1 > foot - AT_FOOT && overlap(rect, &column) {
                foot = foot.min(rect.y0);
            }
        }
        let low = if foot < size.height { foot - SPACE } else { area.y1 };
        Point::new(x, low.min(area.y1) - small.height)
    };
    let (right, beside) = (area.x1 - small.width, free.x1 - MARGIN - small.width);
    let places = [
        lowest(right),
        lowest(beside),
        Point::new(beside, area.y0),
        Point::new(area.x0, area.y0),
        lowest(area.x0),
    ];
    places.map(|at| frame.mirrored(Rect::from_origin_size(at, small)))
}

/// The locator, in a corner where it covers no stop and no line: before the story begins the corner of the last picture, if it is free; during
/// the story the same corner in all chapters.
pub(super) fn place(frame: &Frame, obstacles: &Obstacles, last: &mut usize) -> Option<MapPanel> {
    let input = frame.input;
    let chapter = input.timeline.chapter();
    let near = frame.camera.zoom >= input.home.zoom + LOCATE_FROM;
    let wanted = if chapter.is_some() { shows_a_part(input, frame.camera) } else { near };
    if !input.settings.parts().locator || !wanted {
        return None;
    }
    let free_of = |rect: &Rect| {
        let wide = rect.inflate(4.0, 4.0);
        !obstacles.rects.iter().any(|r| overlap(&wide, r))
            && !obstacles.marks.iter().any(|m| disc_overlap(m, &wide))
            && !obstacles.lines.iter().any(|l| line_meets_rect(*l, &wide))
    };
    let panel = |rect: Rect| {
        let small = rect.size();
        let bounds = input.plot.bounds;
        let camera = Camera::fit(bounds, small, Insets::uniform(small.height * 0.14));
        MapPanel { rect, map: rect, camera }
    };
    let steady = input.steady;
    if input.timeline.follows() {
        let found = steady.locator.filter(|_| !steady.left_out(chapter).locator)?;
        return steady.basis.locator.get(found).map(|rect| panel(*rect));
    }
    if chapter.is_some() {
        // A reader who looks around finds it there, too, if it is free.
        *last = steady.locator.unwrap_or(*last);
    }
    for small in sizes(frame) {
        let places = places(frame, *small, &obstacles.rects);
        for n in [*last, 0, 1, 2, 3, 4] {
            let Some(rect) = places.get(n).filter(|rect| free_of(rect)) else { continue };
            *last = n;
            return Some(panel(*rect));
        }
    }
    None
}

/// Draws the map of the whole route.
pub(super) fn draw_map(panel: &MapPanel, outer: &Frame, layer: &mut Layer) {
    let mut frame = Frame::of_panel(outer.input, &panel.camera);
    // No pieces are loaded for it, and those that happen to be loaded depend on where the reader has been.
    frame.loaded.retain(|ground| ground.role == Role::Base);
    frame.reliefs.clear();
    let mut inside = Layer::new(LayerKind::Panel(panel.rect));
    base::draw(&frame, &mut inside);
    let plot = frame.input.plot;
    let to_screen = panel.camera.transform() * plot.to_world;
    let stroke = frame.input.styles.locator_route.stroke(frame.theme, frame.sizing());
    legs::draw_plain(&frame, to_screen, stroke, &mut inside);
    panel.embed(inside, ItemId::Locator, layer);
}

/// Draws the rectangle that the view shows.
pub(super) fn draw_view(panel: &MapPanel, outer: &Frame, layer: &mut Layer) {
    let visible = part_beside(outer.camera.visible(), panel.camera.center);
    let window = panel.camera.transform().transform_rect_bbox(visible);
    // In a close-up the rectangle would be too small to be seen.
    let least = Size::new(window.width().max(8.0), window.height().max(6.0));
    let window = Rect::from_center_size(window.center(), least);
    let fill = Some(outer.theme.route.at(0.17));
    let edge = Stroke::solid(outer.theme.route, 1.6);
    let mut inside = Layer::new(LayerKind::Panel(panel.rect));
    draw_rect(window, fill, Some(edge), &mut inside);
    layer.embed(inside, panel.map.size(), panel.map.origin());
    panel.draw_edge(outer, layer);
}
