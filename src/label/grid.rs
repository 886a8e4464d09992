//! A spatial index of many marks and lines, to find those near a label.

use super::boxes::{line_meets_rect, overlap};
use kurbo::{Line, Point, Rect};

/// Size of a cell in CSS pixels, and the largest number of cells.
const CELL: f64 = 48.0;
const MOST_CELLS: f64 = 4096.0;

/// Things farther outside the frame than this are not near any label, in CSS pixels.
const AROUND: f64 = 64.0;

/// Numbered things in the grid cells that they overlap.
pub struct Grid {
    bounds: Rect,
    cell: f64,
    columns: usize,
    cells: Vec<Vec<u32>>,
}

impl Grid {
    /// An empty grid that covers a frame and its surroundings (CSS pixels).
    pub fn new(frame: Rect) -> Self {
        let bounds = frame.abs().inflate(AROUND, AROUND);
        let cell = CELL.max((bounds.area() / MOST_CELLS).sqrt());
        let count = |length: f64| (length / cell).ceil().clamp(1.0, MOST_CELLS) as usize;
        let (columns, rows) = (count(bounds.width()), count(bounds.height()));
        Self { bounds, cell, columns, cells: vec![Vec::new(); columns * rows] }
    }

    /// A grid of rectangles, numbered in order.
    pub fn of_rects(frame: Rect, rects: impl Iterator<Item = Rect>) -> Self {
        let mut grid = Self::new(frame);
        rects.enumerate().for_each(|(i, r)| grid.put(i, r, None));
        grid
    }

    /// A grid of line segments, numbered in order.
    pub fn of_lines(frame: Rect, lines: &[Line]) -> Self {
        let mut grid = Self::new(frame);
        for (i, line) in lines.iter().enumerate() {
            grid.put(i, Rect::from_points(line.p0, line.p1), Some(*line));
        }
        grid
    }

    /// Adds a thing to the cells that its rectangle overlaps; if it is a line, only to those that it crosses.
    fn put(&mut self, item: usize, r: Rect, line: Option<Line>) {
        let wide = r.inflate(0.5, 0.5);
        if !overlap(&wide, &self.bounds) {
            return;
        }
        let ((x0, x1), (y0, y1)) = self.span(wide);
        for y in y0..=y1 {
            for x in x0..=x1 {
                let corner = Point::new(x as f64 * self.cell, y as f64 * self.cell);
                let at = self.bounds.origin() + corner.to_vec2();
                let cell = Rect::from_origin_size(at, (self.cell, self.cell)).inflate(0.5, 0.5);
                if line.is_none_or(|line| line_meets_rect(line, &cell))
                    && let Some(list) = self.cells.get_mut(y * self.columns + x)
                {
                    list.push(item as u32);
                }
            }
        }
    }

    /// Whether `test` is true of a thing near a rectangle. A thing may be tested more than once.
    pub fn any(&self, r: Rect, test: &mut dyn FnMut(usize) -> bool) -> bool {
        let ((x0, x1), (y0, y1)) = self.span(r);
        (y0..=y1).any(|y| {
            let row = self.cells.get(y * self.columns + x0..=y * self.columns + x1);
            row.unwrap_or_default().iter().flatten().any(|i| test(*i as usize))
        })
    }

    /// The first and last column, and the first and last row, of a rectangle.
    fn span(&self, r: Rect) -> ((usize, usize), (usize, usize)) {
        let index = |v: f64, count: usize| ((v / self.cell).max(0.0) as usize).min(count - 1);
        let rows = self.cells.len() / self.columns;
        let (x, y) = (self.bounds.x0, self.bounds.y0);
        (
            (index(r.x0 - x, self.columns), index(r.x1 - x, self.columns)),
            (index(r.y0 - y, rows), index(r.y1 - y, rows)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_nearby_are_found_without_testing_all() {
        let frame = Rect::new(0.0, 0.0, 900.0, 400.0);
        let seed = |i: u32, by: u32| f64::from(i * by % 997) / 997.0;
        let line = |i| {
            let a = Point::new(seed(i, 37) * 1100.0 - 100.0, seed(i, 59) * 600.0 - 100.0);
            Line::new(a, a + (seed(i, 71) * 90.0 - 45.0, seed(i, 83) * 90.0 - 45.0))
        };
        let lines: Vec<Line> = (0..500).map(line).collect();
        let grid = Grid::of_lines(frame, &lines);
        for i in 0..60 {
            let at = Point::new(seed(i, 41) * 850.0, seed(i, 53) * 380.0);
            let r = Rect::from_origin_size(at, (60.0, 14.0));
            let mut tested = 0;
            let mut found = Vec::new();
            grid.any(r, &mut |i| {
                tested += 1;
                if line_meets_rect(lines[i], &r) && !found.contains(&i) {
                    found.push(i);
                }
                false
            });
            found.sort_unstable();
            let all: Vec<usize> =
                (0..lines.len()).filter(|i| line_meets_rect(lines[*i], &r)).collect();
            assert_eq!(found, all);
            assert!(tested < 100, "{tested} of {}", lines.len());
        }
    }

    #[test]
    fn a_frame_of_any_size_has_a_grid() {
        for length in [1e9, 1e300, f64::MAX] {
            let grid =
                Grid::of_rects(Rect::new(0.0, 0.0, length, length), [Rect::ZERO].into_iter());
            assert!(grid.any(Rect::new(0.0, 0.0, 1.0, 1.0), &mut |i| i == 0), "{length}");
            assert!(grid.cells.len() < 20_000, "{length}: {}", grid.cells.len());
        }
    }

    #[test]
    fn a_frame_without_size_has_a_grid() {
        let grid = Grid::of_rects(Rect::ZERO, [Rect::new(-5.0, -5.0, 5.0, 5.0)].into_iter());
        assert!(grid.any(Rect::new(0.0, 0.0, 1.0, 1.0), &mut |i| i == 0));
        assert!(!grid.any(Rect::new(50.0, 50.0, 51.0, 51.0), &mut |_| true));
    }
}
