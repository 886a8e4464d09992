//! Draws items on a 2d canvas, in one `match` over [`Item`].

use super::letters::Letters;
use super::pictures::Pictures;
use crate::scene::{Geometries, Geometry, GeometryId, Item, Layer, PathItem, Stroke, TextItem};
use crate::text::{is_read_from_right, push_hex};
use crate::theme::Color;
use core::f64::consts::TAU;
use kurbo::{Affine, BezPath, PathEl, Rect, Vec2};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, Path2d};

#[wasm_bindgen]
extern "C" {
    /// A canvas context with the property `direction`, which `web-sys` does not have.
    type Directed;

    #[wasm_bindgen(method, setter)]
    fn set_direction(this: &Directed, direction: &str);
}

/// The resources that all pens of a map share.
pub(super) struct Resources {
    pub(super) letters: Letters,
    pub(super) pictures: Pictures,
    /// `Path2d` copies of retained paths, each with the version of the path.
    paths: Vec<Option<(u32, Path2d)>>,
}

impl Resources {
    pub(super) fn new(pictures: Pictures) -> Self {
        Self { letters: Letters::default(), pictures, paths: Vec::new() }
    }
}

/// A path is copied in parts of about this many elements.
const PART: usize = 1000;

/// Draws on one canvas.
pub(super) struct Pen<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    /// Device pixels per CSS pixel.
    pub(super) ratio: f64,
    /// The viewport's origin on the canvas, in device pixels.
    pub(super) origin: Vec2,
    /// The visible part of the viewport, in CSS pixels; `None` is all of it. Shapes outside are left out.
    pub(super) part: Option<Rect>,
    pub(super) resources: &'a mut Resources,
    pub(super) shapes: &'a Geometries,
}

impl Pen<'_> {
    /// Sets the state that all drawing needs.
    pub(super) fn prepare(&self) {
        self.reset_transform();
        self.context.set_line_join("round");
        // The origin of a text is its left end, also in languages that are read from the right.
        self.context.set_text_align("left");
    }

    /// Fills a part of the canvas, in device pixels.
    pub(super) fn fill(&self, part: Rect, color: Color) {
        self.device_pixels();
        self.context.set_fill_style_str(&css(color));
        self.context.fill_rect(part.x0, part.y0, part.width(), part.height());
        self.reset_transform();
    }

    /// Draws a canvas with its top left corner at a device pixel.
    pub(super) fn canvas(&self, canvas: &HtmlCanvasElement, at: Vec2) {
        self.device_pixels();
        let _ = self.context.draw_image_with_html_canvas_element(canvas, at.x, at.y);
        self.reset_transform();
    }

    /// Draws a part of a canvas, in its pixels, into a rectangle of the viewport, in CSS pixels.
    pub(super) fn stretch(&self, canvas: &HtmlCanvasElement, from: Rect, to: Rect) {
        let _ = self
            .context
            .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                canvas,
                from.x0,
                from.y0,
                from.width(),
                from.height(),
                to.x0,
                to.y0,
                to.width(),
                to.height(),
            );
    }

    /// Draws a layer.
    pub(super) fn layer(&mut self, layer: &Layer) {
        for item in layer.placed_items() {
            self.item(&item);
        }
    }

    /// Draws an item.
    pub(super) fn item(&mut self, item: &Item) {
        match item {
            Item::Path(path) => self.path(path),
            Item::Text(text) => self.text(text),
            Item::Image(image) => self.resources.pictures.draw(self.context, image),
            Item::Clip(r) => {
                self.context.save();
                self.context.begin_path();
                // Align to device pixels: partly covered pixels would show as a seam.
                let r = (r.scale_from_origin(self.ratio) + self.origin).trunc() - self.origin;
                let r = r.scale_from_origin(1.0 / self.ratio);
                self.context.rect(r.x0, r.y0, r.width(), r.height());
                self.context.clip();
            }
            Item::EndClip => self.context.restore(),
        }
    }

    /// Draws a text.
    pub(super) fn text(&self, item: &TextItem) {
        let context = &self.context;
        self.set_font(item);
        if let Some(halo) = item.halo {
            self.set_stroke(&Stroke::solid(halo.color, halo.width), 1.0);
            self.each_letter(item, &|text, x, y| {
                let _ = context.stroke_text(text, x, y);
            });
        }
        context.set_fill_style_str(&css(item.color));
        self.each_letter(item, &|text, x, y| {
            let _ = context.fill_text(text, x, y);
        });
    }

    /// The width of a text without glyph positions, in CSS pixels.
    pub(super) fn width(&self, item: &TextItem) -> Option<f64> {
        self.set_font(item);
        Some(self.context.measure_text(&item.text).ok()?.width())
    }

    /// Sets the font, and the direction of the text instead of the page's: it decides the position and
    /// the direction of brackets.
    fn set_font(&self, item: &TextItem) {
        self.context.set_font(&self.resources.letters.css(&item.font));
        let direction = if is_read_from_right(&item.text) { "rtl" } else { "ltr" };
        self.context.unchecked_ref::<Directed>().set_direction(direction);
    }

    fn device_pixels(&self) {
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    }

    fn reset_transform(&self) {
        let Vec2 { x, y } = self.origin;
        let _ = self.context.set_transform(self.ratio, 0.0, 0.0, self.ratio, x, y);
    }

    fn path(&mut self, item: &PathItem) {
        match &item.shape {
            Geometry::Retained(id, to_screen) => {
                if self.misses(*id, *to_screen, item) {
                    return;
                }
                let Some(path) = self.cached(*id) else { return };
                let [a, b, c, d, e, f] = (Affine::scale(self.ratio) * *to_screen).as_coeffs();
                let Vec2 { x, y } = self.origin;
                let _ = self.context.set_transform(a, b, c, d, e + x, f + y);
                let scale = to_screen.determinant().abs().sqrt();
                self.draw(item, &path, scale);
                self.reset_transform();
            }
            Geometry::Path(path) => {
                if let Some(path) = path_2d(path) {
                    self.draw(item, &path, 1.0);
                }
            }
            Geometry::Circle(c) => {
                if let Ok(path) = Path2d::new() {
                    let _ = path.arc(c.center.x, c.center.y, c.radius, 0.0, TAU);
                    self.draw(item, &path, 1.0);
                }
            }
        }
    }

    /// Whether a shape is outside the visible part.
    fn misses(&self, id: GeometryId, to_screen: Affine, item: &PathItem) -> bool {
        let reach = item.stroke.map_or(0.0, |s| s.width);
        self.part.is_some_and(|part| {
            let bounds = to_screen.transform_rect_bbox(self.shapes.bounds(id));
            !part.overlaps(bounds.inflate(reach, reach))
        })
    }

    /// Fills and strokes a path. `scale` is CSS pixels per unit of the path.
    fn draw(&self, item: &PathItem, path: &Path2d, scale: f64) {
        if let Some(color) = item.fill {
            self.context.set_fill_style_str(&css(color));
            self.context.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        }
        if let Some(stroke) = &item.stroke {
            self.set_stroke(stroke, scale);
            self.context.stroke_with_path(path);
        }
    }

    fn set_stroke(&self, stroke: &Stroke, scale: f64) {
        let context = &self.context;
        context.set_stroke_style_str(&css(stroke.color));
        context.set_line_width(stroke.width / scale);
        context.set_line_cap(if stroke.round { "round" } else { "butt" });
        let dash = js_sys::Array::new();
        for length in stroke.dash.iter().flatten() {
            dash.push(&JsValue::from_f64(length / scale));
        }
        let _ = context.set_line_dash(&dash);
    }

    /// The `Path2d` copy of a retained path.
    fn cached(&mut self, id: GeometryId) -> Option<Path2d> {
        let (index, version) = (id.0 as usize, self.shapes.version(id));
        let paths = &mut self.resources.paths;
        if paths.len() <= index {
            paths.resize(index + 1, None);
        }
        let slot = paths.get_mut(index)?;
        if slot.as_ref().is_none_or(|(v, _)| *v != version) {
            *slot = Some((version, path_2d(self.shapes.get(id)?)?));
        }
        slot.as_ref().map(|(_, path)| path.clone())
    }

    fn each_letter(&self, item: &TextItem, put: &dyn Fn(&str, f64, f64)) {
        if item.glyphs.is_empty() {
            return put(&item.text, item.origin.x, item.origin.y);
        }
        let mut letter = [0; 4];
        for (c, (at, angle)) in item.text.chars().zip(&item.glyphs) {
            let text: &str = c.encode_utf8(&mut letter);
            if *angle == 0.0 {
                put(text, at.x, at.y);
            } else {
                let _ = self.context.translate(at.x, at.y);
                let _ = self.context.rotate(*angle);
                put(text, 0.0, 0.0);
                self.reset_transform();
            }
        }
    }
}

/// A copy of a path. Each `closePath` of Chromium looks at all points of its path, so a path of very many rings is put
/// together from parts.
fn path_2d(path: &BezPath) -> Option<Path2d> {
    let mut whole: Option<Path2d> = None;
    let (mut part, mut count) = (Path2d::new().ok()?, 0);
    for el in path.elements() {
        count += 1;
        match *el {
            PathEl::MoveTo(p) => {
                if count > PART {
                    whole = Some(joined(whole, part));
                    (part, count) = (Path2d::new().ok()?, 0);
                }
                part.move_to(p.x, p.y);
            }
            PathEl::LineTo(p) => part.line_to(p.x, p.y),
            PathEl::QuadTo(a, p) => part.quadratic_curve_to(a.x, a.y, p.x, p.y),
            PathEl::CurveTo(a, b, p) => part.bezier_curve_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathEl::ClosePath => part.close_path(),
        }
    }
    Some(joined(whole, part))
}

fn joined(whole: Option<Path2d>, part: Path2d) -> Path2d {
    let Some(whole) = whole else { return part };
    whole.add_path(&part);
    whole
}

/// A colour in CSS: `#rrggbbaa`.
fn css(color: Color) -> String {
    let [r, g, b] = color.rgb;
    let mut out = String::with_capacity(9);
    out.push('#');
    push_hex(&mut out, &[r, g, b, color.alpha]);
    out
}
