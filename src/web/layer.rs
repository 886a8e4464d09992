//! The ground as a picture that is kept: while the map is moved, only what comes into sight is painted.

use super::canvas::Canvas;
use super::surface::{set_size, surface};
use crate::scene::{Geometries, Item, Outline, PathItem, Scene};
use kurbo::{Affine, Rect, Size, Vec2};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The picture is so much larger than the box on every side, in CSS pixels.
const MARGIN: f64 = 160.0;

/// Nearer than this, in CSS pixels, two places are one.
const EXACT: f64 = 1e-3;

/// The ground last painted.
#[derive(Default)]
pub(super) struct Layer {
    /// What it is made of, and what those shapes were then.
    items: Vec<Item>,
    revision: u32,
    ratio: f64,
    size: Size,
    /// Its picture, once the same ground was asked for twice, and where in it the box began then, in
    /// device pixels.
    picture: Option<CanvasRenderingContext2d>,
    origin: Vec2,
}

impl Layer {
    /// Forgets it.
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.picture = None;
    }

    /// Whether the ground of a scene is this one, and how far it has moved, in CSS pixels.
    fn way(&self, scene: &Scene, shapes: &Geometries, ratio: f64) -> Option<Vec2> {
        let known = self.revision == shapes.revision() && self.size == scene.size;
        let ground = scene.items.get(..scene.layers.ground)?;
        if !known || self.ratio != ratio || ground.is_empty() || ground.len() != self.items.len() {
            return None;
        }
        let mut way = None;
        let mut alike = |by: Vec2| (by - *way.get_or_insert(by)).hypot2() < EXACT * EXACT;
        let same = self.items.iter().zip(ground).all(|(a, b)| moved(a, b, &mut alike));
        same.then_some(way?)
    }
}

impl Canvas {
    /// A picture of a scene's ground, larger than the box by a margin on every side; none unless that is the
    /// ground of the frame before, moved, or the map is held.
    pub(super) fn kept_ground(
        &mut self,
        scene: &Scene,
        shapes: &Geometries,
    ) -> Option<HtmlCanvasElement> {
        let mut layer = core::mem::take(&mut self.layer);
        let mut by = layer.way(scene, shapes, self.ratio);
        if by.is_none() {
            let items = scene.items.get(..scene.layers.ground).unwrap_or_default().to_vec();
            layer = Layer { items, picture: layer.picture, ..Layer::default() };
            (layer.size, layer.ratio) = (scene.size, self.ratio);
            layer.revision = shapes.revision();
            // It will be asked for.
            by = scene.layers.held.then_some(Vec2::ZERO);
        }
        let kept = by.and_then(|by| self.keep_ground(&mut layer, by, scene, shapes));
        self.layer = layer;
        kept
    }

    /// The margin of a kept ground, in whole device pixels.
    pub(super) fn margin(&self) -> Vec2 {
        let margin = (MARGIN * self.ratio).round();
        Vec2::new(margin, margin)
    }

    fn keep_ground(
        &mut self,
        layer: &mut Layer,
        by: Vec2,
        scene: &Scene,
        shapes: &Geometries,
    ) -> Option<HtmlCanvasElement> {
        let margin = self.margin();
        let size = (scene.size * self.ratio).ceil() + margin.to_size() * 2.0;
        let whole = size.to_rect();
        if layer.origin == Vec2::ZERO {
            layer.origin = margin;
            let picture = match layer.picture.take() {
                Some(picture) => picture,
                None => surface(&self.context, size, true)?,
            };
            let canvas = picture.canvas()?;
            set_size(&canvas, size);
            layer.picture = Some(picture);
            self.paint_ground(layer, whole, scene, shapes)?;
        }
        let picture = layer.picture.clone()?;
        let canvas = picture.canvas()?;
        // The picture moves by whole device pixels, and stays sharp, until the box begins at its margin.
        let back = margin - (layer.origin - (by * self.ratio).round());
        if back != Vec2::ZERO {
            layer.origin += back;
            let _ = picture.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            let _ = picture.set_global_composite_operation("copy");
            let _ = picture.draw_image_with_html_canvas_element(&canvas, back.x, back.y);
            let _ = picture.set_global_composite_operation("source-over");
            // What has come into sight: at the sides, and between them above and below.
            let kept = (whole + back).intersect(whole);
            let sides = [
                Rect { x1: kept.x0, ..whole },
                Rect { x0: kept.x1, ..whole },
                Rect { x0: kept.x0, x1: kept.x1, y1: kept.y0, ..whole },
                Rect { x0: kept.x0, x1: kept.x1, y0: kept.y1, ..whole },
            ];
            for side in sides.into_iter().filter(|s| s.area() > 0.0) {
                self.paint_ground(layer, side, scene, shapes)?;
            }
        }
        Some(canvas)
    }

    /// Paints a part of the layer's picture, in its device pixels.
    fn paint_ground(
        &mut self,
        layer: &Layer,
        part: Rect,
        scene: &Scene,
        shapes: &Geometries,
    ) -> Option<()> {
        let (picture, ratio) = (layer.picture.clone()?, self.ratio);
        self.onto(picture, ratio, layer.origin, part, |canvas| {
            canvas.background(canvas.in_box(part), scene);
            canvas.items(&layer.items, shapes);
        });
        Some(())
    }
}

/// Whether `b` is `a` moved by a way that suits.
fn moved(a: &Item, b: &Item, suits: &mut dyn FnMut(Vec2) -> bool) -> bool {
    match (a, b) {
        (Item::Path(a), Item::Path(b)) => {
            let looks = |p: &PathItem| (p.fill, p.stroke);
            looks(a) == looks(b) && shape_moved(&a.shape, &b.shape, suits)
        }
        (Item::Image(a), Item::Image(b)) => {
            let looks = (a.image, a.opacity) == (b.image, b.opacity);
            looks && rect_moved(a.rect, b.rect, suits)
        }
        (Item::Clip(a), Item::Clip(b)) => rect_moved(*a, *b, suits),
        (Item::EndClip, Item::EndClip) => true,
        _ => false,
    }
}

fn rect_moved(a: Rect, b: Rect, suits: &mut dyn FnMut(Vec2) -> bool) -> bool {
    suits(b.origin() - a.origin()) && suits(Vec2::new(b.x1 - a.x1, b.y1 - a.y1))
}

fn shape_moved(a: &Outline, b: &Outline, suits: &mut dyn FnMut(Vec2) -> bool) -> bool {
    match (a, b) {
        (Outline::Retained(a, from), Outline::Retained(b, to)) => {
            let linear = |t: &Affine| t.with_translation(Vec2::ZERO);
            a == b && linear(from) == linear(to) && suits(to.translation() - from.translation())
        }
        (Outline::Circle(a), Outline::Circle(b)) => {
            a.radius == b.radius && suits(b.center - a.center)
        }
        (Outline::Path(a), Outline::Path(b)) => {
            let (a, b) = (a.elements(), b.elements());
            let mut ends = a.iter().zip(b).map(|(a, b)| (a.end_point(), b.end_point()));
            a.len() == b.len()
                && ends.all(|ends| match ends {
                    (Some(a), Some(b)) => suits(b - a),
                    (a, b) => a == b,
                })
        }
        _ => false,
    }
}
