//! Which places the reader has selected, focused and pointed at.

use crate::scene::ItemId;
use crate::story::PlaceIx;

/// What is selected, focused and under the pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Selection {
    /// The selected place; its card is open.
    pub selected: Option<PlaceIx>,
    /// The place that has the keyboard's focus.
    pub focused: Option<PlaceIx>,
    /// What is under the mouse.
    pub hovered: Option<ItemId>,
}
