//! What is composed once and then only moved: a picture whose camera has gone a little to the side, or a
//! little nearer.

use super::Widget;
use crate::camera::Camera;
use kurbo::TranslateScale;

/// So far the last picture is moved before another is composed, in CSS pixels: not as far as a painter
/// may keep it outside the box.
const REACH: f64 = 144.0;

/// And so many zoom levels: labels a hundred pixels apart come seven pixels nearer.
const ZOOM_REACH: f64 = 0.1;

/// A map that is brought nearer faster than can be read goes farther: so many pictures, and so many levels.
const FAST: (f64, f64) = (5.0, 0.25);

/// After so many pictures of a map that stands still the next is composed.
const SETTLED: u32 = 3;

impl Widget {
    /// Moves the last picture to where the camera is now, if nothing else has changed and that is near.
    pub(super) fn slide(&mut self) -> bool {
        let (picture, state) = (&mut self.picture, &mut self.state);
        let Some(last) = &picture.composed else { return false };
        let now = (state.camera, state.at_home, state.flight);
        // What may have changed is taken to be as it was.
        state.camera = Camera { size: now.0.size, ..last.camera };
        (state.at_home, state.flight) = (last.at_home, last.flight);
        let alike = *state == *last;
        (state.camera, state.at_home, state.flight) = now;
        picture.moving &= alike;
        let (camera, middle) = (state.camera, state.camera.size.to_rect().center());
        let shift = |from: &Camera| camera.screen_from_world(from.center) - middle;
        let (by, scale) = (shift(&picture.shown), camera.scale() / picture.shown.scale());
        let step = (camera.zoom - picture.shown.zoom).abs();
        let still = by.hypot2() == 0.0 && step == 0.0;
        let unsettled = picture.moving || picture.memory.is_unsettled();
        if !alike || still && !unsettled {
            picture.epoch += u32::from(!alike);
            return alike;
        }
        (picture.shown, picture.still) = (camera, if still { picture.still + 1 } else { 0 });
        picture.moving = picture.still <= SETTLED;
        let far = shift(&last.camera).hypot() > REACH
            || (camera.zoom - last.camera.zoom).abs() > (step * FAST.0).clamp(ZOOM_REACH, FAST.1);
        if !picture.moving || far {
            return false;
        }
        if !still {
            (picture.fresh, picture.targets) = (true, None);
        }
        let to = middle + by - (middle.to_vec2() * scale).to_point();
        picture.scene.slide(TranslateScale::new(to, scale));
        picture.stale = true;
        true
    }
}
