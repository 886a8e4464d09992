//! What is composed once and then only moved: a picture whose camera has gone a little to the side, or a
//! little nearer.

use super::Widget;
use crate::camera::Camera;
use kurbo::TranslateScale;

/// So far the last picture is moved before another is composed, in CSS pixels.
const REACH: f64 = 80.0;

/// One that moves faster than can be read goes farther: so many pictures, but not past so much of the box's
/// shorter side, nor so many CSS pixels, which is less than a painter may keep of it outside the box.
const FAST: (f64, f64, f64) = (36.0, 0.2, 144.0);

/// The same for a map that is brought nearer, in zoom levels: labels a hundred pixels apart come seven
/// pixels nearer.
const ZOOM_REACH: f64 = 0.1;
const FAST_ZOOM: (f64, f64) = (5.0, 0.25);

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
        let most = (FAST.1 * camera.size.min_side()).clamp(REACH, FAST.2);
        let reach = (by.hypot() * FAST.0).clamp(REACH, most);
        let zoom_reach = (step * FAST_ZOOM.0).clamp(ZOOM_REACH, FAST_ZOOM.1);
        let far = shift(&last.camera).hypot() > reach
            || (camera.zoom - last.camera.zoom).abs() > zoom_reach;
        // A hand may give no word of itself for a picture or two.
        if !picture.moving || far && !still {
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
