//! The ground of a map that comes nearer or goes farther: painted once for the next frames, finer than it is
//! shown now and as far as the camera will see, and drawn smaller in each of them.

use crate::scene::{LayerKind, OUTSIDE, Scene};
use crate::web::pen::Pen;
use crate::web::size::set_size;
use crate::web::target::Surface;
use kurbo::{Affine, Rect, Size};

/// Lines are at most this many times as bold, or as fine, as they should be.
const BOLD: f64 = 1.2;

/// A picture that is drawn this much larger is still sharp.
const SHARP: f64 = 1.01;

/// For fewer frames than this a picture is not worth it; for more it is not painted.
const FRAMES: (i32, i32) = (2, 24);

/// A picture has at most this many times the pixels of the box.
const PIXELS: f64 = 2.2;

/// The ground painted last for the frames to come.
#[derive(Default)]
pub(in crate::web) struct ZoomCache {
    surface: Option<Surface>,
    painted: Option<Painted>,
    /// From world coordinates to CSS pixels in the last frame, and the box.
    last: Option<(Affine, Size)>,
    /// The route in the last frame.
    route: Option<LayerKind>,
}

/// What is in the picture.
struct Painted {
    /// The revision of the ground, and the route if that is in it.
    ground: u32,
    route: Option<LayerKind>,
    /// In the pixels of the picture.
    whole: Rect,
    /// From world coordinates to the pixels of the picture.
    from_world: Affine,
}

impl ZoomCache {
    /// Forgets its picture.
    pub(in crate::web) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Draws the ground, and the route unless that grows. Returns how many layers that was; none if they must
    /// be drawn one by one.
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
    /// Whether a part of the picture is there, sharp and not too bold, if it is shown this many pixels wide.
    fn holds(&self, part: Rect, width: f64) -> bool {
        let finer = part.width() / width;
        self.whole.contains_rect(part) && (1.0 / SHARP..=BOLD * SHARP).contains(&finer)
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
