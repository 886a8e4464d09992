//! Between two compositions the last one is moved: while the camera has gone only a little to the side, or a
//! little nearer.

use super::Widget;
use crate::camera::Camera;
use crate::scene::Motion;
use kurbo::TranslateScale;

/// The last composition is moved this far before the next one is made, in CSS pixels.
const REACH: f64 = 80.0;

/// One that moves faster than can be read goes farther: this many frames, but not more than this part of the
/// box's shorter side, nor more than so many CSS pixels, which is less than a painter may keep of it outside
/// the box.
const FAST: (f64, f64, f64) = (36.0, 0.2, 144.0);

/// The same for a map that comes nearer, in zoom levels: labels a hundred pixels apart come seven pixels
/// nearer.
const ZOOM_REACH: f64 = 0.1;
const FAST_ZOOM: (f64, f64) = (5.0, 0.25);

/// After so many frames of a map that stands still the next composition is made.
const SETTLED: u32 = 3;

impl Widget {
    /// Moves the last composition to where the camera is now, if nothing else has changed and that is near.
    /// Returns false if a new one must be made.
    pub(super) fn translate(&mut self) -> bool {
        let (picture, state) = (&mut self.picture, &self.state);
        let Some(last) = &picture.composed else { return false };
        let alike = state.differs_in_view_alone(last);
        picture.moving &= alike;
        picture.changes += u32::from(!alike);
        let (camera, middle) = (state.camera, state.camera.size.to_rect().center());
        let shift = |from: &Camera| camera.screen_from_world(from.center) - middle;
        let (by, scale) = (shift(&picture.shown), camera.scale() / picture.shown.scale());
        let step = (camera.zoom - picture.shown.zoom).abs();
        let still = by.hypot2() == 0.0 && step == 0.0;
        let unsettled = picture.moving || picture.memory.is_unsettled();
        if !alike || still && !unsettled {
            return alike;
        }
        (picture.shown, picture.still) = (camera, if still { picture.still + 1 } else { 0 });
        picture.moving = picture.still <= SETTLED;
        let most = (FAST.1 * camera.size.min_side()).clamp(REACH, FAST.2);
        let reach = (by.hypot() * FAST.0).clamp(REACH, most);
        let zoom_reach = (step * FAST_ZOOM.0).clamp(ZOOM_REACH, FAST_ZOOM.1);
        let far = shift(&last.camera).hypot() > reach
            || (camera.zoom - last.camera.zoom).abs() > zoom_reach;
        // A hand that holds the map may not move for a frame or two.
        if !picture.moving || far && !still {
            return false;
        }
        if !still {
            (picture.fresh, picture.targets) = (true, None);
        }
        let to = middle + by - (middle.to_vec2() * scale).to_point();
        picture.scene.translate(TranslateScale::new(to, scale));
        picture.stale = true;
        true
    }

    /// How the map moves, as far as a painter must know.
    pub(super) fn motion(&self) -> Motion {
        let coarse = self.picture.pace.lags();
        match self.picture.zooms {
            _ if !self.needs_frame() => Motion::Still,
            true => Motion::Zoom { coarse },
            false => Motion::Pan { held: self.gestures.is_held(), coarse },
        }
    }
}
