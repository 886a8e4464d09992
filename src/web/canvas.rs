//! The painter: a scene onto a 2d canvas.

use super::ahead::Ahead;
use super::layer::Layer;
use super::letters::Letters;
use super::measure::CanvasMeasure;
use super::moved::Moved;
use super::panels::Panel;
use super::pictures::Picture;
use super::sprites::Sprites;
use super::surface::set_size;
use crate::scene::{Geometries, GeometryId, Item, Outline, PathItem, Scene, Stroke, TextItem};
use crate::text::push_hex;
use crate::theme::Color;
use core::f64::consts::TAU;
use kurbo::{Affine, BezPath, PathEl, Rect, Vec2};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, Path2d};

/// A canvas, its cached paths and the pictures it can draw.
pub(super) struct Canvas {
    pub(super) context: CanvasRenderingContext2d,
    /// Device pixels in a CSS pixel: those of the screen, or fewer.
    pub(super) ratio: f64,
    screen: f64,
    /// Where on the canvas the box begins, in device pixels.
    pub(super) origin: Vec2,
    /// What of the box is painted, if not all of it, in its CSS pixels.
    pub(super) part: Option<Rect>,
    pub(super) layer: Layer,
    pub(super) ahead: Ahead,
    pub(super) sprites: Sprites,
    pub(super) panels: Vec<Panel>,
    pub(super) moved: Option<Moved>,
    pub(super) letters: Letters,
    paths: Vec<Option<(u32, Path2d)>>,
    pub(super) pictures: Vec<Option<Picture>>,
}

impl Canvas {
    pub(super) fn new(context: CanvasRenderingContext2d) -> Self {
        let letters = Letters::default();
        let (layer, ahead, sprites) = (Layer::default(), Ahead::default(), Sprites::default());
        let (paths, panels, moved, pictures) = (Vec::new(), Vec::new(), None, Vec::new());
        let (ratio, screen, origin, part) = (1.0, 1.0, Vec2::ZERO, None);
        Self {
            context,
            ratio,
            screen,
            origin,
            part,
            layer,
            ahead,
            sprites,
            panels,
            moved,
            letters,
            paths,
            pictures,
        }
    }

    /// Forgets what was painted before.
    pub(super) fn forget(&mut self) {
        self.moved = None;
        self.layer.clear();
        self.ahead.clear();
        self.sprites.clear();
        self.panels.clear();
    }

    /// Letters the map in other faces.
    pub(super) fn set_letters(&mut self, letters: Letters) {
        self.letters = letters;
        self.forget();
    }

    /// Something that measures letters as they will be painted.
    pub(super) fn measure(&self) -> CanvasMeasure<'_> {
        CanvasMeasure { context: &self.context, letters: &self.letters }
    }

    /// The screen has so many device pixels in a CSS pixel.
    pub(super) fn set_ratio(&mut self, ratio: f64) {
        if ratio.is_finite() && ratio > 0.0 {
            self.screen = ratio;
        }
    }

    /// Sizes the canvas for a scene, if it has another size: that wipes it.
    fn fit(&mut self, scene: &Scene) {
        let coarse = scene.layers.coarse && self.screen > 1.0;
        let ratio = if coarse { 1.0 } else { self.screen };
        if ratio != self.ratio {
            self.forget();
            self.ratio = ratio;
        }
        let size = (scene.size * ratio).round();
        if let Some(canvas) = self.context.canvas() {
            set_size(&canvas, size);
        }
    }

    /// Paints a scene. While the map is `moving`, from pictures that are kept: they stand on whole device
    /// pixels. One that stands still is painted exactly, as it is on paper.
    pub(super) fn paint(&mut self, scene: &Scene, shapes: &Geometries, moving: bool) {
        if !moving {
            let mut from = self.paint_piece(scene, shapes, 0);
            while from > 0 {
                from = self.paint_piece(scene, shapes, from);
            }
            return;
        }
        // A canvas that no page holds does not know which way the page is read.
        self.sprites.on = !scene.rtl;
        self.fit(scene);
        if self.shift(scene, shapes) {
            return;
        }
        self.sprites.rare = false;
        self.prepare();
        let painted = self.ground_ahead(scene, shapes);
        if painted.is_none() {
            self.background(scene.size.to_rect(), scene);
        }
        self.sprites.begin();
        let above = scene.items.get(painted.unwrap_or(0)..scene.layers.fixed);
        self.items(above.unwrap_or_default(), shapes);
        self.furniture(scene, shapes);
        self.moved = None;
    }

    /// Paints a scene that stands still piece by piece, the ground, what stands on it and each panel: from an
    /// item on, as the last call returned it, 0 at first. Returns 0 once all is painted.
    pub(super) fn paint_piece(&mut self, scene: &Scene, shapes: &Geometries, from: usize) -> usize {
        self.fit(scene);
        self.prepare();
        if from == 0 {
            (self.sprites.on, self.moved) = (false, None);
            self.ahead.clear();
            self.background(scene.size.to_rect(), scene);
        }
        let layers = &scene.layers;
        let panels = layers.panels.iter().map(|(items, _)| items.end);
        let mut ends = [layers.ground, layers.fixed].into_iter().chain(panels);
        let end = ends.find(|end| *end > from).unwrap_or(scene.items.len());
        self.items(scene.items.get(from..end).unwrap_or_default(), shapes);
        if end < scene.items.len() { end } else { 0 }
    }

    /// What holds for all that is painted.
    pub(super) fn prepare(&self) {
        self.reset_transform();
        self.context.set_line_join("round");
        // An origin is the left end, however the page is read.
        self.context.set_text_align("left");
    }

    /// Fills a part of the box with what lies below everything.
    pub(super) fn background(&self, part: Rect, scene: &Scene) {
        self.reset_transform();
        self.context.set_fill_style_str(&css(scene.background));
        self.context.fill_rect(part.x0, part.y0, part.width(), part.height());
    }

    /// Device pixels of the canvas to CSS pixels of the box.
    pub(super) fn in_box(&self, part: Rect) -> Rect {
        (part - self.origin).scale_from_origin(1.0 / self.ratio)
    }

    pub(super) fn items(&mut self, items: &[Item], shapes: &Geometries) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path, shapes),
                Item::Text(text) => self.text(text),
                Item::Image(image) => self.image(image),
                Item::Clip(r) => {
                    self.context.save();
                    self.context.begin_path();
                    // Whole device pixels: half a pixel of each side would mix to a seam.
                    let r = r.scale_from_origin(self.ratio).trunc();
                    let r = r.scale_from_origin(1.0 / self.ratio);
                    self.context.rect(r.x0, r.y0, r.width(), r.height());
                    self.context.clip();
                }
                Item::EndClip => self.context.restore(),
            }
        }
    }

    /// Paints onto another canvas, `ratio` of its pixels to a CSS pixel.
    pub(super) fn paint_on(
        &mut self,
        context: CanvasRenderingContext2d,
        ratio: f64,
        scene: &Scene,
        shapes: &Geometries,
    ) {
        let own = core::mem::replace(&mut self.context, context);
        let own_ratio = core::mem::replace(&mut self.ratio, ratio);
        self.prepare();
        self.background(scene.size.to_rect(), scene);
        self.items(&scene.items, shapes);
        (self.context, self.ratio) = (own, own_ratio);
    }

    pub(super) fn reset_transform(&self) {
        let Vec2 { x, y } = self.origin;
        let _ = self.context.set_transform(self.ratio, 0.0, 0.0, self.ratio, x, y);
    }

    fn path(&mut self, item: &PathItem, shapes: &Geometries) {
        match &item.shape {
            Outline::Retained(id, to_screen) => {
                let misses = |part| misses(part, *id, *to_screen, item, shapes);
                if self.part.is_some_and(misses) {
                    return;
                }
                let Some(path) = self.cached(*id, shapes) else { return };
                let [a, b, c, d, e, f] = (Affine::scale(self.ratio) * *to_screen).as_coeffs();
                let Vec2 { x, y } = self.origin;
                let _ = self.context.set_transform(a, b, c, d, e + x, f + y);
                let scale = to_screen.determinant().abs().sqrt();
                self.draw(item, &path, scale);
                self.reset_transform();
            }
            Outline::Path(path) => {
                if let Some(path) = path_2d(path) {
                    self.draw(item, &path, 1.0);
                }
            }
            Outline::Circle(c) => {
                if let Ok(path) = Path2d::new() {
                    let _ = path.arc(c.center.x, c.center.y, c.radius, 0.0, TAU);
                    self.draw(item, &path, 1.0);
                }
            }
        }
    }

    /// `scale`: CSS pixels in a unit of the path.
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

    fn cached(&mut self, id: GeometryId, shapes: &Geometries) -> Option<Path2d> {
        let (index, version) = (id.0 as usize, shapes.version(id));
        if self.paths.len() <= index {
            self.paths.resize(index + 1, None);
        }
        let slot = self.paths.get_mut(index)?;
        if slot.as_ref().is_none_or(|(v, _)| *v != version) {
            *slot = Some((version, path_2d(shapes.get(id)?)?));
        }
        slot.as_ref().map(|(_, path)| path.clone())
    }

    fn text(&mut self, item: &TextItem) {
        if !self.sprites.on || !self.sprite(item) {
            self.letters(item);
        }
    }

    pub(super) fn letters(&self, item: &TextItem) {
        let context = &self.context;
        context.set_font(&self.letters.css(&item.font));
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

/// Whether nothing of a shape lies in a part of the box.
fn misses(
    part: Rect,
    id: GeometryId,
    to_screen: Affine,
    item: &PathItem,
    shapes: &Geometries,
) -> bool {
    let reach = item.stroke.map_or(0.0, |s| s.width);
    !part.overlaps(to_screen.transform_rect_bbox(shapes.bounds(id)).inflate(reach, reach))
}

fn path_2d(path: &BezPath) -> Option<Path2d> {
    let out = Path2d::new().ok()?;
    for el in path.elements() {
        match *el {
            PathEl::MoveTo(p) => out.move_to(p.x, p.y),
            PathEl::LineTo(p) => out.line_to(p.x, p.y),
            PathEl::QuadTo(a, p) => out.quadratic_curve_to(a.x, a.y, p.x, p.y),
            PathEl::CurveTo(a, b, p) => out.bezier_curve_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathEl::ClosePath => out.close_path(),
        }
    }
    Some(out)
}

/// A colour as CSS writes it: `#rrggbbaa`.
fn css(color: Color) -> String {
    let [r, g, b] = color.rgb;
    let mut out = String::with_capacity(9);
    out.push('#');
    push_hex(&mut out, &[r, g, b, color.alpha]);
    out
}
