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
        let middle = state.camera.size.to_rect().center();
        let way = |from| middle - state.camera.screen_from_world(from);
        let by = way(picture.shown.0);
        if !alike || way(last.camera.center).hypot() > REACH {
            return false;
        }
        let settled = !picture.memory.is_unsettled();
        if settled && last.camera.center == state.camera.center && by.hypot2() == 0.0 {
            return true;
        }
        let (_, still) = picture.shown;
        let still = if by.hypot2() == 0.0 { still + 1 } else { 0 };
        if still > SETTLED {
            return false;
        }
        if by.hypot2() > 0.0 {
            (picture.fresh, picture.targets) = (true, None);
        }
        picture.scene.slide(-by);
        picture.shown = (state.camera.center, still);
        picture.stale = true;
        true
    }
}
