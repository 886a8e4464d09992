//! What the reader has selected, focused and pointed at.

use crate::scene::ItemId;
use crate::story::{LegIx, PlaceIx};

/// What can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A place.
    Place(PlaceIx),
    /// A leg of the route.
    Leg(LegIx),
}

impl Chosen {
    /// The place, if it is one.
    pub fn place(self) -> Option<PlaceIx> {
        if let Self::Place(ix) = self { Some(ix) } else { None }
    }
}

/// What is selected, focused and under the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Selection {
    selected: Option<Chosen>,
    focused: Option<PlaceIx>,
    hovered: Option<ItemId>,
}

impl Selection {
    /// The selected place or leg; its card is open.
    pub fn selected(&self) -> Option<Chosen> {
        self.selected
    }

    /// The selected place.
    pub fn selected_place(&self) -> Option<PlaceIx> {
        self.selected.and_then(Chosen::place)
    }

    /// The place that has the keyboard's focus.
    pub fn focused(&self) -> Option<PlaceIx> {
        self.focused
    }

    /// What is under the mouse.
    pub fn hovered(&self) -> Option<ItemId> {
        self.hovered
    }

    /// The same without what the picture does not show: only places look different under the mouse.
    pub fn seen(self) -> Self {
        Self { hovered: self.hovered.filter(|item| matches!(item, ItemId::Place(_))), ..self }
    }

    /// Selects a place or a leg, or nothing. Returns whether it is another one than before.
    pub fn select(&mut self, chosen: Option<Chosen>) -> bool {
        core::mem::replace(&mut self.selected, chosen) != chosen
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
        let chosen = place.map(Chosen::Place);
        assert!(!selection.select(None) && !selection.focus(None));
        assert!(selection.select(chosen) && !selection.select(chosen));
        assert!(selection.focus(place) && !selection.focus(place));
        selection.hover(place.map(ItemId::Place));
        assert!(selection.select(None), "each of the three changes by itself");
        assert_eq!((selection.focused(), selection.hovered()), (place, place.map(ItemId::Place)));
    }

    #[test]
    fn a_leg_is_not_the_place_with_its_number() {
        let mut selection = Selection::default();
        selection.select(Some(Chosen::Place(PlaceIx(3))));
        assert!(selection.select(Some(Chosen::Leg(LegIx(3)))));
        assert_eq!(selection.selected_place(), None);
    }

    #[test]
    fn only_a_place_under_the_mouse_changes_the_picture() {
        let mut selection = Selection::default();
        selection.hover(Some(ItemId::Leg(LegIx(1))));
        assert_eq!(selection.seen(), Selection::default());
        selection.hover(Some(ItemId::Place(PlaceIx(1))));
        assert_eq!(selection.seen(), selection);
    }
}
