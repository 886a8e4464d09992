//! Flights that zoom out, pan and zoom in again: van Wijk and Nuij, “Smooth and efficient zooming and
//! panning”, IEEE InfoVis 2003.

use crate::camera::{CLOSEST, Camera, Limits, MIN_ZOOM};
use crate::mercator::zoom_from_world_width;
use kurbo::{Point, Vec2};
use libm::{exp, log};

/// How strongly a flight prefers zooming to panning: ρ of the paper, whose participants preferred 1.42.
const RHO: f64 = core::f64::consts::SQRT_2;

/// Seconds for one unit of path length.
const SECONDS_PER_UNIT: f64 = 0.45;

/// Seconds that a glide takes.
const GLIDE_SECONDS: f64 = 0.9;

/// Shortest and longest flight in seconds, if the caller gives no duration.
const DURATION: (f64, f64) = (0.4, 1.2);

/// A path from one camera to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Camera,
    to: Camera,
    /// The path's length in the paper's metric.
    length: f64,
    /// Width of the viewport at the start, in world units.
    w0: f64,
    /// Distance between the two centres, in world units.
    distance: f64,
    r0: f64,
    /// Start in seconds.
    start: f64,
    /// Duration in seconds.
    duration: f64,
    /// Whether it is a glide after a fling, which only slows down.
    glides: bool,
}

impl Flight {
    /// A flight that begins at `start` (seconds) and takes `duration` seconds. Without a valid duration it
    /// follows from the path's length (0.4 to 1.2 s).
    pub fn between(from: Camera, to: Camera, start: f64, duration: Option<f64>) -> Self {
        let from = Camera { size: to.size, ..from };
        let view = to.size.width.max(to.size.height).max(1.0);
        let (w0, w1) = (view / from.scale(), view / to.scale());
        let distance = (to.center - from.center).hypot();
        let (r0, length) = if distance < 1e-9 {
            (0.0, (log(w1 / w0) / RHO).abs())
        } else {
            let (rho2, d2) = (RHO * RHO, distance * distance);
            let b = |w: f64, sign: f64| {
                (w1 * w1 - w0 * w0 + sign * rho2 * rho2 * d2) / (2.0 * w * rho2 * distance)
            };
            // The paper's ln(√(b² + 1) − b). For a large positive b that is the difference of two nearly equal
            // numbers.
            let r = |b: f64| -log(b.abs() + (b * b + 1.0).sqrt()).copysign(b);
            let (r0, r1) = (r(b(w0, 1.0)), r(b(w1, -1.0)));
            (r0, (r1 - r0) / RHO)
        };
        let asked = duration.filter(|d| d.is_finite() && *d >= 0.0);
        let duration =
            asked.unwrap_or_else(|| (length * SECONDS_PER_UNIT).clamp(DURATION.0, DURATION.1));
        Self { from, to, length, w0, distance, r0, start, duration, glides: false }
    }

    /// A glide after a fling: the map keeps moving and slows down. `speed` is in CSS pixels per second.
    pub fn glide(from: Camera, speed: Vec2, limits: &Limits, start: f64) -> Self {
        // A cubic that ends at rest begins at three times its mean speed.
        let to = from.pan_by(speed * (GLIDE_SECONDS / 3.0)).within(limits);
        Self { glides: true, ..Self::between(from, to, start, Some(GLIDE_SECONDS)) }
    }

    /// The elapsed part at `now` (seconds), from 0 to 1, linear in time.
    pub fn part(&self, now: f64) -> f64 {
        let t = if self.duration > 0.0 { (now - self.start) / self.duration } else { 1.0 };
        if t.is_nan() { 1.0 } else { t.clamp(0.0, 1.0) }
    }

    /// Seconds left at `now`.
    pub fn left(&self, now: f64) -> f64 {
        (1.0 - self.part(now)) * self.duration
    }

    /// The camera at the end.
    pub fn target(&self) -> Camera {
        self.to
    }

    /// The camera at `now` (seconds), and whether the flight is over.
    pub fn at(&self, now: f64) -> (Camera, bool) {
        let t = self.part(now);
        if t >= 1.0 {
            return (self.to, true);
        }
        if self.glides {
            let rest = 1.0 - t;
            let center = self.to.center.lerp(self.from.center, rest * rest * rest);
            return (Camera { center, ..self.to }, false);
        }
        let s = ease(t) * self.length;
        let view = self.to.size.width.max(self.to.size.height).max(1.0);
        let (center, width) = if self.distance < 1e-9 {
            let sign = if self.to.zoom < self.from.zoom { 1.0 } else { -1.0 };
            (self.to.center, self.w0 * exp(sign * RHO * s))
        } else {
            let u = self.w0 / (RHO * RHO * self.distance)
                * (cosh(self.r0) * tanh(RHO * s + self.r0) - sinh(self.r0));
            let w = self.w0 * cosh(self.r0) / cosh(RHO * s + self.r0);
            (self.from.center.lerp(self.to.center, u), w)
        };
        let zoom = zoom_from_world_width(view / width).clamp(MIN_ZOOM, CLOSEST);
        (Camera { center: Point::new(center.x, center.y), zoom, size: self.to.size }, false)
    }
}

fn cosh(x: f64) -> f64 {
    (exp(x) + exp(-x)) / 2.0
}

fn sinh(x: f64) -> f64 {
    (exp(x) - exp(-x)) / 2.0
}

fn tanh(x: f64) -> f64 {
    sinh(x) / cosh(x)
}

/// Eases in and out (smoothstep).
pub fn ease(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::View;
    use kurbo::Size;

    fn camera(lon: f64, lat: f64, zoom: f64) -> Camera {
        Camera::new(View { lon, lat, zoom }, Size::new(1000.0, 700.0))
    }

    #[test]
    fn a_flight_starts_and_ends_at_its_cameras() {
        let (a, b) = (camera(-77.3, 8.5, 9.0), camera(-97.5, 25.9, 8.0));
        let f = Flight::between(a, b, 2.0, None);
        let (start, over) = f.at(2.0);
        assert!(
            !over && (start.center - a.center).hypot() < 1e-9 && (start.zoom - a.zoom).abs() < 1e-6
        );
        assert_eq!(f.at(9.0), (b, true));
        let (late, _) = f.at(2.0 + f.duration * 0.9999);
        assert!((late.center - b.center).hypot() < 1e-5 && (late.zoom - b.zoom).abs() < 1e-2);
    }

    #[test]
    fn a_long_flight_zooms_out_and_in_again() {
        let f = Flight::between(camera(-77.3, 8.5, 9.0), camera(-97.5, 25.9, 9.0), 0.0, Some(1.0));
        assert!(f.at(0.5).0.zoom < 6.0, "{}", f.at(0.5).0.zoom);
    }

    #[test]
    fn flights_may_only_zoom_or_stay_in_place() {
        let a = camera(-77.0, 8.0, 5.0);
        let f = Flight::between(a, Camera { zoom: 9.0, ..a }, 0.0, Some(1.0));
        assert!((f.at(0.5).0.zoom - 7.0).abs() < 1e-6);
        let f = Flight::between(a, a, 0.0, None);
        assert!((0.4..=1.2).contains(&f.duration));
        assert!((f.at(0.1).0.zoom - 5.0).abs() < 1e-9);
    }

    #[test]
    fn a_glide_starts_at_the_speed_of_the_fling_and_ends_at_rest() {
        use kurbo::Rect;
        let a = camera(-88.0, 17.0, 6.0);
        let limits =
            Limits { center: Rect::new(0.0, 0.0, 1.0, 1.0), min_zoom: 0.0, max_zoom: CLOSEST };
        let f = Flight::glide(a, Vec2::new(900.0, 0.0), &limits, 0.0);
        let x = |t: f64| (a.center.x - f.at(t).0.center.x) * a.scale();
        assert!((x(0.001) - 0.9).abs() < 0.01, "{}", x(0.001));
        assert!((x(9.0) - 270.0).abs() < 1e-6 && x(0.9) - x(0.89) < 0.1);
        assert_eq!(f.at(0.3).0.zoom, 6.0);
        let narrow = Limits { center: Rect::from_center_size(a.center, (0.0, 0.0)), ..limits };
        assert_eq!(
            Flight::glide(a, Vec2::new(900.0, 0.0), &narrow, 0.0).at(0.5).0.center,
            a.center
        );
    }

    #[test]
    fn a_short_flight_with_a_large_zoom_stays_finite() {
        let size = Size::new(8000.0, 1.0);
        let from = Camera { size, ..camera(-77.5, 8.4, 10.9) };
        let to = Camera { size, ..camera(-77.5001, 8.4, -1.0) };
        for (a, b) in [(from, to), (to, from)] {
            let f = Flight::between(a, b, 0.0, Some(1.0));
            for i in 0..=20 {
                assert!(f.at(f64::from(i) / 20.0).0.view().is_finite(), "{i}");
            }
        }
    }

    #[test]
    fn a_flight_of_zero_seconds_is_a_jump() {
        let b = camera(-97.5, 25.9, 9.0);
        assert_eq!(Flight::between(camera(0.0, 0.0, 1.0), b, 5.0, Some(0.0)).at(5.0), (b, true));
    }
}
