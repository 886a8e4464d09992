//! Label placement: beside a mark, inside an area or along a line, without overlaps between labels, marks
//! and panels, and inside the frame.
//!
//! Requests are placed in order of importance, each at its cheapest free candidate position. A label keeps
//! the position of the last composition unless that is no longer free or another is much cheaper, and other
//! labels avoid it if they can. So labels are stable while the map moves.

mod along;
mod boxes;
mod choices;
mod grid;
mod layout;
mod memory;
mod place;
mod request;
mod room;

pub use boxes::{Turned, disc_overlap, line_meets_rect, lines_cross, overlap, part_in_rect};
pub use grid::Grid;
pub use memory::Memory;
pub use place::place;
pub use request::{
    Anchor, Course, CourseOf, Lands, Look, Obstacles, Placed, Priority, Request, Spot, TextLine,
};

#[cfg(test)]
mod tests;
