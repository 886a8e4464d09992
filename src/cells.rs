//! Numbered things by the cells of a grid they lie in.

use kurbo::{Rect, Size};
use std::vec;

/// A grid from the origin on, and what lies in its cells. What lies outside is in those at the edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    side: f64,
    columns: usize,
    rows: usize,
    /// Each cell's last link, counted from 1; 0: the cell is empty.
    last: Vec<u32>,
    /// A thing, and the link before.
    links: Vec<(u32, u32)>,
}

impl Cells {
    /// An empty grid of a size whose cells have such sides.
    pub fn new(side: f64, size: Size) -> Self {
        let count = |length: f64| (length / side) as usize + 1;
        let (columns, rows) = (count(size.width), count(size.height));
        Self { side, columns, rows, last: vec![0; columns * rows], links: Vec::new() }
    }

    /// The thing of this number lies in this box.
    pub fn put(&mut self, thing: u32, r: Rect) {
        for cell in self.under(r) {
            if let Some(last) = self.last.get_mut(cell) {
                self.links.push((thing, *last));
                *last = self.links.len() as u32;
            }
        }
    }

    /// Everything that may reach into a box. What lies in many cells may come more than once.
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

    /// The cells that a box lies in.
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
