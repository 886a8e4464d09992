//! An area as scanlines, to test whether a label fits inside or outside of it.

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// The most rows, and the most crossings in one of them. The most crossings in all rows together: fifty times as many as
/// the countries of a continent have. What goes beyond is left out; no label needs it.
const MOST_ROWS: f64 = 4096.0;
const MOST_IN_ROW: usize = 2048;
const MOST_CROSSINGS: usize = 1 << 22;

/// An area cut into horizontal rows. Each row keeps the spans that are inside the area (even-odd rule).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scanlines {
    /// Top of the first row and height of each row, in world units.
    top: f64,
    height: f64,
    /// Where the crossings of each row begin in `crossings`; one entry more than there are rows.
    starts: Vec<u32>,
    /// West and east ends of the spans, alternating, in world units.
    crossings: Vec<f32>,
    /// The bounding box of the area, clipped to the window, in world units.
    pub bounds: Rect,
}

impl Scanlines {
    /// Cuts the part of `path` between the north and south edges of `window` (world units) into rows at most
    /// `height` world units high. `to_world` transforms the path's units to world units.
    pub fn new(path: &BezPath, to_world: Affine, window: Rect, height: f64) -> Self {
        let bounds = to_world.transform_rect_bbox(path.control_box()).intersect(window);
        let count = (bounds.height() / height).ceil().clamp(1.0, MOST_ROWS) as usize;
        let height = bounds.height() / count as f64;
        let mut out =
            Self { top: bounds.y0, height, starts: Vec::new(), crossings: Vec::new(), bounds };
        if height <= 0.0 {
            return out;
        }
        let mut rows = vec![Vec::new(); count];
        let mut left = MOST_CROSSINGS;
        each_edge(path, to_world, &mut |a, b| {
            let (upper, lower) = if a.y < b.y { (a, b) } else { (b, a) };
            // Rows whose middle lies between the ends of the edge: at or below the upper one, above the lower
            // one.
            let at = |y| (out.row(y) - 0.5).ceil().clamp(0.0, count as f64) as usize;
            let (first, end) = (at(upper.y), at(lower.y));
            let slope = (lower.x - upper.x) / (lower.y - upper.y);
            for (i, row) in rows.iter_mut().enumerate().take(end.min(first + left)).skip(first) {
                let y = bounds.y0 + (i as f64 + 0.5) * height;
                left -= 1;
                if row.len() < MOST_IN_ROW {
                    insert(row, (upper.x + (y - upper.y) * slope) as f32);
                }
            }
        });
        for row in rows {
            out.starts.push(out.crossings.len() as u32);
            out.crossings.extend(row);
        }
        out.starts.push(out.crossings.len() as u32);
        out
    }

    /// Whether the whole rectangle (world units) is inside the area.
    pub fn contains(&self, r: Rect) -> bool {
        r.y0 >= self.bounds.y0
            && r.y1 <= self.bounds.y1
            && self.all(r, &|row| spans(row).any(|(west, east)| west <= r.x0 && r.x1 <= east))
    }

    /// Whether the whole rectangle (world units) is outside the area.
    pub fn excludes(&self, r: Rect) -> bool {
        self.all(r, &|row| !spans(row).any(|(west, east)| west < r.x1 && r.x0 < east))
    }

    /// Whether `holds` is true of every row that the rectangle touches.
    fn all(&self, r: Rect, holds: &dyn Fn(&[f32]) -> bool) -> bool {
        let count = self.starts.len().saturating_sub(1);
        if count == 0 {
            return holds(&[]);
        }
        let first = self.row(r.y0).floor().clamp(0.0, count as f64) as usize;
        let end = self.row(r.y1).ceil().clamp(0.0, count as f64) as usize;
        (first..end).all(|i| {
            let range = self.starts.get(i).zip(self.starts.get(i + 1));
            let range = range.map_or(0..0, |(a, b)| *a as usize..*b as usize);
            holds(self.crossings.get(range).unwrap_or_default())
        })
    }

    /// The row at a y coordinate, counted from the top, as a fraction.
    fn row(&self, y: f64) -> f64 {
        (y - self.top) / self.height
    }
}

/// West and east end of each span of a row.
fn spans(row: &[f32]) -> impl Iterator<Item = (f64, f64)> {
    row.chunks_exact(2).map(|c| match *c {
        [west, east] => (f64::from(west), f64::from(east)),
        _ => (0.0, 0.0),
    })
}

/// Inserts a number into a sorted list. Rows are short, so a linear search is enough.
fn insert(row: &mut Vec<f32>, x: f32) {
    let at = row.iter().rposition(|other| *other <= x).map_or(0, |i| i + 1);
    row.insert(at, x);
}

/// Calls `take` with each edge of a closed outline. Curves count as straight lines between their ends.
fn each_edge(path: &BezPath, to_world: Affine, take: &mut dyn FnMut(Point, Point)) {
    let (mut first, mut last) = (Point::ZERO, Point::ZERO);
    for el in path.elements() {
        match el {
            PathEl::MoveTo(p) => (first, last) = (to_world * *p, to_world * *p),
            PathEl::ClosePath => take(last, first),
            PathEl::LineTo(p) | PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                let p = to_world * *p;
                take(last, p);
                last = p;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_outline_does_not_fill_the_memory() {
        // Many edges, each of which crosses every row.
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        for i in 0..20_000 {
            path.line_to((f64::from(i), if i % 2 == 0 { 1.0 } else { 0.0 }));
        }
        path.close_path();
        let window = Rect::new(0.0, 0.0, 20_000.0, 1.0);
        let rows = Scanlines::new(&path, Affine::IDENTITY, window, 1e-9);
        assert!(rows.crossings.len() <= MOST_CROSSINGS, "{}", rows.crossings.len());
    }

    /// A square of 8 with a square hole of 4 in its middle.
    fn ring() -> Scanlines {
        let mut path = BezPath::new();
        for (from, to) in [(0.0, 8.0), (2.0, 6.0)] {
            path.move_to((from, from));
            path.line_to((to, from));
            path.line_to((to, to));
            path.line_to((from, to));
            path.close_path();
        }
        Scanlines::new(&path, Affine::IDENTITY, Rect::new(-9.0, -9.0, 9.0, 9.0), 0.5)
    }

    #[test]
    fn rectangles_inside_and_outside_are_distinguished() {
        let rows = ring();
        assert_eq!(rows.bounds, Rect::new(0.0, 0.0, 8.0, 8.0));
        assert!(rows.contains(Rect::new(0.5, 0.5, 7.5, 1.5)));
        assert!(!rows.contains(Rect::new(0.5, 0.5, 7.5, 2.5)), "over the hole");
        assert!(rows.excludes(Rect::new(2.5, 2.5, 5.5, 5.5)), "in the hole");
        assert!(rows.excludes(Rect::new(9.0, 1.0, 12.0, 2.0)));
        assert!(rows.excludes(Rect::new(1.0, 9.0, 2.0, 12.0)));
        assert!(!rows.excludes(Rect::new(7.0, 1.0, 12.0, 2.0)));
        assert!(!rows.contains(Rect::new(1.0, -1.0, 2.0, 1.0)), "past its end");
    }

    #[test]
    fn an_empty_area_contains_nothing() {
        let rows =
            Scanlines::new(&BezPath::new(), Affine::IDENTITY, Rect::new(0.0, 0.0, 1.0, 1.0), 0.1);
        assert!(!rows.contains(Rect::new(0.1, 0.1, 0.2, 0.2)));
        assert!(rows.excludes(Rect::new(0.1, 0.1, 0.2, 0.2)));
        assert!(!Scanlines::default().contains(Rect::new(0.1, 0.1, 0.2, 0.2)));
    }
}
