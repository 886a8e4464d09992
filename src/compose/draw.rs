//! Small helpers that add items to a layer.

use super::frame::Frame;
use crate::scene::{
    Geometry, Halo, ImageId, ImageItem, Item, Layer, LayerKind, PathItem, Scene, Stroke, TextItem,
};
use crate::text::Font;
use crate::theme::Color;
use kurbo::{BezPath, Line, Point, Rect};

/// Draws a shape. Not inlined, which would add a hundred bytes for each use.
#[inline(never)]
pub(super) fn draw_shape(
    shape: Geometry,
    fill: Option<Color>,
    stroke: Option<Stroke>,
    layer: &mut Layer,
) {
    layer.items.push(Item::Path(PathItem { shape, fill, stroke }));
}

/// Draws an image. Not inlined, either.
#[inline(never)]
pub(super) fn draw_image(image: ImageId, rect: Rect, opacity: f64, layer: &mut Layer) {
    layer.items.push(Item::Image(ImageItem { image, rect, opacity }));
}

/// Draws a straight line.
pub(super) fn draw_line(line: Line, stroke: Stroke, layer: &mut Layer) {
    draw_shape(segment(line.p0, line.p1), None, Some(stroke), layer);
}

/// A straight line as a shape.
pub(super) fn segment(a: Point, b: Point) -> Geometry {
    let mut path = BezPath::new();
    path.move_to(a);
    path.line_to(b);
    Geometry::Path(path)
}

/// Draws a rectangle.
pub(super) fn draw_rect(r: Rect, fill: Option<Color>, stroke: Option<Stroke>, layer: &mut Layer) {
    let mut path = BezPath::new();
    path.move_to(r.origin());
    path.line_to((r.x1, r.y0));
    path.line_to((r.x1, r.y1));
    path.line_to((r.x0, r.y1));
    path.close_path();
    draw_shape(Geometry::Path(path), fill, stroke, layer);
}

/// Draws a line of text. Without a panel under it (`free`) it has a halo.
pub(super) fn draw_text(
    frame: &Frame,
    text: String,
    font: Font,
    origin: Point,
    free: bool,
    layer: &mut Layer,
) {
    let (font, color) = (frame.font(font), frame.theme.ink);
    let halo = free.then(|| Halo { color: frame.theme.sea_halo.at(0.7), width: 2.6 * frame.text });
    let item = TextItem { text, origin, font, color, halo, glyphs: Vec::new() };
    layer.items.push(Item::Text(item));
}

/// Adds a layer that does not move with the map. All of it is inside `rect`, except that a stroke may extend
/// outside by half its width. If nothing is drawn, there is no layer.
pub(super) fn add_panel(rect: Rect, scene: &mut Scene, draw: impl FnOnce(&mut Layer)) {
    let layer = scene.add(LayerKind::Panel(rect.inflate(2.0, 2.0)));
    draw(layer);
    if layer.items.is_empty() {
        scene.layers.pop();
    }
}
