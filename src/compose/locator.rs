//! The locator: a small map of the whole route beside a close-up.

use super::draw::draw_rect;
use super::frame::Frame;
use super::map_panel::MapPanel;
use super::steady::Corner;
use super::{base, legs};
use crate::camera::Camera;
use crate::label::{Obstacles, disc_overlap, overlap};
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

/// The locator, in a corner where it covers no stop: before the story begins the corner of the last picture, if it is free; during
/// the story, whose `chapters` have these cameras, the same corner in all of them.
pub(super) fn place(
    frame: &Frame,
    obstacles: &Obstacles,
    chapters: &[Camera],
    corner: &mut Corner,
) -> Option<MapPanel> {
    let input = frame.input;
    let in_story = !chapters.is_empty();
    let near = frame.camera.zoom >= input.home.zoom + LOCATE_FROM;
    // In a chapter it is there wherever the view shows a part of the route only.
    let part = |extent: Rect| {
        let route = part_beside(input.plot.bounds, extent.center());
        extent.union(route) != extent
    };
    let wanted = if in_story { part(frame.camera.visible()) } else { near };
    if !input.settings.parts().locator || !wanted {
        return None;
    }
    let size = frame.camera.size;
    let area = size.to_rect().inset(-MARGIN);
    // Beside the card rather than under it.
    let free = frame.mirrored(size.to_rect() - input.settings.padding());
    let allowed = Size::new(size.width * 0.34, size.height * 0.3);
    // Above what is at the lower edge: the credits, a sheet.
    let lowest = |x: f64, small: Size| {
        let column = frame.mirrored(Rect::new(x, 0.0, x + small.width, size.height));
        let at_edge = |r: &&Rect| r.y1 > size.height - 24.0 && overlap(r, &column);
        let foot = obstacles.rects.iter().filter(at_edge).map(|r| r.y0 - SPACE);
        Point::new(x, foot.fold(area.y1, f64::min) - small.height)
    };
    let corners = |small: Size| {
        let (right, beside) = (area.x1 - small.width, free.x1 - MARGIN - small.width);
        let corners = [
            lowest(right, small),
            lowest(beside, small),
            Point::new(beside, area.y0),
            Point::new(area.x0, area.y0),
            lowest(area.x0, small),
        ];
        corners.map(|at| Rect::from_origin_size(at, small))
    };
    let free_of = |rect: &Rect| {
        let wide = rect.inflate(4.0, 4.0);
        !obstacles.rects.iter().any(|r| overlap(&wide, r))
            && !obstacles.marks.iter().any(|m| disc_overlap(m, &wide))
    };
    let panel = |rect: Rect| {
        let small = rect.size();
        let bounds = input.plot.bounds;
        let camera = Camera::fit(bounds, small, Insets::uniform(small.height * 0.14));
        MapPanel { rect, map: rect, camera }
    };
    let sizes = || SIZES.iter().filter(|s| s.width <= allowed.width && s.height <= allowed.height);
    if in_story {
        let corners = corners(*sizes().next()?);
        let found = corner.steady.choose(frame, chapters, &corners, &obstacles.rects);
        if input.timeline.follows() {
            let found = found.filter(|steady| !steady.covers)?;
            return Some(panel(frame.mirrored(*corners.get(found.index)?)));
        }
        // A reader who looks around finds it there, too, if it is free.
        corner.last = found.map_or(corner.last, |steady| steady.index);
    }
    for small in sizes() {
        let corners = corners(*small);
        for n in [corner.last, 0, 1, 2, 3, 4] {
            let Some(rect) = corners.get(n).map(|r| frame.mirrored(*r)) else { continue };
            if free_of(&rect) {
                corner.last = n;
                return Some(panel(rect));
            }
        }
    }
    None
}

/// Draws the map of the whole route.
pub(super) fn draw_map(panel: &MapPanel, outer: &Frame, layer: &mut Layer) {
    let frame = Frame::of_panel(outer.input, &panel.camera);
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
