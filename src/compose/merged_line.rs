//! Many lines of the same look as one path, with no more points than can be told apart.

use kurbo::{BezPath, Point, Size};

/// A line that starts this near to where the one before it ends continues it, in CSS pixels.
const JOINED: f64 = 0.1;

/// A path of at most this many points: what else is in sight is on top of other lines.
const MOST_POINTS: usize = 15_000;

/// And of at most this length in CSS pixels for so many square CSS pixels, within limits, for the same reason. A painter takes about
/// three times as long for a path of twice the length whose lines cross.
const MOST_LENGTH: (f64, f64) = (3_000.0, 60_000.0);
const AREA: f64 = 15.0;

/// Of a longer path, pieces are left out, evenly. Of lines that continue each other, at most so many are one piece, or as many as
/// are so long, in CSS pixels.
const PIECE: (usize, f64) = (32, 500.0);

/// A line that is longer than this, in CSS pixels, is drawn with one plain stroke, without dashes, casing and hollow: each dash takes
/// as long as a line, and among so many lines nobody could tell which of them it belongs to.
const MOST_PATTERNED: f64 = 20_000.0;

/// A path under construction, in CSS pixels.
pub(super) struct MergedLine {
    pieces: Vec<Piece>,
    /// Pieces are kept whose numbers are multiples of this: a power of two, so that what is left of more is a part of what is left of
    /// fewer.
    every: usize,
    /// The points and the length of all pieces together, and the most of it.
    points: usize,
    length: f64,
    most: f64,
    /// Whether the last piece is kept, how long it is, the last point that was added to it, and where it ends, which may be a little
    /// farther.
    keeps: bool,
    piece: f64,
    last: Point,
    end: Option<Point>,
}

/// One line, or several that continue each other.
struct Piece {
    /// The number of its first line.
    number: usize,
    points: Vec<Point>,
    length: f64,
}

impl MergedLine {
    /// An empty path for a box of this size.
    pub(super) fn new(size: Size) -> Self {
        Self {
            pieces: Vec::new(),
            every: 1,
            points: 0,
            length: 0.0,
            most: (size.area() / AREA).clamp(MOST_LENGTH.0, MOST_LENGTH.1),
            keeps: false,
            piece: 0.0,
            last: Point::ZERO,
            end: None,
        }
    }

    /// Adds the line with this number. Points that are nearer than `apart` to the one before them are left out.
    pub(super) fn add(&mut self, number: usize, points: &[Point], apart: f64) {
        let Some((first, rest)) = points.split_first() else { return };
        let continues = self.end.is_some_and(|end| (*first - end).hypot() <= JOINED);
        if !continues || number.is_multiple_of(PIECE.0) || self.piece > PIECE.1 {
            self.close();
            self.thin();
            self.keeps = number.is_multiple_of(self.every);
            let start = if continues { self.last } else { *first };
            if self.keeps {
                self.pieces.push(Piece { number, points: vec![start], length: 0.0 });
                self.points += 1;
            }
            (self.last, self.piece) = (start, 0.0);
        }
        for p in rest {
            if (*p - self.last).hypot2() >= apart * apart {
                self.push(*p);
            }
        }
        self.end = points.last().copied();
    }

    /// Whether it is short enough for dashes, a casing and a hollow.
    pub(super) fn may_be_patterned(&self) -> bool {
        self.every == 1 && self.length <= MOST_PATTERNED
    }

    /// The path of all lines.
    pub(super) fn finish(mut self) -> BezPath {
        self.close();
        let (mut path, mut end) = (BezPath::new(), None);
        for piece in &self.pieces {
            let continues = end == piece.points.first();
            for (i, p) in piece.points.iter().enumerate() {
                match i {
                    0 if continues => {}
                    0 => path.move_to(*p),
                    _ => path.line_to(*p),
                }
            }
            end = piece.points.last();
        }
        path
    }

    fn push(&mut self, p: Point) {
        let step = (p - self.last).hypot();
        if self.keeps
            && let Some(piece) = self.pieces.last_mut()
        {
            piece.points.push(p);
            piece.length += step;
            self.points += 1;
            self.length += step;
        }
        self.piece += step;
        self.last = p;
    }

    /// Draws the last line to its end.
    fn close(&mut self) {
        if let Some(end) = self.end.take()
            && self.last != end
        {
            self.push(end);
        }
    }

    /// Leaves out pieces while they are too many.
    fn thin(&mut self) {
        while self.pieces.len() > 1 && (self.points > MOST_POINTS || self.length > self.most) {
            self.every *= 2;
            self.pieces.retain(|piece| piece.number.is_multiple_of(self.every));
            self.points = self.pieces.iter().map(|piece| piece.points.len()).sum();
            self.length = self.pieces.iter().map(|piece| piece.length).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    const SIZE: Size = Size::new(1280.0, 800.0);

    #[test]
    fn lines_that_continue_each_other_have_few_points() {
        let mut line = MergedLine::new(SIZE);
        for i in 0..10_000 {
            let x = |i: usize| Point::new(i as f64 * 0.01, 5.0);
            line.add(i, &[x(i), x(i + 1)], 1.5);
        }
        line.add(10_000, &[Point::new(0.0, 50.0), Point::new(0.2, 50.0)], 1.5);
        let path = line.finish();
        assert!(path.elements().len() < 500, "{}", path.elements().len());
        assert_eq!(path.subpaths().count(), 2);
        let ends: Vec<_> = path.subpaths().filter_map(|part| part.last()?.end_point()).collect();
        assert!((ends[0] - Point::new(100.0, 5.0)).hypot() < 1e-9, "{ends:?}");
        assert_eq!(ends[1], Point::new(0.2, 50.0), "a short line is drawn, too");
    }

    #[test]
    fn a_path_has_a_largest_size() {
        let long = |i: usize| [(0.0, i as f64), (900.0, i as f64)].map(Point::from);
        let short = |i: usize| [(0.0, i as f64 * 3.0), (1.0, i as f64 * 3.0)].map(Point::from);
        let zigzag = |i: usize| [i, i + 1].map(|i| Point::new((i % 2) as f64 * 900.0, i as f64));
        for (lines, is_short) in [(long as fn(usize) -> _, false), (short, true), (zigzag, false)] {
            let mut line = MergedLine::new(SIZE);
            (0..100_000).for_each(|i| line.add(i, &lines(i), 0.5));
            assert!(!line.may_be_patterned());
            let path = line.finish();
            assert!(path.elements().len() <= MOST_POINTS + 200);
            let length = path.perimeter(1.0);
            assert!(
                length <= MOST_LENGTH.1 * 1.6 && (is_short || length > MOST_LENGTH.1 / 3.0),
                "{length}"
            );
            // What is left out is left out evenly.
            let at = path.subpaths().filter_map(|part| part.first()?.end_point());
            let heights: Vec<f64> = at.map(|p| p.y).collect();
            let gaps = heights.windows(2).map(|pair| pair[1] - pair[0]);
            let (least, most) =
                gaps.fold((f64::INFINITY, 0.0_f64), |(a, b), gap| (a.min(gap), b.max(gap)));
            assert!(most <= least * 1.01 + 0.1, "from {least} to {most}");
            assert!(heights[heights.len() - 1] > 90_000.0, "{heights:?}");
        }
    }

    #[test]
    fn the_same_lines_are_left_when_the_map_moves() {
        let at = |i: usize| [(0.0, i as f64), (900.0, i as f64)].map(Point::from);
        let path = |from: usize| {
            let mut line = MergedLine::new(SIZE);
            (from..from + 900).for_each(|i| line.add(i, &at(i), 1.5));
            line.finish()
        };
        let starts = |path: &BezPath| -> Vec<f64> {
            path.subpaths().filter_map(|part| Some(part.first()?.end_point()?.y)).collect()
        };
        let (one, other) = (starts(&path(0)), starts(&path(7)));
        assert!(one.len() > 20 && other.iter().filter(|y| **y < 900.0).all(|y| one.contains(y)));
    }
}
