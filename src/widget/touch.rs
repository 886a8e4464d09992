//! Touches: what pointer, wheel and keys choose, and what the pointer looks like meanwhile.

use super::{Notice, Widget};
use crate::hit::{PointerKind, TargetIndex};
use crate::input::{Action, Event};
use crate::scene::ItemId;
use crate::story::PlaceIx;
use kurbo::Point;

/// What the pointer should look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The map can be taken.
    Grab,
    /// The map is in the hand.
    Grabbing,
    /// A touch would open a place.
    Pointer,
}

impl Widget {
    /// An event of the browser, at `now` seconds.
    pub fn handle(&mut self, event: Event, now: f64) {
        self.picture.now = now;
        let Some(action) = self.gestures.handle(event) else { return };
        match action {
            Action::OneFinger => self.picture.notices.push(Notice::Hint),
            Action::Tap(at, kind) => {
                self.pause();
                let place = match self.item_at(at, kind) {
                    Some(ItemId::Inset) => return self.enlarge(now),
                    Some(ItemId::Locator) => return self.fit(now),
                    Some(ItemId::Place(ix)) => Some(ix),
                    None => None,
                };
                self.change(place);
            }
            Action::Hover(at) => {
                let item = self.item_at(at, PointerKind::Mouse);
                self.hover(item);
            }
            Action::HoverEnd => self.hover(None),
            action => {
                self.leave();
                let mut limits = self.told.plot.limits(&self.home());
                limits.center = limits.center.union_pt(self.state.camera.center);
                self.picture.stale |= self.state.apply(action, &limits, now);
            }
        }
    }

    /// Chooses a place, or none. Returns whether there is such a place.
    pub fn select(&mut self, id: Option<&str>) -> bool {
        let place = id.map(|id| self.told.story.place_ix(id));
        if place == Some(None) {
            return false;
        }
        self.show(place.flatten());
        true
    }

    /// The keyboard's focus is on a place, or on none.
    pub fn focus(&mut self, id: Option<&str>) {
        let focused = id.and_then(|id| self.told.story.place_ix(id));
        if focused != self.state.focused {
            self.state.focused = focused;
            self.picture.stale = true;
            if let Some(ix) = focused {
                self.uncover(ix);
            }
        }
    }

    /// Chooses the place that has this number, from 1. Returns whether there is one.
    pub fn select_number(&mut self, number: usize) -> bool {
        let place = number.checked_sub(1).and_then(|n| self.picture.scene.numbered.get(n)).copied();
        if place.is_some() {
            self.show(place);
        }
        place.is_some()
    }

    /// What the pointer should look like.
    pub fn cursor(&self) -> Cursor {
        if self.gestures.is_dragging() {
            Cursor::Grabbing
        } else if self.state.hovered.is_some() {
            Cursor::Pointer
        } else {
            Cursor::Grab
        }
    }

    fn item_at(&mut self, at: Point, kind: PointerKind) -> Option<ItemId> {
        let (scene, shapes) = (&self.picture.scene, &self.shapes);
        let index = self.picture.targets.get_or_insert_with(|| TargetIndex::new(scene, shapes));
        index.hit(shapes, at, kind)
    }

    /// Chooses a place, or none, and brings it into sight.
    fn show(&mut self, place: Option<PlaceIx>) {
        self.change(place);
        if let Some(ix) = place {
            self.uncover(ix);
        }
    }

    /// Chooses another place than the story would: it waits for the reader to come back.
    fn change(&mut self, place: Option<PlaceIx>) {
        if place != self.state.selected {
            self.leave();
            self.choose(place);
        }
    }

    pub(super) fn choose(&mut self, place: Option<PlaceIx>) {
        self.state.selected = place;
        self.picture.stale = true;
        let id = place.and_then(|ix| self.told.story.place(ix)).map(|p| p.id.clone());
        self.picture.notices.push(Notice::Select { id });
    }

    fn hover(&mut self, item: Option<ItemId>) {
        if item != self.state.hovered {
            self.state.hovered = item;
            self.picture.stale = true;
        }
    }
}
