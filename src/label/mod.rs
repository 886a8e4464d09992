//! Where labels stand: by priority, beside their mark, inside their area or along their line, none
//! over another, over a mark or over the frame.
//!
//! Requests come in order of priority, and each takes the cheapest choice that is free. A label
//! keeps what it had in the last picture unless it must leave it or gains much by leaving, and
//! others keep clear of it if they can: so labels stay where they are while the map moves.

mod along;
mod boxes;
mod choices;
mod grid;
mod layout;
mod memory;
mod place;
mod request;
mod room;

pub use boxes::{Turned, disc_overlap, line_meets_rect, lines_cross, overlap};
pub use grid::Grid;
pub use memory::Memory;
pub use place::place;
pub use request::{Anchor, Course, Look, Obstacles, Placed, Priority, Request, Spot, TextLine};

#[cfg(test)]
mod tests;
