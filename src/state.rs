//! What the reader has done so far.

use crate::camera::{Camera, Limits};
use crate::flight::Flight;
use crate::input::Action;
use crate::locale::Locale;
use crate::scene::ItemId;
use crate::story::PlaceIx;
use crate::theme::{LIGHT, Theme};
use crate::timeline::Timeline;
use kurbo::{Insets, Rect, Size};
use std::rc::Rc;

/// Everything that changes while a reader uses the map.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Where the reader looks from.
    pub camera: Camera,
    /// Whether the camera still shows the whole route, untouched; then a new box size fits it anew.
    pub at_home: bool,
    /// A flight under way.
    pub flight: Option<Flight>,
    /// The chosen place.
    pub selected: Option<PlaceIx>,
    /// The place that has the keyboard's focus.
    pub focused: Option<PlaceIx>,
    /// What is under the mouse.
    pub hovered: Option<ItemId>,
    /// How much of the route the page says is walked, 0 to 1; the rest is drawn lighter.
    pub progress: f64,
    /// Where the reader is in the telling.
    pub timeline: Timeline,
    /// Whether places in sight are numbered, for the keyboard.
    pub numbered: bool,
    /// The languages: the one the reader asked for, and the words of the one the map has.
    pub locale: Rc<Locale>,
    /// The colours.
    pub theme: Theme,
    /// Parts of the box covered by card or sheet, in CSS pixels.
    pub padding: Insets,
    /// Furniture of the page over the map, in CSS pixels; labels keep out.
    pub obstacles: Vec<Rect>,
    /// Furniture the page wants on the picture.
    pub parts: Parts,
    /// The reader asked for less motion: flights become jumps.
    pub reduced_motion: bool,
}

/// Which furniture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The story's title and summary.
    pub title: bool,
    /// The key to lines and marks.
    pub key: bool,
    /// The scale bar.
    pub scale: bool,
    /// The Gap, enlarged.
    pub inset: bool,
    /// Where the picture lies on the route.
    pub locator: bool,
}

impl Parts {
    /// All but those that `names` has, with spaces between; what it does not know it ignores.
    pub fn without(names: &str) -> Self {
        let mut parts = Self { title: true, key: true, scale: true, inset: true, locator: true };
        for name in names.split(' ') {
            match name {
                "title" => parts.title = false,
                "key" => parts.key = false,
                "scale" => parts.scale = false,
                "inset" => parts.inset = false,
                "locator" => parts.locator = false,
                _ => {}
            }
        }
        parts
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            camera: Camera { center: kurbo::Point::new(0.5, 0.5), zoom: 0.0, size: Size::ZERO },
            at_home: true,
            flight: None,
            selected: None,
            focused: None,
            hovered: None,
            progress: 1.0,
            timeline: Timeline::default(),
            numbered: false,
            locale: Rc::default(),
            theme: LIGHT,
            padding: Insets::ZERO,
            obstacles: Vec::new(),
            parts: Parts::without(""),
            reduced_motion: false,
        }
    }
}

/// Zoom levels of a double tap.
const DOUBLE_TAP_LEVELS: f64 = 1.0;

/// Seconds a short zoom takes.
const ZOOM_SECONDS: f64 = 0.25;

impl State {
    /// Whether a picture for one can be shown for the other once it is moved: they differ in the view alone.
    pub fn differs_in_view_alone(&self, other: &Self) -> bool {
        // Taken apart, so that no field that is added later is forgotten here.
        let Self {
            camera: Camera { center: _, zoom: _, size },
            at_home: _,
            flight: _,
            selected,
            focused,
            hovered,
            progress,
            timeline,
            numbered,
            locale,
            theme,
            padding,
            obstacles,
            parts,
            reduced_motion,
        } = self;
        *size == other.camera.size
            && *selected == other.selected
            && *focused == other.focused
            && *hovered == other.hovered
            && *progress == other.progress
            && *timeline == other.timeline
            && *numbered == other.numbered
            && *locale == other.locale
            && *theme == other.theme
            && *padding == other.padding
            && *obstacles == other.obstacles
            && *parts == other.parts
            && *reduced_motion == other.reduced_motion
    }

    /// The camera moves as the reader's hand does. Returns whether it moved.
    pub fn apply(&mut self, action: Action, limits: &Limits, now: f64) -> bool {
        let camera = self.camera;
        let moved = match action {
            Action::PanBy(by) => camera.pan_by(by),
            Action::ZoomAbout(at, levels) => zoom_within(camera, at, levels, limits),
            Action::Pinch { about, by, levels } => {
                zoom_within(camera.pan_by(by), about, levels, limits)
            }
            Action::DoubleTap(at) => {
                let to = zoom_within(camera, at, DOUBLE_TAP_LEVELS, limits).within(limits);
                self.fly(to, now, Some(ZOOM_SECONDS));
                return true;
            }
            Action::Glide(speed) => {
                if !self.reduced_motion {
                    self.at_home = false;
                    self.flight = Some(Flight::glide(camera, speed, limits, now));
                }
                return !self.reduced_motion;
            }
            Action::Tap(..) | Action::OneFinger | Action::Hover(_) | Action::HoverEnd => {
                return false;
            }
        };
        self.jump(moved.within(limits));
        self.camera != camera
    }

    /// To another camera at once; a flight under way ends.
    pub fn jump(&mut self, to: Camera) {
        let to = to.on_earth();
        self.flight = None;
        if to != self.camera {
            self.at_home = false;
            self.camera = to;
        }
    }

    /// To another camera in a flight, or at once if the reader wants less motion.
    pub fn fly(&mut self, to: Camera, now: f64, seconds: Option<f64>) {
        if self.reduced_motion || self.camera.size.is_zero_area() {
            return self.jump(to);
        }
        let to = to.on_earth();
        // To stay where it is, it must give up a flight that leads elsewhere.
        if to != self.camera || self.flight.is_some() {
            self.at_home = false;
            self.flight = Some(Flight::between(self.camera, to, now, seconds));
        }
    }

    /// How much of the route is walked, 0 to 1.
    pub fn walked(&self) -> f64 {
        self.timeline.walked.unwrap_or(self.progress)
    }

    /// Time goes on: a flight moves the camera. Returns whether it moved.
    pub fn advance(&mut self, now: f64) -> bool {
        let Some(flight) = self.flight else { return false };
        self.timeline.grow(Some(&flight), now);
        let (camera, over) = flight.at(now);
        self.camera = camera;
        if over {
            self.flight = None;
        }
        true
    }
}

/// Zooms about a point, but not past the limits: there the picture would slide sideways.
fn zoom_within(camera: Camera, at: kurbo::Point, levels: f64, limits: &Limits) -> Camera {
    let least = (limits.min_zoom - camera.zoom).min(0.0);
    camera.zoom_about(at, levels.max(least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::View;
    use kurbo::{Point, Vec2};

    const LIMITS: Limits = Limits { center: Rect::new(0.1, 0.3, 0.4, 0.6), min_zoom: 3.0 };

    fn state() -> State {
        let view = View { lon: -88.0, lat: 17.0, zoom: 5.0 };
        State { camera: Camera::new(view, Size::new(800.0, 600.0)), ..State::default() }
    }

    #[test]
    fn the_reader_cannot_get_lost() {
        let mut s = state();
        assert!(s.apply(Action::PanBy(Vec2::new(-1e9, 0.0)), &LIMITS, 0.0));
        assert_eq!(s.camera.center.x, 0.4);
        assert!(s.apply(Action::ZoomAbout(Point::ZERO, -50.0), &LIMITS, 0.0));
        assert_eq!(s.camera.zoom, 3.0);
        let before = s.camera;
        assert!(!s.apply(Action::ZoomAbout(Point::ZERO, -1.0), &LIMITS, 0.0));
        assert_eq!(s.camera, before, "at the limit the picture stays");
        assert!(!s.at_home);
    }

    #[test]
    fn a_touch_ends_a_flight_where_it_is() {
        let mut s = state();
        let to = Camera { zoom: 8.0, ..s.camera };
        s.fly(to, 0.0, Some(1.0));
        assert!(s.advance(0.5));
        let half = s.camera;
        assert!(half.zoom > 5.0 && half.zoom < 8.0);
        s.apply(Action::PanBy(Vec2::new(1.0, 0.0)), &LIMITS, 0.5);
        assert!(s.flight.is_none() && !s.advance(0.6));
        assert_eq!(s.camera.zoom, half.zoom);
    }

    #[test]
    fn a_flight_to_where_the_camera_is_ends_the_one_that_leads_away() {
        let mut state = state();
        let here = state.camera;
        let away = here.pan_by(Vec2::new(90.0, -40.0)).zoom_about(Point::ZERO, 0.5);
        state.fly(away, 0.0, Some(1.0));
        state.fly(here, 0.0, Some(0.4));
        for now in [0.1, 0.2, 0.4, 2.0] {
            state.advance(now);
            assert_eq!(state.camera.view(), here.view(), "at {now} s");
        }
        assert!(state.flight.is_none());
    }

    #[test]
    fn furniture_is_there_unless_the_page_says_so() {
        let parts = Parts::without("scale  zoom nonsense key");
        assert!(parts.title && parts.inset && parts.locator && !parts.scale && !parts.key);
        assert_eq!(State::default().parts, Parts::without("titles"));
    }

    #[test]
    fn less_motion_means_no_flight() {
        let mut s = State { reduced_motion: true, ..state() };
        let to = Camera { zoom: 8.0, ..s.camera };
        s.fly(to, 0.0, None);
        assert_eq!((s.camera, s.flight), (to, None));
    }
}
