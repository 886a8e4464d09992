//! A spatial index: numbered things by the grid cells that they overlap.

use kurbo::{Rect, Size};
use std::vec;

/// The most columns, and the most rows. In a larger grid, cells at the edge have more things.
const MOST: f64 = 2048.0;

/// A grid that begins at the origin. Things outside it are kept in the cells at its edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    side: f64,
    columns: usize,
    rows: usize,
    /// The newest link of each cell, counted from 1; 0 if the cell is empty.
    last: Vec<u32>,
    /// Linked lists of the things in each cell: a thing, and the next older link.
    links: Vec<(u32, u32)>,
}

impl Cells {
    /// An empty grid that covers `size`, with square cells of side `side`.
    pub fn new(side: f64, size: Size) -> Self {
        let count = |length: f64| (length / side).min(MOST) as usize + 1;
        let (columns, rows) = (count(size.width), count(size.height));
        Self { side, columns, rows, last: vec![0; columns * rows], links: Vec::new() }
    }

    /// Adds a thing with the bounding rectangle `r`.
    pub fn put(&mut self, thing: u32, r: Rect) {
        for cell in self.under(r) {
            if let Some(last) = self.last.get_mut(cell) {
                self.links.push((thing, *last));
                *last = self.links.len() as u32;
            }
        }
    }

    /// The things that may overlap `r`. A thing in several cells may be returned several times.
    pub fn near(&self, r: Rect) -> vec::IntoIter<u32> {
        let mut things = Vec::new();
        for cell in self.under(r) {
            let mut next = self.last.get(cell).copied().unwrap_or_default();
            while let Some((thing, before)) = self.links.get((next as usize).wrapping_sub(1)) {
                things.push(*thing);
                next = *before;
            }
        }
        things.into_iter()
    }

    /// The cells that `r` overlaps.
    fn under(&self, r: Rect) -> Vec<usize> {
        let cell = |v: f64, count: usize| ((v / self.side) as usize).min(count.saturating_sub(1));
        let mut cells = Vec::new();
        for y in cell(r.y0, self.rows)..=cell(r.y1, self.rows) {
            for x in cell(r.x0, self.columns)..=cell(r.x1, self.columns) {
                cells.push(y * self.columns + x);
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_of_any_size_has_few_cells() {
        for size in [1e9, 1e300, f64::INFINITY, f64::NAN, -1.0] {
            for side in [12.0, 1e-300, 0.0] {
                let mut cells = Cells::new(side, Size::new(size, size));
                let point = Rect::new(5.0, 5.0, 5.0, 5.0);
                cells.put(7, point);
                assert_eq!(cells.near(point).next(), Some(7), "{size} / {side}");
                assert!(cells.last.len() < 5_000_000);
            }
        }
    }
}
