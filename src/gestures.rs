//! Gestures: from pointer and wheel events to the reader's actions. Independent of clock and map.

use crate::hit::PointerKind;
use kurbo::{Point, Vec2};

/// An event of the browser. Positions are in CSS pixels of the viewport, times in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InputEvent {
    /// A pointer event.
    Pointer {
        /// Its type.
        phase: PointerPhase,
        /// The pointer's id, which stays the same while a finger is down.
        id: i32,
        /// The kind of pointer.
        kind: PointerKind,
        /// The position.
        at: Point,
        /// The time.
        time: f64,
    },
    /// A wheel event that the page does not use for scrolling. A positive `delta` (CSS pixels) zooms out.
    Wheel {
        /// The pointer's position.
        at: Point,
        /// How far the wheel was turned, in CSS pixels.
        delta: f64,
    },
}

/// The type of a pointer event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerPhase {
    /// A button was pressed, or a finger touched the map.
    Down,
    /// The pointer moved, pressed or not.
    Move,
    /// The button or finger was released.
    Up,
    /// The browser cancelled the pointer.
    Cancel,
    /// The pointer left the map.
    Leave,
}

/// What the reader wants to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Pan, by CSS pixels.
    PanBy(Vec2),
    /// Zoom by a number of levels about a point.
    ZoomAbout(Point, f64),
    /// Pan, and zoom about a point.
    Pinch {
        /// The current middle between the fingers.
        about: Point,
        /// How far the middle has moved.
        by: Vec2,
        /// Zoom levels.
        levels: f64,
    },
    /// A touch.
    Tap(Point, PointerKind),
    /// A second tap right after the first, close to it.
    DoubleTap(Point),
    /// A fling: the map was released while it moved. The speed is in CSS pixels per second.
    Glide(Vec2),
    /// One finger, which scrolls the page, would have panned the map.
    OneFinger,
    /// A mouse or pen moved over the map.
    Hover(Point),
    /// It has left the map.
    HoverEnd,
}

/// A press becomes a drag after this many CSS pixels.
const DRAG_SLOP: f64 = 4.0;

/// The same for a finger, which is less steady.
const TOUCH_DRAG_SLOP: f64 = 8.0;

/// Two taps within this many seconds are a double tap.
pub const DOUBLE_TAP_SECONDS: f64 = 0.35;

/// Two taps within this many CSS pixels are a double tap.
const DOUBLE_TAP_PIXELS: f64 = 24.0;

/// Zoom levels for one CSS pixel of wheel movement, and the most for one event.
const WHEEL: (f64, f64) = (1.0 / 400.0, 1.0);

/// The smallest speed of a fling, and the speed to which it is limited, in CSS pixels per second.
const GLIDE: (f64, f64) = (80.0, 6000.0);

/// After this many seconds without movement there is no fling.
const REST: f64 = 0.1;

/// Time constant for smoothing the speed, in seconds.
const SMOOTHING: f64 = 0.03;

/// The state machine that recognizes taps, drags and pinches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gestures {
    /// Whether one finger pans the map instead of scrolling the page.
    pub one_finger_pans: bool,
    phase: Phase,
    last_tap: Option<(f64, Point)>,
    fling: Fling,
}

/// The speed of a drag.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fling {
    /// In CSS pixels a second.
    speed: Vec2,
    /// When that was measured, in seconds.
    time: f64,
}

impl Fling {
    fn follow(&mut self, by: Vec2, time: f64) {
        let seconds = time - self.time;
        self.time = time;
        if seconds > REST {
            self.speed = Vec2::ZERO;
        } else if seconds > 0.0 {
            let share = seconds / (seconds + SMOOTHING);
            self.speed += (by / seconds - self.speed) * share;
        }
    }

    /// The fling when the pointer is released, if it is fast enough.
    fn release(&mut self, time: f64) -> Option<Action> {
        let speed = core::mem::take(self);
        let size = (speed.speed.x * speed.speed.x + speed.speed.y * speed.speed.y).sqrt();
        let held = time - speed.time > REST;
        if held || size < GLIDE.0 || !size.is_finite() {
            return None;
        }
        Some(Action::Glide(speed.speed * (GLIDE.1 / size).min(1.0)))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Phase {
    #[default]
    Idle,
    /// Pressed, not moved yet.
    Press(Finger),
    /// One pointer pans the map.
    Drag(Finger),
    /// One finger scrolls the page.
    Pass(Finger),
    /// Two fingers; others are ignored.
    Pinch(Finger, Finger),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    id: i32,
    at: Point,
}

impl Gestures {
    /// The action of an event, if any.
    pub fn handle(&mut self, event: InputEvent) -> Option<Action> {
        match event {
            InputEvent::Wheel { at, delta } => {
                let levels = (-delta * WHEEL.0).clamp(-WHEEL.1, WHEEL.1);
                (levels != 0.0 && levels.is_finite()).then_some(Action::ZoomAbout(at, levels))
            }
            InputEvent::Pointer { at, .. } if !at.is_finite() => None,
            InputEvent::Pointer { phase, id, kind, at, time } => match phase {
                PointerPhase::Down => self.down(Finger { id, at }, time),
                PointerPhase::Move => self.moved(Finger { id, at }, kind, time),
                PointerPhase::Up => self.up(Finger { id, at }, kind, time),
                PointerPhase::Cancel => self.cancel(id),
                PointerPhase::Leave => {
                    matches!(self.phase, Phase::Idle).then_some(Action::HoverEnd)
                }
            },
        }
    }

    /// Whether the map is being dragged or pinched.
    pub fn is_dragging(&self) -> bool {
        matches!(self.phase, Phase::Drag(_) | Phase::Pinch(..))
    }

    /// Whether one pointer is dragging the map.
    pub fn is_held(&self) -> bool {
        matches!(self.phase, Phase::Drag(_))
    }

    fn down(&mut self, finger: Finger, time: f64) -> Option<Action> {
        self.fling = Fling { speed: Vec2::ZERO, time };
        self.phase = match self.phase {
            Phase::Press(a) | Phase::Drag(a) | Phase::Pass(a) if a.id != finger.id => {
                Phase::Pinch(a, finger)
            }
            Phase::Pinch(a, b) => Phase::Pinch(a, b),
            _ => Phase::Press(finger),
        };
        None
    }

    fn moved(&mut self, finger: Finger, kind: PointerKind, time: f64) -> Option<Action> {
        match self.phase {
            Phase::Idle if kind == PointerKind::Touch => None,
            Phase::Idle => Some(Action::Hover(finger.at)),
            Phase::Press(from) if from.id == finger.id => {
                let touch = kind == PointerKind::Touch;
                let slop = if touch { TOUCH_DRAG_SLOP } else { DRAG_SLOP };
                let by = finger.at - from.at;
                if by.x * by.x + by.y * by.y <= slop * slop {
                    return None;
                }
                if touch && !self.one_finger_pans {
                    self.phase = Phase::Pass(finger);
                    return Some(Action::OneFinger);
                }
                self.phase = Phase::Drag(finger);
                self.fling.time = time;
                Some(Action::PanBy(by))
            }
            Phase::Drag(from) if from.id == finger.id => {
                self.phase = Phase::Drag(finger);
                let by = finger.at - from.at;
                self.fling.follow(by, time);
                Some(Action::PanBy(by))
            }
            Phase::Pass(from) if from.id == finger.id => {
                self.phase = Phase::Pass(finger);
                None
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
                    time - t <= DOUBLE_TAP_SECONDS && (p - from.at).hypot() <= DOUBLE_TAP_PIXELS
                });
                self.last_tap = (!again).then_some((time, from.at));
                let (at, tap) = (from.at, Action::Tap(from.at, kind));
                Some(if again { Action::DoubleTap(at) } else { tap })
            }
            Phase::Drag(from) if from.id == finger.id => {
                self.phase = Phase::Idle;
                self.fling.release(time)
            }
            _ => self.cancel(finger.id),
        }
    }

    /// A finger is gone. If another is still down, it goes on dragging the map.
    fn cancel(&mut self, id: i32) -> Option<Action> {
        self.phase = match self.phase {
            Phase::Pinch(a, b) if a.id == id => Phase::Drag(b),
            Phase::Pinch(a, b) if b.id == id => Phase::Drag(a),
            Phase::Press(a) | Phase::Drag(a) | Phase::Pass(a) if a.id == id => Phase::Idle,
            same => same,
        };
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(phase: PointerPhase, id: i32, x: f64, y: f64, time: f64) -> InputEvent {
        let kind = PointerKind::Touch;
        InputEvent::Pointer { phase, id, kind, at: Point::new(x, y), time }
    }

    use PointerPhase::{Cancel, Down, Move, Up};

    fn with_one_finger() -> Gestures {
        Gestures { one_finger_pans: true, ..Gestures::default() }
    }

    #[test]
    fn one_finger_scrolls_the_page_and_two_move_the_map() {
        let mut g = Gestures::default();
        g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
        assert_eq!(g.handle(pointer(Move, 1, 0.0, 30.0, 0.1)), Some(Action::OneFinger));
        assert_eq!(g.handle(pointer(Move, 1, 0.0, 60.0, 0.2)), None, "reported once");
        assert!(!g.is_dragging());
        g.handle(pointer(Down, 2, 100.0, 60.0, 0.3));
        let pinch = g.handle(pointer(Move, 2, 200.0, 60.0, 0.4));
        assert!(matches!(pinch, Some(Action::Pinch { levels, .. }) if (levels - 1.0).abs() < 1e-9));
        // A mouse drags the map without `one_finger_pans`.
        let mouse = |phase, x| {
            let (kind, at) = (PointerKind::Mouse, Point::new(x, 0.0));
            InputEvent::Pointer { phase, id: 9, kind, at, time: 1.0 }
        };
        let mut g = Gestures::default();
        g.handle(mouse(Down, 0.0));
        assert_eq!(g.handle(mouse(Move, 9.0)), Some(Action::PanBy(Vec2::new(9.0, 0.0))));
    }

    #[test]
    fn a_fling_glides_and_a_drag_that_stops_does_not() {
        let mut g = with_one_finger();
        let mut fling = |pause: f64, by: f64| {
            g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
            for i in 1..=20 {
                g.handle(pointer(Move, 1, f64::from(i) * by, 0.0, f64::from(i) * 0.01));
            }
            g.handle(pointer(Up, 1, 20.0 * by, 0.0, 0.2 + pause))
        };
        let Some(Action::Glide(speed)) = fling(0.01, 10.0) else { panic!("it is a fling") };
        assert!((900.0..=1001.0).contains(&speed.x) && speed.y == 0.0, "{speed:?}");
        assert_eq!(fling(0.3, 10.0), None, "the pointer rested");
        assert_eq!(fling(0.01, 0.5), None, "too slow");
        let Some(Action::Glide(speed)) = fling(0.01, 1e7) else { panic!("it is a fling") };
        assert!(speed.x <= 6000.0);
    }

    #[test]
    fn a_still_press_is_a_tap_and_two_are_a_double_tap() {
        let mut g = Gestures::default();
        assert_eq!(g.handle(pointer(Down, 1, 10.0, 10.0, 0.0)), None);
        assert_eq!(g.handle(pointer(Move, 1, 12.0, 10.0, 0.05)), None, "a small movement");
        let tap = Action::Tap(Point::new(10.0, 10.0), PointerKind::Touch);
        assert_eq!(g.handle(pointer(Up, 1, 12.0, 10.0, 0.1)), Some(tap));
        g.handle(pointer(Down, 1, 14.0, 10.0, 0.2));
        let double = Action::DoubleTap(Point::new(14.0, 10.0));
        assert_eq!(g.handle(pointer(Up, 1, 14.0, 10.0, 0.3)), Some(double));
        g.handle(pointer(Down, 1, 14.0, 10.0, 0.4));
        let third = g.handle(pointer(Up, 1, 14.0, 10.0, 0.5));
        assert!(matches!(third, Some(Action::Tap(..))), "a third tap starts again: {third:?}");
    }

    #[test]
    fn a_drag_moves_the_map_by_its_whole_length() {
        let mut g = with_one_finger();
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
    fn a_cancelled_drag_leaves_no_state() {
        let mut g = with_one_finger();
        g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
        g.handle(pointer(Move, 1, 30.0, 0.0, 0.0));
        assert_eq!(g.handle(pointer(Cancel, 1, 30.0, 0.0, 0.1)), None);
        assert_eq!(g.handle(pointer(Move, 1, 60.0, 0.0, 0.1)), None);
        assert!(!g.is_dragging());
    }

    #[test]
    fn wheel_movements_are_limited() {
        let mut g = Gestures::default();
        let at = Point::ZERO;
        let mut turn = |delta| g.handle(InputEvent::Wheel { at, delta });
        assert_eq!(turn(-1e6), Some(Action::ZoomAbout(at, 1.0)));
        assert_eq!(turn(40.0), Some(Action::ZoomAbout(at, -0.1)));
        assert_eq!(turn(f64::NAN), None);
        assert_eq!(turn(0.0), None);
    }
}
