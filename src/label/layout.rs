//! The letters of a label, laid out.

use super::boxes::{Turned, bounds};
use super::request::Look;
use kurbo::{Line, Point, Rect};

/// Space kept free around a label, in CSS pixels: a little more when it takes a new place than when
/// it keeps the one it has, so that a label at the limit does not come and go.
pub(super) const GAP: (f64, f64) = (3.0, 1.5);

/// Letters of one choice, laid out.
pub(super) struct Layout {
    pub(super) boxes: Vec<Turned>,
    pub(super) leader: Option<Line>,
    pub(super) set: Set,
}

impl Layout {
    /// The box around letters and leader, and a little more than must be kept free.
    pub(super) fn reach(&self) -> Rect {
        let (boxes, leader) = (bounds(&self.boxes), self.leader);
        let leader = leader.map(|l| Rect::from_points(l.p0, l.p1)).or(boxes).unwrap_or_default();
        boxes.map_or(leader, |boxes| boxes.union(leader)).inflate(GAP.0, GAP.0)
    }
}

/// How a choice sets its letters.
pub(super) enum Set {
    /// As a block of lines.
    Block(Point, Align),
    /// The one line from here on, in this face.
    Level(Point, Look),
    /// The one line along another: where each letter's baseline begins.
    Along(Vec<Point>),
}

/// Which edge the lines of a label share.
#[derive(Clone, Copy)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}
