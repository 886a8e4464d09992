//! The ground of a zooming map: painted once for several frames, at a higher resolution and for a larger
//! area than the current frame needs, and drawn scaled in each of them.

use crate::scene::{LayerKind, OUTSIDE, Scene};
use crate::web::pen::Pen;
use crate::web::size::set_size;
use crate::web::target::Surface;
use kurbo::{Affine, Rect, Size};

/// The largest factor by which lines may be too thick or too thin.
const BOLD: f64 = 1.2;

/// A picture that is enlarged by up to this factor still looks sharp.
const SHARP: f64 = 1.01;

/// The fewest frames for which a picture is painted, and the most.
const FRAMES: (i32, i32) = (2, 24);

/// The most pixels of a picture, relative to those of the viewport.
const PIXELS: f64 = 2.2;

/// The ground as painted for the next frames.
#[derive(Default)]
pub(in crate::web) struct ZoomCache {
    surface: Option<Surface>,
    painted: Option<Painted>,
    /// The transform from world coordinates to CSS pixels in the last frame, and the size of the viewport.
    last: Option<(Affine, Size)>,
    /// The kind of the route layer in the last frame, which changes while the route grows.
    route: Option<LayerKind>,
}

/// The contents of the picture.
struct Painted {
    /// The revision of the ground, and the route if it is included.
    ground: u32,
    route: Option<LayerKind>,
    /// The used area of the canvas, in its pixels.
    whole: Rect,
    /// The transform from world coordinates to pixels of the picture.
    from_world: Affine,
}

impl ZoomCache {
    /// Removes the picture.
    pub(in crate::web) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Draws the ground, and the route unless it is growing. Returns how many layers were drawn; 0 if all
    /// must be drawn one by one.
    pub(in crate::web) fn draw(&mut self, scene: &Scene, pen: &mut Pen) -> usize {
        self.try_draw(scene, pen).unwrap_or_default()
    }

    fn try_draw(&mut self, scene: &Scene, pen: &mut Pen) -> Option<usize> {
        let [ground, route] = scene.layers.first_chunk()?;
        let route_kind = Some(route.kind).filter(|kind| kind.is_map());
        let now = Affine::from(scene.to_screen);
        let bounds = scene.size.to_rect();
        let grows = core::mem::replace(&mut self.route, route_kind) != route_kind;
        let (last, size) = self.last.replace((now, scene.size))?;
        if size != scene.size || route_kind.is_none() {
            return None;
        }
        let part = |p: &Painted| (p.from_world * now.inverse()).transform_rect_bbox(bounds);
        let fits = |p: &&Painted| {
            p.ground == ground.revision
                && (p.route.is_none() || p.route == route_kind)
                && p.holds(part(p), bounds.width() * pen.ratio)
        };
        if self.painted.as_ref().filter(fits).is_none() {
            self.painted = None;
            let (window, finer) = look_ahead(now * last.inverse(), bounds)?;
            let scale = pen.ratio * finer;
            let origin = (window.origin().to_vec2() * -scale).ceil();
            let whole = ((window.size() * scale).ceil() + Size::new(2.0, 2.0)).to_rect();
            self.surface = self.surface.take().or_else(|| Surface::new(pen, whole.size(), true));
            let surface = self.surface.as_ref()?;
            set_size(&surface.canvas, surface.size().max(whole.size()));
            surface.draw(pen, (scale, origin), whole, |pen| {
                pen.fill(whole, scene.background);
                pen.layer(ground);
                if !grows {
                    pen.layer(route);
                }
            });
            self.painted = Some(Painted {
                ground: ground.revision,
                route: route_kind.filter(|_| !grows),
                whole,
                from_world: Affine::translate(origin) * Affine::scale(scale) * now,
            });
        }
        let (painted, surface) = (self.painted.as_ref()?, self.surface.as_ref()?);
        pen.stretch(&surface.canvas, part(painted), bounds);
        Some(if painted.route.is_some() { 2 } else { 1 })
    }
}

impl Painted {
    /// Whether the picture covers `part`, and is sharp enough and its lines not too thick when shown `width`
    /// pixels wide.
    fn holds(&self, part: Rect, width: f64) -> bool {
        let finer = part.width() / width;
        self.whole.contains_rect(part) && (1.0 / SHARP..=BOLD * SHARP).contains(&finer)
    }
}

/// The area that the next frames will show if each moves by `step`, in CSS pixels of this frame, and the
/// factor by which its resolution must be higher.
fn look_ahead(step: Affine, bounds: Rect) -> Option<(Rect, f64)> {
    let back = step.inverse();
    let (mut window, mut scale, mut frame) = (bounds, 1.0_f64, bounds);
    for frames in 0..FRAMES.1 {
        frame = back.transform_rect_bbox(frame);
        let (wider, finer) = (window.union(frame), bounds.width() / frame.width());
        let size = wider.size() * scale.max(finer);
        let bold = 1.0 / BOLD..=BOLD;
        // Written so that NaN ends the loop, too.
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
