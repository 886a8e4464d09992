//! Where the reader looks from: the camera, and the flight that moves it.

use crate::camera::{Camera, Limits};
use crate::flight::Flight;
use crate::gestures::Action;
use crate::selection::Chosen;
use kurbo::{Point, Size};

/// Zoom levels of a double tap.
const DOUBLE_TAP_LEVELS: f64 = 1.0;

/// Seconds that a short zoom takes.
pub const ZOOM_SECONDS: f64 = 0.25;

/// The camera, and how it moves. Nothing else moves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewpoint {
    camera: Camera,
    flight: Option<Flight>,
    at_home: bool,
    /// See [`Viewpoint::choice`].
    choice: Option<Chosen>,
    /// See [`Viewpoint::remember`].
    before: Option<(Camera, bool)>,
}

impl Default for Viewpoint {
    fn default() -> Self {
        let camera = Camera { center: Point::new(0.5, 0.5), zoom: 0.0, size: Size::ZERO };
        Self { camera, flight: None, at_home: true, choice: None, before: None }
    }
}

impl Viewpoint {
    /// The camera as it is now.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// The flight under way.
    pub fn flight(&self) -> Option<&Flight> {
        self.flight.as_ref()
    }

    /// Where the camera will be when the flight under way is over; without a flight, where it is.
    pub fn destination(&self) -> Camera {
        self.flight.map_or(self.camera, |f| f.target())
    }

    /// Whether the camera shows the whole route because nobody has moved it away. Then a new size of the box
    /// fits the route again.
    pub fn is_at_home(&self) -> bool {
        self.at_home
    }

    /// See [`Viewpoint::is_at_home`].
    pub fn set_at_home(&mut self, at_home: bool) {
        self.at_home = at_home;
    }

    /// The selected place or leg that the camera moved to, if nothing has moved it since.
    pub fn choice(&self) -> Option<Chosen> {
        self.choice
    }

    /// See [`Viewpoint::choice`].
    pub fn set_choice(&mut self, chosen: Option<Chosen>) {
        self.choice = chosen;
    }

    /// Remembers the present view, or where the flight under way leads, for [`Viewpoint::take_remembered`].
    pub fn remember(&mut self) {
        self.before = Some((self.destination(), self.at_home));
    }

    /// Forgets the remembered view.
    pub fn forget(&mut self) {
        self.before = None;
    }

    /// The remembered view, and whether it was the whole route. It is forgotten then.
    pub fn take_remembered(&mut self) -> Option<(Camera, bool)> {
        self.before.take()
    }

    /// Gives the box another size, in CSS pixels. A flight under way ends where it is.
    pub fn resize(&mut self, size: Size) {
        self.camera.size = size;
        self.flight = None;
    }

    /// Moves the camera by a gesture, at `now` seconds. Returns whether it moved or began to
    /// move. With `reduced_motion` nothing flies or glides.
    pub fn apply(
        &mut self,
        action: Action,
        limits: &Limits,
        now: f64,
        reduced_motion: bool,
    ) -> bool {
        let camera = self.camera;
        let moved = match action {
            Action::PanBy(by) => camera.pan_by(by),
            Action::ZoomAbout(at, levels) => zoom_within(camera, at, levels, limits),
            Action::Pinch { about, by, levels } => {
                zoom_within(camera.pan_by(by), about, levels, limits)
            }
            Action::Glide(speed) => {
                if !reduced_motion {
                    (self.at_home, self.choice) = (false, None);
                    self.flight = Some(Flight::glide(camera, speed, limits, now));
                }
                return !reduced_motion;
            }
            Action::Tap(..)
            | Action::DoubleTap(_)
            | Action::OneFinger
            | Action::Hover(_)
            | Action::HoverEnd => return false,
        };
        self.jump(moved.within(limits));
        self.camera != camera
    }

    /// Zooms in to a point of the picture that the camera `from` shows, in a short flight.
    pub fn zoom_in(
        &mut self,
        from: Camera,
        at: Point,
        limits: &Limits,
        now: f64,
        reduced_motion: bool,
    ) {
        let to = zoom_within(from, at, DOUBLE_TAP_LEVELS, limits).within(limits);
        self.fly(to, now, Some(ZOOM_SECONDS), reduced_motion);
    }

    /// Moves the camera at once. A flight under way ends. A camera whose position is not a number is ignored.
    pub fn jump(&mut self, to: Camera) {
        let to = to.on_earth();
        if !to.view().is_finite() {
            return;
        }
        self.flight = None;
        if to != self.camera {
            (self.at_home, self.choice) = (false, None);
            self.camera = to;
        }
    }

    /// Starts a flight to another camera at `now` seconds. With `reduced_motion`, or while the box is hidden,
    /// it is a jump. Without `seconds` its length follows from the distance.
    pub fn fly(&mut self, to: Camera, now: f64, seconds: Option<f64>, reduced_motion: bool) {
        if reduced_motion || self.camera.size.is_zero_area() {
            return self.jump(to);
        }
        let to = to.on_earth();
        if !to.view().is_finite() {
            return;
        }
        // A flight to the present camera still has to end one that leads elsewhere.
        if to != self.camera || self.flight.is_some() {
            (self.at_home, self.choice) = (false, None);
            // The short way, which may lead over the 180th meridian.
            let from = self.camera.beside(to.center);
            self.flight = Some(Flight::between(from, to, now, seconds));
        }
    }

    /// Moves the camera along its flight, to `now` seconds.
    pub fn advance(&mut self, now: f64) {
        let Some(flight) = self.flight else { return };
        let (camera, over) = flight.at(now);
        self.camera = camera;
        if over {
            self.flight = None;
        }
    }

    /// Ends a flight under way at its target. Returns whether there was one.
    pub fn finish_flight(&mut self) -> bool {
        let flight = self.flight.take();
        self.camera = flight.map_or(self.camera, |f| f.target());
        flight.is_some()
    }
}

/// Zooms about a point, but not past the limits: there the picture would slide sideways.
fn zoom_within(camera: Camera, at: Point, levels: f64, limits: &Limits) -> Camera {
    let least = (limits.min_zoom - camera.zoom).min(0.0);
    let most = (limits.max_zoom - camera.zoom).max(0.0);
    camera.zoom_about(at, levels.max(least).min(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{MAX_ZOOM, View};
    use kurbo::{Rect, Vec2};

    const LIMITS: Limits =
        Limits { center: Rect::new(0.1, 0.3, 0.4, 0.6), min_zoom: 3.0, max_zoom: MAX_ZOOM };

    fn viewpoint() -> Viewpoint {
        let view = View { lon: -88.0, lat: 17.0, zoom: 5.0 };
        Viewpoint { camera: Camera::new(view, Size::new(800.0, 600.0)), ..Viewpoint::default() }
    }

    #[test]
    fn the_reader_cannot_get_lost() {
        let mut v = viewpoint();
        assert!(v.apply(Action::PanBy(Vec2::new(-1e9, 0.0)), &LIMITS, 0.0, false));
        assert_eq!(v.camera.center.x, 0.4);
        assert!(v.apply(Action::ZoomAbout(Point::ZERO, -50.0), &LIMITS, 0.0, false));
        assert_eq!(v.camera.zoom, 3.0);
        let before = v.camera;
        assert!(!v.apply(Action::ZoomAbout(Point::ZERO, -1.0), &LIMITS, 0.0, false));
        assert_eq!(v.camera, before, "at the limit the picture stays");
        assert!(!v.at_home);
    }

    #[test]
    fn no_number_leads_to_a_view_that_is_not_one() {
        let size = Size::new(800.0, 600.0);
        for lon in [1e200, -1e300, f64::MAX, f64::NAN] {
            for lat in [8.0, 1e200, f64::NAN] {
                let to = Camera::new(View { lon, lat, zoom: 5.0 }, size);
                let mut v = viewpoint();
                v.fly(to, 0.0, None, false);
                for now in [0.0, 0.1, 0.5, 1e300, f64::NAN] {
                    v.advance(now);
                    assert!(v.camera.view().is_finite(), "{lon} {lat} at {now}: {:?}", v.camera);
                }
                v.jump(to);
                assert!(v.camera.view().is_finite(), "{lon} {lat}: {:?}", v.camera);
            }
        }
        let mut v = viewpoint();
        v.apply(Action::ZoomAbout(Point::new(1e300, -1e300), 1.0), &LIMITS, 0.0, false);
        v.apply(Action::PanBy(Vec2::new(f64::MAX, 1.0)), &LIMITS, 0.0, false);
        assert!(v.camera.view().is_finite(), "{:?}", v.camera);
    }

    #[test]
    fn a_touch_ends_a_flight_where_it_is() {
        let mut v = viewpoint();
        let to = Camera { zoom: 8.0, ..v.camera };
        v.fly(to, 0.0, Some(1.0), false);
        v.advance(0.5);
        let half = v.camera;
        assert!(half.zoom > 5.0 && half.zoom < 8.0);
        v.apply(Action::PanBy(Vec2::new(1.0, 0.0)), &LIMITS, 0.5, false);
        let touched = v.camera;
        v.advance(0.6);
        assert!(v.flight.is_none() && v.camera == touched);
        assert_eq!(v.camera.zoom, half.zoom);
    }

    #[test]
    fn a_flight_to_where_the_camera_is_ends_the_one_that_leads_away() {
        let mut v = viewpoint();
        let here = v.camera;
        let away = here.pan_by(Vec2::new(90.0, -40.0)).zoom_about(Point::ZERO, 0.5);
        v.fly(away, 0.0, Some(1.0), false);
        v.fly(here, 0.0, Some(0.4), false);
        for now in [0.1, 0.2, 0.4, 2.0] {
            v.advance(now);
            assert_eq!(v.camera.view(), here.view(), "at {now} s");
        }
        assert!(v.flight.is_none());
    }

    #[test]
    fn less_motion_means_no_flight() {
        let mut v = viewpoint();
        let to = Camera { zoom: 8.0, ..v.camera };
        v.fly(to, 0.0, None, true);
        assert_eq!((v.camera, v.flight), (to, None));
        assert!(!v.apply(Action::Glide(Vec2::new(500.0, 0.0)), &LIMITS, 0.0, true));
        v.zoom_in(v.camera, Point::ZERO, &LIMITS, 0.0, true);
        assert!(v.flight.is_none() && v.camera.zoom > to.zoom);
    }

    #[test]
    fn a_flight_can_be_finished_at_once() {
        let mut v = viewpoint();
        let to = Camera { zoom: 8.0, ..v.camera };
        v.fly(to, 0.0, Some(1.0), false);
        assert_eq!(v.destination(), to);
        assert!(v.finish_flight() && !v.finish_flight());
        assert_eq!((v.camera, v.destination()), (to, to));
    }
}
