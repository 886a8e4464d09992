//! From pointer and wheel to what the reader means. It knows no clock and no map.

use crate::hit::PointerKind;
use kurbo::{Point, Vec2};

/// What the browser says. Positions in CSS pixels of the box, times in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InputEvent {
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
    /// The wheel turned over `at`, and the map may have it; positive `delta` (CSS pixels) zooms out.
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
    /// The hand let go of the picture while it moved, at CSS pixels a second.
    Glide(Vec2),
    /// One finger, which is the page's, would have moved the map.
    OneFinger,
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

/// A picture let go of glides on from this speed on, in CSS pixels a second, and at most so fast.
const GLIDE: (f64, f64) = (80.0, 6000.0);

/// A hand that has held still for so many seconds throws nothing.
const HELD_STILL: f64 = 0.1;

/// Seconds over which the speed of a hand is levelled.
const LEVELLED: f64 = 0.03;

/// The machine that tells a tap from a drag from a pinch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gestures {
    /// Whether one finger moves the map, instead of the page.
    pub free: bool,
    phase: Phase,
    last_tap: Option<(f64, Point)>,
    throw: Throw,
}

/// How fast the hand moves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Throw {
    /// In CSS pixels a second.
    speed: Vec2,
    /// When that was measured, in seconds.
    time: f64,
}

impl Throw {
    fn follow(&mut self, by: Vec2, time: f64) {
        let seconds = time - self.time;
        self.time = time;
        if seconds > HELD_STILL {
            self.speed = Vec2::ZERO;
        } else if seconds > 0.0 {
            let share = seconds / (seconds + LEVELLED);
            self.speed += (by / seconds - self.speed) * share;
        }
    }

    /// What it comes to when the hand lets go.
    fn release(&mut self, time: f64) -> Option<Action> {
        let speed = core::mem::take(self);
        let size = (speed.speed.x * speed.speed.x + speed.speed.y * speed.speed.y).sqrt();
        let held = time - speed.time > HELD_STILL;
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
    /// Down, not yet moved.
    Press(Finger),
    /// One pointer moves the picture.
    Drag(Finger),
    /// One finger moves the page.
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
    /// What this event means, if anything.
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

    /// Whether the picture is in the reader's hand.
    pub fn is_dragging(&self) -> bool {
        matches!(self.phase, Phase::Drag(_) | Phase::Pinch(..))
    }

    /// Whether one finger or the mouse moves it.
    pub fn is_held(&self) -> bool {
        matches!(self.phase, Phase::Drag(_))
    }

    fn down(&mut self, finger: Finger, time: f64) -> Option<Action> {
        self.throw = Throw { speed: Vec2::ZERO, time };
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
                if touch && !self.free {
                    self.phase = Phase::Pass(finger);
                    return Some(Action::OneFinger);
                }
                self.phase = Phase::Drag(finger);
                self.throw.time = time;
                Some(Action::PanBy(by))
            }
            Phase::Drag(from) if from.id == finger.id => {
                self.phase = Phase::Drag(finger);
                let by = finger.at - from.at;
                self.throw.follow(by, time);
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
                    time - t <= DOUBLE_TAP.0 && (p - from.at).hypot() <= DOUBLE_TAP.1
                });
                self.last_tap = (!again).then_some((time, from.at));
                let (at, tap) = (from.at, Action::Tap(from.at, kind));
                Some(if again { Action::DoubleTap(at) } else { tap })
            }
            Phase::Drag(from) if from.id == finger.id => {
                self.phase = Phase::Idle;
                self.throw.release(time)
            }
            _ => self.cancel(finger.id),
        }
    }

    /// A finger is gone: the other one, if there is one, goes on moving the picture.
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

    fn free() -> Gestures {
        Gestures { free: true, ..Gestures::default() }
    }

    #[test]
    fn one_finger_is_the_pages_and_two_are_the_maps() {
        let mut g = Gestures::default();
        g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
        assert_eq!(g.handle(pointer(Move, 1, 0.0, 30.0, 0.1)), Some(Action::OneFinger));
        assert_eq!(g.handle(pointer(Move, 1, 0.0, 60.0, 0.2)), None, "said once");
        assert!(!g.is_dragging());
        g.handle(pointer(Down, 2, 100.0, 60.0, 0.3));
        let pinch = g.handle(pointer(Move, 2, 200.0, 60.0, 0.4));
        assert!(matches!(pinch, Some(Action::Pinch { levels, .. }) if (levels - 1.0).abs() < 1e-9));
        // A mouse traps nobody.
        let mouse = |phase, x| {
            let (kind, at) = (PointerKind::Mouse, Point::new(x, 0.0));
            InputEvent::Pointer { phase, id: 9, kind, at, time: 1.0 }
        };
        let mut g = Gestures::default();
        g.handle(mouse(Down, 0.0));
        assert_eq!(g.handle(mouse(Move, 9.0)), Some(Action::PanBy(Vec2::new(9.0, 0.0))));
    }

    #[test]
    fn a_thrown_picture_glides_and_a_held_one_does_not() {
        let mut g = free();
        let mut throw = |pause: f64, by: f64| {
            g.handle(pointer(Down, 1, 0.0, 0.0, 0.0));
            for i in 1..=20 {
                g.handle(pointer(Move, 1, f64::from(i) * by, 0.0, f64::from(i) * 0.01));
            }
            g.handle(pointer(Up, 1, 20.0 * by, 0.0, 0.2 + pause))
        };
        let Some(Action::Glide(speed)) = throw(0.01, 10.0) else { panic!("it was thrown") };
        assert!((900.0..=1001.0).contains(&speed.x) && speed.y == 0.0, "{speed:?}");
        assert_eq!(throw(0.3, 10.0), None, "the hand held still");
        assert_eq!(throw(0.01, 0.5), None, "too slow");
        let Some(Action::Glide(speed)) = throw(0.01, 1e7) else { panic!("it was thrown") };
        assert!(speed.x <= 6000.0);
    }

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
        let mut g = free();
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
        let mut g = free();
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
        let mut turn = |delta| g.handle(InputEvent::Wheel { at, delta });
        assert_eq!(turn(-1e6), Some(Action::ZoomAbout(at, 1.0)));
        assert_eq!(turn(40.0), Some(Action::ZoomAbout(at, -0.1)));
        assert_eq!(turn(f64::NAN), None);
        assert_eq!(turn(0.0), None);
    }
}
