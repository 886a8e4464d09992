//! Numbered things by the cells of a grid they lie in.

use kurbo::{Rect, Size};

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
    pub fn near(&self, r: Rect) -> impl Iterator<Item = u32> {
        let lasts = self.under(r).filter_map(|cell| self.last.get(cell).copied());
        let link = |n: u32| self.links.get((n as usize).wrapping_sub(1)).copied();
        lasts.flat_map(move |last| {
            core::iter::successors(link(last), move |(_, before)| link(*before)).map(|(it, _)| it)
        })
    }

    /// The cells that a box lies in.
    fn under(&self, r: Rect) -> impl Iterator<Item = usize> + use<> {
        let cell = |v: f64, count: usize| ((v / self.side) as usize).min(count.saturating_sub(1));
        let span = |from, to, count| cell(from, count)..=cell(to, count);
        let (columns, stride) = (span(r.x0, r.x1, self.columns), self.columns);
        span(r.y0, r.y1, self.rows).flat_map(move |y| columns.clone().map(move |x| y * stride + x))
    }
}
