//! Many lines of the same look as one path, with no more points than can be told apart.

use kurbo::{BezPath, Point};

/// A line that starts this near to where the one before it ends continues it, in CSS pixels.
const JOINED: f64 = 0.1;

/// A path of at most this many points: what else is in sight is on top of other lines.
const MOST_POINTS: usize = 15_000;

/// And of at most this length in CSS pixels, for the same reason. A painter takes about three times as long for a path of
/// twice the length whose lines cross.
const MOST_LENGTH: f64 = 60_000.0;

/// A line that is longer than this, in CSS pixels, is drawn with one plain stroke, without dashes, casing and hollow: each dash takes
/// as long as a line, and among so many lines nobody could tell which of them it belongs to.
const MOST_PATTERNED: f64 = 20_000.0;

/// A path under construction, in CSS pixels.
#[derive(Default)]
pub(super) struct MergedLine {
    path: BezPath,
    length: f64,
    /// The last point of the path.
    last: Option<Point>,
    /// Where the last line ends, which may be a little farther.
    end: Option<Point>,
}

impl MergedLine {
    /// Adds a line. Points that are nearer than `apart` to the one before them are left out.
    pub(super) fn add(&mut self, points: &[Point], apart: f64) {
        let Some((first, rest)) = points.split_first() else { return };
        if self.path.elements().len() >= MOST_POINTS || self.length >= MOST_LENGTH {
            return;
        }
        if self.end.is_none_or(|end| (*first - end).hypot() > JOINED) {
            self.close();
            self.path.move_to(*first);
            self.last = Some(*first);
        }
        for p in rest {
            let step = self.last.map_or(f64::INFINITY, |last| (*p - last).hypot2());
            if step >= apart * apart {
                self.path.line_to(*p);
                self.length += step.sqrt();
                self.last = Some(*p);
            }
        }
        self.end = points.last().copied();
    }

    /// Whether it is short enough for dashes, a casing and a hollow.
    pub(super) fn may_be_patterned(&self) -> bool {
        self.length <= MOST_PATTERNED
    }

    /// The path of all lines.
    pub(super) fn finish(mut self) -> BezPath {
        self.close();
        self.path
    }

    /// Draws the last line to its end.
    fn close(&mut self) {
        if let Some(end) = self.end.take()
            && self.last != Some(end)
        {
            self.path.line_to(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    #[test]
    fn lines_that_continue_each_other_have_few_points() {
        let mut line = MergedLine::default();
        for i in 0..10_000 {
            let x = |i: i32| Point::new(f64::from(i) * 0.01, 5.0);
            line.add(&[x(i), x(i + 1)], 1.5);
        }
        line.add(&[Point::new(0.0, 50.0), Point::new(0.2, 50.0)], 1.5);
        let path = line.finish();
        assert!(path.elements().len() < 80, "{}", path.elements().len());
        assert_eq!(path.subpaths().count(), 2);
        let ends: Vec<_> = path.subpaths().filter_map(|part| part.last()?.end_point()).collect();
        assert!((ends[0] - Point::new(100.0, 5.0)).hypot() < 1e-9, "{ends:?}");
        assert_eq!(ends[1], Point::new(0.2, 50.0), "a short line is drawn, too");
    }

    #[test]
    fn a_path_has_a_largest_size() {
        let mut line = MergedLine::default();
        for i in 0..100_000 {
            let at = |x: i32| Point::new(f64::from(x), f64::from(i));
            line.add(&[at(0), at(900)], 1.5);
        }
        assert!(!line.may_be_patterned());
        let path = line.finish();
        assert!(path.elements().len() <= MOST_POINTS + 2);
        assert!(path.perimeter(1.0) <= MOST_LENGTH + 1000.0, "{}", path.perimeter(1.0));
        let mut line = MergedLine::default();
        for i in 0..100_000 {
            let at = |x: i32| Point::new(f64::from(x), f64::from(i) * 3.0);
            line.add(&[at(0), at(1)], 0.5);
        }
        assert!(line.may_be_patterned(), "gaps do not count");
        assert!(line.finish().elements().len() <= MOST_POINTS + 2);
    }
}
