//! Rotated rectangles of letters, and their intersections.

use kurbo::{Circle, Line, Point, Rect, Vec2};

/// The bounding box of all, if there are any.
pub(super) fn bounds(boxes: &[Turned]) -> Option<Rect> {
    let mut all: Option<Rect> = None;
    for b in boxes {
        let r = b.bounds();
        all = Some(all.map_or(r, |a| a.union(r)));
    }
    all
}

/// A rectangle that is rotated about its centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// Its centre, in CSS pixels.
    pub center: Point,
    /// Half its width and half its height, in CSS pixels.
    pub half: Vec2,
    /// The unit vector in the direction of its width.
    pub along: Vec2,
}

impl Turned {
    /// A rectangle without rotation.
    pub fn upright(r: Rect) -> Self {
        let half = Vec2::new(r.width() / 2.0, r.height() / 2.0);
        Self { center: r.center(), half, along: Vec2::new(1.0, 0.0) }
    }

    /// Its bounding box.
    pub fn bounds(&self) -> Rect {
        let (cos, sin) = (self.along.x.abs(), self.along.y.abs());
        let x = self.half.x * cos + self.half.y * sin;
        let y = self.half.x * sin + self.half.y * cos;
        Rect::new(self.center.x - x, self.center.y - y, self.center.x + x, self.center.y + y)
    }

    /// Grown by `by` on every side.
    pub fn inflate(self, by: f64) -> Self {
        Self { half: self.half + Vec2::new(by, by), ..self }
    }

    /// Grown by `by` at both ends.
    pub(super) fn widen(self, by: f64) -> Self {
        Self { half: self.half + Vec2::new(by, 0.0), ..self }
    }

    /// A point in the rectangle's own coordinates.
    fn local(&self, p: Point) -> Point {
        let d = p - self.center;
        Point::new(d.dot(self.along), self.along.cross(d))
    }

    fn local_rect(&self) -> Rect {
        Rect::new(-self.half.x, -self.half.y, self.half.x, self.half.y)
    }

    /// Whether two rectangles overlap (separating axis theorem).
    pub fn meets(&self, other: &Self) -> bool {
        overlap(&self.bounds(), &other.bounds())
            && !self.is_separated_from(other)
            && !other.is_separated_from(self)
    }

    /// Whether one of this rectangle's axes separates the two.
    fn is_separated_from(&self, other: &Self) -> bool {
        let d = other.center - self.center;
        let across = Vec2::new(-self.along.y, self.along.x);
        let other_across = Vec2::new(-other.along.y, other.along.x);
        [(self.along, self.half.x), (across, self.half.y)].into_iter().any(|(axis, own)| {
            let reach = other.half.x * other.along.dot(axis).abs()
                + other.half.y * other_across.dot(axis).abs();
            d.dot(axis).abs() >= own + reach
        })
    }

    /// Whether a line segment intersects it.
    pub fn meets_line(&self, line: Line) -> bool {
        let line = Line::new(self.local(line.p0), self.local(line.p1));
        line_meets_rect(line, &self.local_rect())
    }

    /// Whether a disc overlaps it.
    pub fn meets_disc(&self, disc: &Circle) -> bool {
        disc_overlap(&Circle::new(self.local(disc.center), disc.radius), &self.local_rect())
    }
}

/// Whether two rectangles overlap by more than an edge.
pub fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// Whether a disc overlaps a rectangle.
pub fn disc_overlap(disc: &Circle, r: &Rect) -> bool {
    let dx = disc.center.x - disc.center.x.clamp(r.x0, r.x1);
    let dy = disc.center.y - disc.center.y.clamp(r.y0, r.y1);
    dx * dx + dy * dy < disc.radius * disc.radius
}

/// Whether a line segment intersects a rectangle.
pub fn line_meets_rect(line: Line, r: &Rect) -> bool {
    part_in_rect(line, r).is_some()
}

/// The part of a line segment that is in a rectangle (Liang and Barsky 1984).
pub fn part_in_rect(line: Line, r: &Rect) -> Option<Line> {
    let d = line.p1 - line.p0;
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    for (p, q) in [
        (-d.x, line.p0.x - r.x0),
        (d.x, r.x1 - line.p0.x),
        (-d.y, line.p0.y - r.y0),
        (d.y, r.y1 - line.p0.y),
    ] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    (t0 <= t1).then(|| Line::new(line.p0 + d * t0, line.p0 + d * t1))
}

/// The distance from a point to a line segment.
pub(super) fn distance_to_line(p: Point, line: Line) -> f64 {
    let d = line.p1 - line.p0;
    let t = ((p - line.p0).dot(d) / d.hypot2().max(1e-12)).clamp(0.0, 1.0);
    (line.p0 + d * t - p).hypot()
}

/// Whether two line segments cross.
pub fn lines_cross(a: Line, b: Line) -> bool {
    let side = |l: Line, p: Point| (l.p1 - l.p0).cross(p - l.p0) > 0.0;
    side(a, b.p0) != side(a, b.p1) && side(b, a.p0) != side(b, a.p1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotated_rectangle_is_smaller_than_its_bounding_box() {
        let half = Vec2::new(10.0, 1.0);
        let along = Vec2::new(core::f64::consts::FRAC_1_SQRT_2, core::f64::consts::FRAC_1_SQRT_2);
        let slanted = Turned { center: Point::new(0.0, 0.0), half, along };
        let corner = Turned::upright(Rect::new(4.0, -7.0, 7.0, -4.0));
        assert!(overlap(&slanted.bounds(), &corner.bounds()));
        assert!(!slanted.meets(&corner) && !corner.meets(&slanted));
        let middle = Turned::upright(Rect::new(3.0, 3.0, 5.0, 5.0));
        assert!(slanted.meets(&middle) && middle.meets(&slanted));
        assert!(!slanted.meets_line(Line::new((0.0, -3.0), (3.0, 0.0))));
        assert!(slanted.meets_line(Line::new((0.0, 3.0), (3.0, 0.0))));
        assert!(slanted.meets_disc(&Circle::new((3.0, 4.0), 1.0)));
        assert!(!slanted.meets_disc(&Circle::new((3.0, -3.0), 1.0)));
    }

    #[test]
    fn crossing_segments_are_detected() {
        let a = Line::new((0.0, 0.0), (10.0, 10.0));
        assert!(lines_cross(a, Line::new((0.0, 10.0), (10.0, 0.0))));
        assert!(!lines_cross(a, Line::new((1.0, 0.0), (10.0, 9.0))));
        assert!(!lines_cross(a, Line::new((30.0, 0.0), (12.0, 20.0))));
    }
}
