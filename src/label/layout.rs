//! The layout of a label at a candidate position.

use super::boxes::{Turned, bounds};
use super::request::Look;
use kurbo::{Line, Point, Rect};

/// Free space around a label, in CSS pixels: more for a new position than for one that the label already
/// has, so that a label at the limit does not flicker.
pub(super) const GAP: (f64, f64) = (3.0, 1.5);

/// The layout of a candidate.
pub(super) struct Layout {
    pub(super) boxes: Vec<Turned>,
    pub(super) leader: Option<Line>,
    pub(super) set: Set,
}

impl Layout {
    /// The bounding box of text and leader line, with the free space around it.
    pub(super) fn reach(&self) -> Rect {
        let (boxes, leader) = (bounds(&self.boxes), self.leader);
        let leader = leader.map(|l| Rect::from_points(l.p0, l.p1)).or(boxes).unwrap_or_default();
        boxes.map_or(leader, |boxes| boxes.union(leader)).inflate(GAP.0, GAP.0)
    }
}

/// How the text is arranged.
pub(super) enum Set {
    /// As a block of lines, with its top left corner at this point.
    Block(Point, Align),
    /// As one straight line from this point on, in this style.
    Level(Point, Look),
    /// Along a curve: the start of each letter's baseline.
    Along(Vec<Point>),
}

/// The alignment of the lines of a label.
#[derive(Clone, Copy)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}
