//! Which places the reader has selected, focused and pointed at.

use crate::scene::ItemId;
use crate::story::PlaceIx;

/// What is selected, focused and under the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Selection {
    selected: Option<PlaceIx>,
    focused: Option<PlaceIx>,
    hovered: Option<ItemId>,
}

impl Selection {
    /// The selected place; its card is open.
    pub fn selected(&self) -> Option<PlaceIx> {
        self.selected
    }

    /// The place that has the keyboard's focus.
    pub fn focused(&self) -> Option<PlaceIx> {
        self.focused
    }

    /// What is under the mouse.
    pub fn hovered(&self) -> Option<ItemId> {
        self.hovered
    }

    /// Selects a place, or none. Returns whether it is another one than before.
    pub fn select(&mut self, place: Option<PlaceIx>) -> bool {
        core::mem::replace(&mut self.selected, place) != place
    }

    /// Gives a place, or none, the keyboard's focus. Returns whether it is another one than before.
    pub fn focus(&mut self, place: Option<PlaceIx>) -> bool {
        core::mem::replace(&mut self.focused, place) != place
    }

    /// The mouse points at something, or at nothing.
    pub fn hover(&mut self, item: Option<ItemId>) {
        self.hovered = item;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_place_is_a_change() {
        let mut selection = Selection::default();
        let place = Some(PlaceIx(3));
        assert!(!selection.select(None) && !selection.focus(None));
        assert!(selection.select(place) && !selection.select(place));
        assert!(selection.focus(place) && !selection.focus(place));
        selection.hover(place.map(ItemId::Place));
        assert!(selection.select(None), "each of the three changes by itself");
        assert_eq!((selection.focused(), selection.hovered()), (place, place.map(ItemId::Place)));
    }
}
