//! From pointer and wheel to what the reader means. It knows no clock and no map.

use crate::hit::PointerKind;
use kurbo::{Point, Vec2};

/// What the browser says. Positions in CSS pixels of the box, times in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// A pointer did something.
    Pointer {
        /// What it did.
        phase: PointerPhase,
        /// Which pointer; a finger keeps its number while it is down.
        id: i32,
        /// What points.
        kind: PointerKind,
        /// Where.
        at: Point,
        /// When.
        time: f64,
    },
    /// The wheel turned over `at`; positive `delta` (CSS pixels) zooms out.
    Wheel {
        /// Where the pointer stands.
        at: Point,
        /// How far it turned.
        delta: f64,
    },
}

/// What a pointer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerPhase {
    /// A button or finger went down.
    Down,
    /// It moved, down or not.
    Move,
    /// It went up.
    Up,
    /// The browser took it away.
    Cancel,
    /// It left the box.
    Leave,
}

/// What the reader means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Move the picture.
    PanBy(Vec2),
    /// Zoom by levels about a point.
    ZoomAbout(Point, f64),
    /// Move the picture and zoom it about a point.
    Pinch {
        /// Between the fingers, where they are now.
        about: Point,
        /// How far the middle moved.
        by: Vec2,
        /// Zoom levels.
        levels: f64,
    },
    /// A touch.
    Tap(Point, PointerKind),
    /// A second touch right after the first.
    DoubleTap(Point),
    /// A mouse or pen over the map.
    Hover(Point),
    /// It is over the map no more.
    HoverEnd,
}

/// A press becomes a drag after this many CSS pixels.
const DRAG_SLOP: f64 = 4.0;

/// A finger trembles more.
const TOUCH_DRAG_SLOP: f64 = 8.0;

/// Two taps within this many seconds and CSS pixels are one double tap.
const DOUBLE_TAP: (f64, f64) = (0.35, 24.0);

/// Zoom levels for one CSS pixel of wheel, and the most for one turn.
const WHEEL: (f64, f64) = (1.0 / 400.0, 1.0);

/// The machine that tells a tap from a drag from a pinch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gestures {
    phase: Phase,
    last_tap: Option<(f64, Point)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Phase {
    #[default]
    Idle,
    /// Down, not yet moved.
    Press(Finger),
    /// One pointer moves the picture.
    Drag(Finger),
    /// Two fingers; others are ignored.
    Pinch(Finger, Finger),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    id: i32,
    at: Point,
}

impl Gestures {
    /// What this event means, if anything.
    pub fn handle(&mut self, event: Event) -> Option<Action> {
        match event {
            Event::Wheel { at, delta } => {
                let levels = (-delta * WHEEL.0).clamp(-WHEEL.1, WHEEL.1);
                (levels != 0.0 && levels.is_finite()).then_some(Action::ZoomAbout(at, levels))
            }
            Event::Pointer { at, .. } if !at.is_finite() => None,
            Event::Pointer { phase, id, kind, at, time } => match phase {
                PointerPhase::Down => self.down(Finger { id, at }),
                PointerPhase::Move => self.moved(Finger { id, at }, kind),
                PointerPhase::Up => self.up(Finger { id, at }, kind, time),
                PointerPhase::Cancel => self.cancel(id),
                PointerPhase::Leave => {
                    matches!(self.phase, Phase::Idle).then_some(Action::HoverEnd)
                }
            },
        }
    }

    /// Whether the picture is in the reader's hand.
    pub fn is_dragging(&self) -> bool {
        matches!(self.phase, Phase::Drag(_) | Phase::Pinch(..))
    }

    fn down(&mut self, finger: Finger) -> Option<Action> {
        self.phase = match self.phase {
            Phase::Press(a) | Phase::Drag(a) if a.id != finger.id => Phase::Pinch(a, finger),
            Phase::Pinch(a, b) => Phase::Pinch(a, b),
            _ => Phase::Press(finger),
        };
        None
    }

    fn moved(&mut self, finger: Finger, kind: PointerKind) -> Option<Action> {
        match self.phase {
            Phase::Idle if kind == PointerKind::Touch => None,
            Phase::Idle => Some(Action::Hover(finger.at)),
            Phase::Press(from) if from.id == finger.id => {
                let touch = kind == PointerKind::Touch;
                let slop = if touch { TOUCH_DRAG_SLOP } else { DRAG_SLOP };
                let by = finger.at - from.at;
                (by.hypot() > slop).then(|| {
                    self.phase = Phase::Drag(finger);
                    Action::PanBy(by)
                })
            }
            Phase::Drag(from) if from.id == finger.id => {
                self.phase = Phase::Drag(finger);
                Some(Action::PanBy(finger.at - from.at))
            }
            Phase::Pinch(a, b) if a.id == finger.id || b.id == finger.id => {
                let (a2, b2) = if a.id == finger.id { (finger, b) } else { (a, finger) };
                self.phase = Phase::Pinch(a2, b2);
                let (before, after) = (a.at.midpoint(b.at), a2.at.midpoint(b2.at));
                let (d, d2) = ((b.at - a.at).hypot().max(1.0), (b2.at - a2.at).hypot().max(1.0));
                let levels = libm::log(d2 / d) / core::f64::consts::LN_2;
                Some(Action::Pinch { about: after, by: after - before, levels })
            }
            _ => None,
        }
    }

    fn up(&mut self, finger: Finger, kind: PointerKind, time: f64) -> Option<Action> {
        match self.phase {
            Phase::Press(from) if from.id == finger.id => {
                self.phase = Phase::Idle;
                let again = self.last_tap.is_some_and(|(t, p)| {
                    time - t <= DOUBLE_TAP.0 && (p - from.at).hypot() <= DOUBLE_TAP.1
                });
                self.last_tap = (!again).then_some((time, from.at));
                let (at, tap) = (from.at, Action::Tap(from.at, kind));
                Some(if again { Action::DoubleTap(at) } else { tap })
            }
            _ => self.cancel(finger.id),
        }
    }

    /// A finger is gone: the other one, if there is one, goes on moving the picture.
    fn cancel(&mut self, id: i32) -> Option<Action> {
        self.phase = match self.phase {
            Phase::Pinch(a, b) if a.id == id => Phase::Drag(b),
            Phase::Pinch(a, b) if b.id == id => Phase::Drag(a),
            Phase::Press(a) | Phase::Drag(a) if a.id == id => Phase::Idle,
            same => same,
        };
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(phase: PointerPhase, id: i32, x: f64, y: f64, time: f64) -> Event {
        let kind = PointerKind::Touch;
        Event::Pointer { phase, id, kind, at: Point::new(x, y), time }
    }

    use PointerPhase::{Cancel, Down, Move, Up};

    #[test]
    fn a_still_press_is_a_tap_and_two_are_a_double_tap() {
        let mut g = Gestures::default();
        assert_eq!(g.handle(pointer(Down, 1, 10.0, 10.0, 0.0)), None);
        assert_eq!(g.handle(pointer(Move, 1, 12.0, 10.0, 0.05)), None, "a tremble");
        let tap = Action::Tap(Point::new(10.0, 10.0), PointerKind::Touch);
        assert_eq!(g.handle(pointer(Up, 1, 12.0, 10.0, 0.1)), Some(tap));
        g.handle(pointer(Down, 1, 14.0, 10.0, 0.2));
        let double = Action::DoubleTap(Point::new(14.0, 10.0));
        assert_eq!(g.handle(pointer(Up, 1, 14.0, 10.0, 0.3)), Some(double));
        g.handle(pointer(Down, 1, 14.0, 10.0, 0.4));
        let third = g.handle(pointer(Up, 1, 14.0, 10.0, 0.5));
        assert!(matches!(third, Some(Action::Tap(..))), "a third tap begins anew: {third:?}");
    }

    #[test]
    fn a_drag_moves_the_picture_by_all_of_its_way() {
        let mut g = Gestures::default();
        g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
        let mut sum = Vec2::ZERO;
        for x in 1..=50 {
            if let Some(Action::PanBy(by)) = g.handle(pointer(Move, 1, f64::from(x), 0.0, 0.0)) {
                sum += by;
            }
        }
        assert_eq!(sum, Vec2::new(50.0, 0.0));
        assert!(g.is_dragging());
        assert_eq!(g.handle(pointer(Up, 1, 50.0, 0.0, 1.0)), None);
        assert!(!g.is_dragging());
    }

    #[test]
    fn two_fingers_pinch_and_others_are_ignored() {
        let mut g = Gestures::default();
        for id in 1..=10 {
            g.handle(pointer(Down, id, 100.0 * f64::from(id), 0.0, 0.0));
        }
        let action = g.handle(pointer(Move, 2, 300.0, 0.0, 0.1));
        let about = Point::new(200.0, 0.0);
        let by = Vec2::new(50.0, 0.0);
        assert_eq!(action, Some(Action::Pinch { about, by, levels: 1.0 }));
        assert_eq!(g.handle(pointer(Move, 7, 0.0, 0.0, 0.2)), None);
        g.handle(pointer(Up, 1, 100.0, 0.0, 0.3));
        let on = g.handle(pointer(Move, 2, 310.0, 0.0, 0.4));
        assert_eq!(on, Some(Action::PanBy(Vec2::new(10.0, 0.0))));
    }

    #[test]
    fn a_cancelled_drag_leaves_nothing_behind() {
        let mut g = Gestures::default();
        g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
        g.handle(pointer(Move, 1, 30.0, 0.0, 0.0));
        assert_eq!(g.handle(pointer(Cancel, 1, 30.0, 0.0, 0.1)), None);
        assert_eq!(g.handle(pointer(Move, 1, 60.0, 0.0, 0.1)), None);
        assert!(!g.is_dragging());
    }

    #[test]
    fn a_mad_wheel_is_tamed() {
        let mut g = Gestures::default();
        let at = Point::ZERO;
        let mut turn = |delta| g.handle(Event::Wheel { at, delta });
        assert_eq!(turn(-1e6), Some(Action::ZoomAbout(at, 1.0)));
        assert_eq!(turn(40.0), Some(Action::ZoomAbout(at, -0.1)));
        assert_eq!(turn(f64::NAN), None);
        assert_eq!(turn(0.0), None);
    }
}
