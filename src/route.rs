//! The route as drawn: a smooth curve through the points of each leg, measured along its length.

use crate::geo::{LonLat, cos, sin};
use crate::mercator::{km_per_world, lonlat_from_world, world_from_lonlat};
use crate::story::{Leg, Mode, Story};
use kurbo::{BezPath, Point, Vec2};
use libm::atan2;

/// How many straight segments each span of a curve becomes, for lengths and distances.
const SEGMENTS_PER_SPAN: usize = 12;

/// Curves of more spans than this get no more segments than a curve of this many spans; long spans get
/// more of them than short ones.
const MANY_SPANS: usize = 500;

/// A line of at most this many points is drawn without simplification, at every zoom.
pub const FEW_POINTS: usize = 1000;

/// In a story of more legs than this, only the legs before and after a leg are checked for neighbours, and each span has fewer
/// segments: all of them together would take much memory, and each is short.
const MANY_LEGS: usize = 1000;
const SEGMENTS_OF_MANY: usize = 2;

/// A line of more points than this is not drawn as arcs. Segments of an arc; how far it bends at least, as a part of
/// its length; and the latitude from which it does not follow the great circle.
const MOST_IN_ARCS: usize = 20;
const SEGMENTS_PER_ARC: u32 = 48;
const LEAST_BEND: f64 = 0.1;
const POLAR: f64 = 80.0;

/// A shorter step than this is measured by the scale of its middle. In world units; about 400 m.
const SHORT_STEP: f64 = 1e-5;

/// Where the route turns by more than 60 degrees at a stop, it has a corner there: a shared tangent would make the
/// curve swing out beside the stop. The cosine of that angle.
const LEAST_COSINE: f64 = 0.5;

/// One leg as a smooth curve, in world coordinates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The curve itself: one cubic Bézier from point to point. Empty if there are more points than
    /// [`FEW_POINTS`], because such a curve is never drawn.
    pub path: BezPath,
    /// The curve as a polyline.
    pub points: Vec<Point>,
    /// Kilometres from the beginning to each of `points`, along the polyline.
    pub km: Vec<f64>,
}

impl Curve {
    /// A smooth curve through `through`. The points before and after it set the tangents at its ends, so
    /// consecutive legs meet without a kink. Empty if `through` has fewer than two points.
    ///
    /// Centripetal Catmull–Rom spline (Yuksel, Schaefer and Keyser 2011): no cusps or loops within a span.
    pub fn smooth(before: Option<Point>, through: &[Point], after: Option<Point>) -> Self {
        Self::smooth_with(SEGMENTS_PER_SPAN, before, through, after)
    }

    /// The same, with at most so many straight segments in each span.
    fn smooth_with(
        most: usize,
        before: Option<Point>,
        through: &[Point],
        after: Option<Point>,
    ) -> Self {
        let (Some(&first), Some(&last)) = (through.first(), through.last()) else {
            return Self::default();
        };
        let mut path = BezPath::new();
        let mut points = vec![first];
        path.move_to(first);
        let chords =
            through.windows(2).map(|w| if let [a, b] = *w { (b - a).hypot() } else { 0.0 });
        let segment = if through.len() > MANY_SPANS {
            chords.sum::<f64>() / (MANY_SPANS * SEGMENTS_PER_SPAN) as f64
        } else {
            0.0
        };
        for (i, pair) in through.windows(2).enumerate() {
            let [p1, p2] = *pair else { continue };
            let p0 = i.checked_sub(1).map_or(before, |j| through.get(j).copied());
            let p3 = through.get(i + 2).copied().or(after);
            let (c1, c2) = span_controls(p0.unwrap_or(p1), p1, p2, p3.unwrap_or(p2));
            if through.len() <= FEW_POINTS {
                path.curve_to(c1, c2, p2);
            }
            let most = most as f64;
            let segments = if segment > 0.0 {
                ((p2 - p1).hypot() / segment).ceil().clamp(1.0, most)
            } else {
                most
            };
            let segments = segments as u32;
            for k in 1..=segments {
                points.push(cubic_at(p1, c1, c2, p2, f64::from(k) / f64::from(segments)));
            }
        }
        if through.len() < 2 {
            points.push(last);
        }
        Self::measured(path, points)
    }

    /// A polyline.
    pub fn straight(through: &[Point]) -> Self {
        let mut path = BezPath::new();
        for (i, p) in through.iter().enumerate() {
            if i == 0 { path.move_to(*p) } else { path.line_to(*p) }
        }
        Self::measured(path, through.to_vec())
    }

    fn measured(path: BezPath, points: Vec<Point>) -> Self {
        let mut km = Vec::with_capacity(points.len());
        let mut sum = 0.0;
        let mut last: Option<Point> = None;
        for p in &points {
            sum += last.map_or(0.0, |last| step_km(last, *p));
            last = Some(*p);
            km.push(sum);
        }
        Self { path, points, km }
    }

    /// Length in kilometres, measured on the globe along the curve as drawn.
    pub fn length_km(&self) -> f64 {
        self.km.last().copied().unwrap_or(0.0)
    }

    /// The point `km` kilometres from the beginning, and the direction of travel there (a unit
    /// vector in world coordinates). `km` is clamped to the curve.
    pub fn point_at(&self, km: f64) -> Option<(Point, Vec2)> {
        let i = self.km.partition_point(|k| *k < km).clamp(1, self.points.len().max(2) - 1);
        let (a, b) = (*self.points.get(i - 1)?, *self.points.get(i)?);
        let (ka, kb) = (*self.km.get(i - 1)?, *self.km.get(i)?);
        let t = if kb > ka { ((km - ka) / (kb - ka)).clamp(0.0, 1.0) } else { 0.0 };
        let d = b - a;
        let length = d.hypot();
        let tangent = if length > 0.0 { d / length } else { Vec2::new(1.0, 0.0) };
        Some((a.lerp(b, t), tangent))
    }
}

/// Kilometres from one point (world coordinates) to another. A short step is measured with the map scale
/// at its middle, which is faster.
fn step_km(a: Point, b: Point) -> f64 {
    let d = (b - a).hypot2();
    if d < SHORT_STEP * SHORT_STEP {
        return d.sqrt() * km_per_world(a.midpoint(b).y);
    }
    lonlat_from_world(a).distance_km(lonlat_from_world(b))
}

/// The curve of each leg, in the story's order.
pub fn curves(story: &Story) -> Vec<Curve> {
    let legs: Vec<Vec<Point>> = story.legs.iter().map(|leg| on_plane(&leg.line)).collect();
    (0..legs.len()).map(|i| curve(story, &legs, i)).collect()
}

/// The curve of the leg at `index`; `legs` are the world points of all legs. In a story of very many legs,
/// only the legs before and after it are checked for neighbours.
pub fn curve(story: &Story, legs: &[Vec<Point>], index: usize) -> Curve {
    let (Some(leg), Some(through)) = (story.legs.get(index), legs.get(index)) else {
        return Curve::default();
    };
    if leg.mode == Mode::Gap {
        return Curve::straight(through);
    }
    let is_arc = story.looks.mode(leg.mode).is_some_and(|own| own.arc);
    if is_arc && through.len() <= MOST_IN_ARCS {
        return Curve::straight(&arcs(&leg.line));
    }
    let (first, last) = (through.first(), through.last());
    let road = |other: &Leg| (other.mode == Mode::Highway) == (leg.mode == Mode::Highway);
    let (mut before, mut after) = (None, None);
    let (skip, most, segments) = if legs.len() > MANY_LEGS {
        (index.saturating_sub(1), 3, SEGMENTS_OF_MANY)
    } else {
        (0, legs.len(), SEGMENTS_PER_SPAN)
    };
    for (other, points) in story.legs.iter().zip(legs).skip(skip).take(most) {
        if !road(other) || other.mode == Mode::Gap {
            continue;
        }
        if before.is_none() && points.last() == first {
            before = points.len().checked_sub(2).and_then(|i| points.get(i)).copied();
        }
        if after.is_none() && points.first() == last {
            after = points.get(1).copied();
        }
    }
    let second = through.get(1).copied();
    let before = before.filter(|p| !is_corner(Some(*p), first.copied(), second));
    let last_but_one = through.len().checked_sub(2).and_then(|i| through.get(i)).copied();
    let after = after.filter(|p| !is_corner(last_but_one, last.copied(), Some(*p)));
    Curve::smooth_with(segments, before, through, after)
}

/// An arc from each point of a line to the next, like the course of a flight: the great circle between them. Where that is nearly
/// straight on the map, it is bent to the side on which great circles are.
fn arcs(line: &[LonLat]) -> Vec<Point> {
    let mut points: Vec<Point> = line.first().map(|p| world_from_lonlat(*p)).into_iter().collect();
    for pair in line.windows(2) {
        let [from, to] = *pair else { continue };
        let ends = [from, to].map(unit_vector);
        let (start, end) = (world_from_lonlat(from), world_from_lonlat(to));
        let chord = end - start;
        // To the north on the northern half of the Earth, to the south on the southern.
        let up = if start.midpoint(end).y < 0.5 { -1.0 } else { 1.0 };
        let mut side = Vec2::new(-chord.y, chord.x);
        if side.y * up < 0.0 {
            side = -side;
        }
        // Near a pole a great circle leaves the map.
        let is_polar = (0..=SEGMENTS_PER_ARC).any(|k| {
            let at = lonlat_between(ends, f64::from(k) / f64::from(SEGMENTS_PER_ARC));
            at.is_none_or(|at| at.lat.abs() > POLAR)
        });
        let on_circle = |t: f64| {
            let at = lonlat_between(ends, t).filter(|_| !is_polar)?;
            let beside = from.lon + (to.lon - from.lon) * t;
            Some(world_from_lonlat(at.beside(beside)))
        };
        let middle = on_circle(0.5).map_or(0.0, |p| (p - start.midpoint(end)).hypot());
        let more = (LEAST_BEND * chord.hypot() - middle).max(0.0) / chord.hypot().max(1e-12);
        for k in 1..=SEGMENTS_PER_ARC {
            let t = f64::from(k) / f64::from(SEGMENTS_PER_ARC);
            let on = on_circle(t).filter(|_| k < SEGMENTS_PER_ARC);
            points.push(on.unwrap_or(start.lerp(end, t)) + side * (more * 4.0 * t * (1.0 - t)));
        }
    }
    points
}

/// The direction of a place from the centre of the Earth.
fn unit_vector(place: LonLat) -> [f64; 3] {
    let (lon, lat) = (place.lon.to_radians(), place.lat.to_radians());
    [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)]
}

/// A place on the great circle between two directions; `None` if they are opposite.
fn lonlat_between([a, b]: [[f64; 3]; 2], t: f64) -> Option<LonLat> {
    let [x, y, z] = [0, 1, 2].map(|i| a[i] * (1.0 - t) + b[i] * t);
    let flat = (x * x + y * y).sqrt();
    let far = (flat * flat + z * z).sqrt() > 0.05;
    far.then(|| LonLat::new(atan2(y, x).to_degrees(), atan2(z, flat).to_degrees()))
}

/// Whether a line turns sharply at the second of three points.
fn is_corner(from: Option<Point>, at: Option<Point>, to: Option<Point>) -> bool {
    let (Some(from), Some(at), Some(to)) = (from, at, to) else { return false };
    let (a, b) = (at - from, to - at);
    a.dot(b) < LEAST_COSINE * a.hypot() * b.hypot()
}

/// World points of a line.
pub fn on_plane(line: &[LonLat]) -> Vec<Point> {
    line.iter().map(|place| world_from_lonlat(*place)).collect()
}

/// The inner control points of the Bézier span from `p1` to `p2`. An end without a neighbour (`p0` equals `p1`,
/// or `p3` equals `p2`) has its control point a third of the way along.
fn span_controls(p0: Point, p1: Point, p2: Point, p3: Point) -> (Point, Point) {
    let (d1, d2, d3) = (root_distance(p0, p1), root_distance(p1, p2), root_distance(p2, p3));
    let c1 = if d1 > 0.0 && d2 > 0.0 {
        let v = (p2.to_vec2() * (d1 * d1) - p0.to_vec2() * (d2 * d2)
            + p1.to_vec2() * (2.0 * d1 * d1 + 3.0 * d1 * d2 + d2 * d2))
            / (3.0 * d1 * (d1 + d2));
        v.to_point()
    } else {
        p1.lerp(p2, 1.0 / 3.0)
    };
    let c2 = if d3 > 0.0 && d2 > 0.0 {
        let v = (p1.to_vec2() * (d3 * d3) - p3.to_vec2() * (d2 * d2)
            + p2.to_vec2() * (2.0 * d3 * d3 + 3.0 * d3 * d2 + d2 * d2))
            / (3.0 * d3 * (d3 + d2));
        v.to_point()
    } else {
        p2.lerp(p1, 1.0 / 3.0)
    };
    (c1, c2)
}

/// Square root of the distance: the knot spacing of a centripetal spline.
fn root_distance(a: Point, b: Point) -> f64 {
    (b - a).hypot().sqrt()
}

pub(crate) fn cubic_at(p0: Point, p1: Point, p2: Point, p3: Point, t: f64) -> Point {
    let u = 1.0 - t;
    (p0.to_vec2() * (u * u * u)
        + p1.to_vec2() * (3.0 * u * u * t)
        + p2.to_vec2() * (3.0 * u * t * t)
        + p3.to_vec2() * (t * t * t))
        .to_point()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::PathEl;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_curve_passes_through_its_points() {
        let through = [p(0.3, 0.45), p(0.31, 0.46), p(0.305, 0.47)];
        let c = Curve::smooth(None, &through, None);
        for q in through {
            assert!(c.points.iter().any(|r| (*r - q).hypot() < 1e-12), "{q:?}");
        }
        assert_eq!(c.points.len(), 1 + 2 * SEGMENTS_PER_SPAN);
    }

    #[test]
    fn a_curve_of_very_many_points_gets_few_extra_segments() {
        let mut through: Vec<Point> =
            (0..50_000).map(|i| p(0.2 + f64::from(i) * 1e-6, 0.4)).collect();
        through.push(p(0.35, 0.4));
        let c = Curve::smooth(None, &through, None);
        assert!(
            c.points.len() < through.len() + MANY_SPANS * SEGMENTS_PER_SPAN,
            "{}",
            c.points.len()
        );
        let long = c.points.iter().filter(|q| q.x > 0.25).count();
        assert_eq!(long, SEGMENTS_PER_SPAN, "the long span at its end stays smooth");
    }

    #[test]
    fn two_points_make_a_straight_line() {
        let c = Curve::smooth(None, &[p(0.3, 0.4), p(0.4, 0.4)], None);
        assert!(c.points.iter().all(|q| (q.y - 0.4).abs() < 1e-12));
    }

    #[test]
    fn neighbours_meet_without_a_kink() {
        let (a, b, m, d, e) = (p(0.0, 0.0), p(0.1, 0.0), p(0.2, 0.1), p(0.3, 0.1), p(0.4, 0.2));
        let left = Curve::smooth(None, &[a, b, m], Some(d));
        let right = Curve::smooth(Some(b), &[m, d, e], None);
        let (Some(PathEl::CurveTo(_, c2, _)), Some(PathEl::CurveTo(c1, ..))) =
            (left.path.elements().last(), right.path.elements().get(1))
        else {
            panic!("both are cubics");
        };
        let (end, start) = (m - *c2, *c1 - m);
        let cos = end.dot(start) / (end.hypot() * start.hypot());
        assert!(cos > 0.999_999, "{cos}");
    }

    #[test]
    fn a_sharp_turn_is_a_corner() {
        let (a, b) = (Some(p(0.0, 0.0)), Some(p(0.1, 0.0)));
        assert!(is_corner(a, b, Some(p(0.1, 0.1))) && is_corner(a, b, a));
        assert!(!is_corner(a, b, Some(p(0.2, 0.1))) && !is_corner(None, a, b));
    }

    #[test]
    fn points_are_found_by_distance_along_the_curve() {
        let c = Curve::straight(&[p(0.5, 0.5), p(0.51, 0.5), p(0.51, 0.51)]);
        let (mid, _) = c.point_at(c.length_km() / 2.0).unwrap();
        assert!((mid - p(0.51, 0.5)).hypot() < 1e-4, "{mid:?}");
        assert_eq!(c.point_at(-5.0).unwrap().0, p(0.5, 0.5));
        assert_eq!(c.point_at(1e9).unwrap().0, p(0.51, 0.51));
        assert!(Curve::default().point_at(1.0).is_none());
    }

    #[test]
    fn short_steps_are_measured_like_long_ones() {
        for (lon, lat) in [(-77.0, 8.0), (15.0, -84.9), (179.0, 60.0)] {
            let a = world_from_lonlat(LonLat::new(lon, lat));
            let b = a + Vec2::new(0.7, 0.6) * SHORT_STEP;
            let (short, long) =
                (step_km(a, b), lonlat_from_world(a).distance_km(lonlat_from_world(b)));
            assert!((short / long - 1.0).abs() < 1e-6, "{lat}: {short} {long}");
        }
    }
}
