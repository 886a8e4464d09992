//! What is composed once and then only moved: a picture whose camera has gone a little to the side.

use super::Widget;

/// So far the last picture is moved before another is composed, in CSS pixels: no farther than labels
/// wait for another place while the map moves, and than the route is drawn outside the box.
const REACH: f64 = 48.0;

/// After so many pictures of a map that stands still the next is composed.
const SETTLED: u32 = 3;

impl Widget {
    /// Moves the last picture to where the camera is now, if nothing else has changed and that is near.
    pub(super) fn slide(&mut self) -> bool {
        let (picture, state) = (&mut self.picture, &mut self.state);
        let Some(last) = &picture.composed else { return false };
        let now = (state.camera.center, state.at_home, state.flight);
        // What may have changed is taken to be as it was.
        (state.camera.center, state.at_home, state.flight) =
            (last.camera.center, last.at_home, last.flight);
        let alike = *state == *last;
        (state.camera.center, state.at_home, state.flight) = now;
        picture.moving &= alike;
        let middle = state.camera.size.to_rect().center();
        let way = |from| state.camera.screen_from_world(from) - middle;
        let by = way(picture.shown.0);
        let still = by.hypot2() == 0.0;
        let unsettled = picture.moving || picture.memory.is_unsettled();
        if !alike || still && !unsettled {
            return alike;
        }
        picture.shown = (state.camera.center, if still { picture.shown.1 + 1 } else { 0 });
        picture.moving = picture.shown.1 <= SETTLED;
        if !picture.moving || way(last.camera.center).hypot() > REACH {
            return false;
        }
        if !still {
            (picture.fresh, picture.targets) = (true, None);
        }
        picture.scene.slide(by);
        picture.stale = true;
        true
    }
}
