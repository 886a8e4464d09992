//! The ground of a map that flies: painted once for the next few frames, finer than it is shown yet and as
//! far as the way leads, and drawn smaller in each of them.

use super::canvas::Canvas;
use super::surface::{set_size, size_of, surface};
use crate::scene::{Geometries, Item, OUTSIDE, Outline, PathItem, Scene};
use kurbo::{Affine, Rect, Size};
use web_sys::CanvasRenderingContext2d;

/// Lines are at most so many times as bold, or as fine, as they should be.
const BOLD: f64 = 1.2;

/// A picture that is drawn so much larger is still sharp.
const SHARP: f64 = 1.01;

/// For fewer frames than this a picture is not worth it; for more it is not painted.
const FRAMES: (i32, i32) = (2, 24);

/// A picture has at most so many times the box's pixels.
const PIXELS: f64 = 2.2;

/// The ground painted last for a flight.
#[derive(Default)]
pub(super) struct Ahead {
    /// What it is made of, the route aside; empty without a picture.
    base: Vec<Item>,
    /// Counts up when any shape is replaced.
    revision: u32,
    /// Whether the route is on it.
    route: bool,
    picture: Option<CanvasRenderingContext2d>,
    /// What of the canvas is painted, in its pixels.
    whole: Rect,
    /// From the shapes of the ground to the picture's pixels.
    to_picture: Affine,
    /// Where the ground stood in the last frame, and how many pixels a CSS pixel had.
    last: Option<(Affine, Size, f64)>,
    /// What the last frame showed, the camera aside.
    epoch: u32,
}

impl Ahead {
    /// Forgets it.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Canvas {
    /// Paints the ground, and the route unless that grows; returns how many items that was, or none if they
    /// must be painted one by one.
    pub(super) fn ground_ahead(&mut self, scene: &Scene, shapes: &Geometries) -> Option<usize> {
        let mut ahead = core::mem::take(&mut self.ahead);
        let drawn = self.draw_ahead(&mut ahead, scene, shapes);
        self.ahead = ahead;
        drawn
    }

    fn draw_ahead(
        &mut self,
        ahead: &mut Ahead,
        scene: &Scene,
        shapes: &Geometries,
    ) -> Option<usize> {
        let layers = &scene.layers;
        let base = scene.items.get(..layers.base)?;
        let now = base.iter().find_map(placed)?;
        let bounds = scene.size.to_rect();
        let as_before = core::mem::replace(&mut ahead.epoch, layers.epoch) == layers.epoch;
        let (last, size, ratio) = ahead.last.replace((now, scene.size, self.ratio))?;
        if (size, ratio) != (scene.size, self.ratio) {
            return None;
        }
        let part = |ahead: &Ahead| (ahead.to_picture * now.inverse()).transform_rect_bbox(bounds);
        if !ahead.holds(part(ahead), bounds.width() * ratio)
            || ahead.revision != shapes.revision()
            || ahead.route && !as_before
            || ahead.base.len() != base.len()
            || !ahead.base.iter().zip(base).all(|(a, b)| looks_alike(a, b))
        {
            let (window, finer) = look_ahead(now * last.inverse(), bounds)?;
            let scale = ratio * finer;
            let origin = (window.origin().to_vec2() * -scale).ceil();
            let (context, whole) = self.room(ahead.picture.take(), window.size() * scale)?;
            ahead.picture = Some(context.clone());
            let items = scene.items.get(..if as_before { layers.ground } else { layers.base })?;
            self.onto(context, scale, origin, whole, |canvas| {
                canvas.background(window.inflate(2.0, 2.0), scene);
                canvas.items(items, shapes);
            });
            (ahead.base, ahead.route, ahead.whole) = (base.to_vec(), as_before, whole);
            ahead.revision = shapes.revision();
            ahead.to_picture = Affine::translate(origin) * Affine::scale(scale) * now;
        }
        let (part, canvas) = (part(ahead), ahead.picture.as_ref()?.canvas()?);
        self.reset_transform();
        let _ = self
            .context
            .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &canvas,
                part.x0,
                part.y0,
                part.width(),
                part.height(),
                0.0,
                0.0,
                bounds.width(),
                bounds.height(),
            );
        Some(if ahead.route { layers.ground } else { layers.base })
    }

    /// A canvas at least so large, and all of it.
    fn room(
        &self,
        old: Option<CanvasRenderingContext2d>,
        size: Size,
    ) -> Option<(CanvasRenderingContext2d, Rect)> {
        let size = size.ceil() + Size::new(2.0, 2.0);
        let context = match old {
            Some(old) => old,
            None => surface(&self.context, size, true)?,
        };
        let canvas = context.canvas()?;
        let old = size_of(&canvas);
        if old.width < size.width || old.height < size.height {
            set_size(&canvas, Size::new(size.width.max(old.width), size.height.max(old.height)));
        }
        Some((context, size.to_rect()))
    }
}

impl Ahead {
    /// Whether a part of the picture is there, sharp and not too bold; it is shown so many pixels wide.
    fn holds(&self, part: Rect, width: f64) -> bool {
        let finer = part.width() / width;
        self.picture.is_some()
            && self.whole.contains_rect(part)
            && (1.0 / SHARP..=BOLD * SHARP).contains(&finer)
    }
}

/// What will be seen in the next frames if each goes on by `step`, in CSS pixels of this one, and how
/// much finer it must be painted.
fn look_ahead(step: Affine, bounds: Rect) -> Option<(Rect, f64)> {
    let back = step.inverse();
    let (mut window, mut scale, mut frame) = (bounds, 1.0_f64, bounds);
    for frames in 0..FRAMES.1 {
        frame = back.transform_rect_bbox(frame);
        let (wider, finer) = (window.union(frame), bounds.width() / frame.width());
        let size = wider.size() * scale.max(finer);
        let bold = 1.0 / BOLD..=BOLD;
        // Written so that what is no number ends it, too.
        if !(bold.contains(&finer)
            && size.area() <= PIXELS * bounds.area()
            && bounds.inflate(OUTSIDE, OUTSIDE).contains_rect(wider))
        {
            return (frames >= FRAMES.0).then_some((window, scale));
        }
        (window, scale) = (wider, scale.max(finer));
    }
    Some((window, scale))
}

/// Where a shape of the ground stands.
fn placed(item: &Item) -> Option<Affine> {
    match item {
        Item::Path(PathItem { shape: Outline::Retained(_, to_screen), .. }) => Some(*to_screen),
        _ => None,
    }
}

/// Whether two items are the same thing seen from near and far.
fn looks_alike(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Path(a), Item::Path(b)) => {
            let shape = match (&a.shape, &b.shape) {
                (Outline::Retained(a, _), Outline::Retained(b, _)) => a == b,
                (Outline::Path(_), Outline::Path(_)) => true,
                _ => false,
            };
            shape && (a.fill, a.stroke) == (b.fill, b.stroke)
        }
        (Item::Image(a), Item::Image(b)) => a.image == b.image,
        (Item::Clip(_), Item::Clip(_)) | (Item::EndClip, Item::EndClip) => true,
        _ => false,
    }
}
