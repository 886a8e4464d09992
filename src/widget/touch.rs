//! What the reader does with pointer, wheel and keyboard, and how the pointer looks.

use super::last_tap::LastTap;
use super::{Event, Widget};
use crate::camera::Camera;
use crate::gestures::{Action, DOUBLE_TAP_SECONDS, InputEvent};
use crate::hit::PointerKind;
use crate::scene::ItemId;
use crate::selection::Chosen;
use crate::story::{InsetIx, PlaceIx};
use kurbo::Point;

/// How the pointer looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The map can be dragged.
    Grab,
    /// The map is being dragged.
    Grabbing,
    /// A click would open a place.
    Pointer,
}

impl Widget {
    /// Takes an input event at `now` seconds.
    pub fn handle(&mut self, event: InputEvent, now: f64) {
        self.now = now;
        let Some(action) = self.gestures.handle(event) else { return };
        match action {
            Action::OneFinger => self.outbox.push(Event::Hint),
            Action::Tap(at, kind) => self.last_tap = self.tap(at, kind),
            Action::DoubleTap(at) => self.double_tap(at),
            Action::Hover(at) => {
                let item = self.item_at(at, PointerKind::Mouse);
                self.selection.hover(item);
            }
            Action::HoverEnd => self.selection.hover(None),
            action => {
                self.leave();
                let reduced_motion = self.settings.reduced_motion();
                self.viewpoint.apply(action, &self.limits(), now, reduced_motion);
            }
        }
    }

    /// Handles a tap. Returns what a second tap would undo.
    fn tap(&mut self, at: Point, kind: PointerKind) -> LastTap {
        self.pause();
        let (before, camera) = (self.selection.selected(), self.viewpoint.camera());
        let (item, candidates) = self.composition.tap(at, kind, &self.shapes);
        let in_panel = self.composition.has_panel_at(at);
        if candidates.len() > 1 {
            self.ask(&candidates, at);
            return LastTap::Nothing;
        }
        match item {
            Some(ItemId::Inset(ix)) => self.open_inset(ix, self.now),
            Some(ItemId::Locator) => self.fit(self.now),
            Some(ItemId::Place(ix)) => self.select_and_show(Some(Chosen::Place(ix))),
            Some(ItemId::Leg(ix)) => self.select_and_show(Some(Chosen::Leg(ix))),
            None if before.is_none() => return LastTap::Nothing,
            None => return LastTap::Closes(self.now + DOUBLE_TAP_SECONDS),
        }
        if in_panel { LastTap::Panel } else { LastTap::Chose { before, camera } }
    }

    /// Zooms in, as if the first of the two taps had done nothing.
    fn double_tap(&mut self, at: Point) {
        let from = match core::mem::take(&mut self.last_tap) {
            LastTap::Panel => return,
            LastTap::Chose { before, camera } => {
                self.select_chosen(before);
                camera
            }
            LastTap::Nothing | LastTap::Closes(_) => self.viewpoint.camera(),
        };
        self.leave();
        let reduced_motion = self.settings.reduced_motion();
        self.viewpoint.zoom_in(from, at, &self.limits(), self.now, reduced_motion);
    }

    /// Closes the card at the right time after a tap beside everything.
    pub(super) fn end_tap(&mut self) {
        if let LastTap::Closes(at) = self.last_tap
            && self.now >= at
        {
            self.select_chosen(None);
            self.last_tap = LastTap::Nothing;
        }
    }

    /// Whether a tap has yet to close the card.
    pub(super) fn awaits_tap(&self) -> bool {
        matches!(self.last_tap, LastTap::Closes(_))
    }

    /// Asks the page to let the reader choose between several places.
    fn ask(&mut self, meant: &[PlaceIx], at: Point) {
        let story = self.loaded.story();
        let ids = meant.iter().filter_map(|ix| story.place(*ix)).map(|p| p.id.clone()).collect();
        self.outbox.push(Event::Ask { ids, x: at.x, y: at.y });
    }

    /// Opens the chapter about the inset's place, or the place. If the inset has no place, flies
    /// to the part of the map that it shows.
    fn open_inset(&mut self, ix: InsetIx, now: f64) {
        let story = self.loaded.story();
        let Some(place) = self.loaded.inset(ix).and_then(|inset| inset.place) else {
            return self.fly_to_inset(ix);
        };
        match story.chapters.iter().position(|chapter| chapter.place == place) {
            Some(chapter) => self.go_to(Some(chapter), now),
            None => self.select_and_show(Some(Chosen::Place(place))),
        }
    }

    /// Selects a place or a leg of the route, or nothing, and brings it into view. Returns false if there is no
    /// such place or leg.
    pub fn select(&mut self, id: Option<&str>) -> bool {
        let chosen = id.map(|id| self.chosen(id));
        if chosen == Some(None) {
            return false;
        }
        self.select_and_show(chosen.flatten());
        true
    }

    /// Closes the card at `now` seconds, and flies back to the view from before it was opened, unless the reader
    /// has moved the map since.
    pub fn close_card(&mut self, now: f64) {
        let before = self.viewpoint.take_remembered();
        self.now = now;
        self.select_chosen(None);
        let Some((camera, at_home)) = before else { return };
        let size = self.viewpoint.camera().size;
        self.fly(if at_home { self.home() } else { Camera { size, ..camera } }, None);
        self.viewpoint.set_at_home(at_home);
    }

    /// Gives a place, or none, the keyboard's focus, and brings it into view.
    pub fn focus(&mut self, id: Option<&str>) {
        let focused = id.and_then(|id| self.loaded.story().place_ix(id));
        if self.selection.focus(focused)
            && let Some(ix) = focused
        {
            self.bring_into_view(ix);
        }
    }

    /// Selects the place that has this number in the picture, from 1. Returns whether there is one.
    pub fn select_number(&mut self, number: usize) -> bool {
        let place = self.composition.numbered_place(number);
        if place.is_some() {
            self.select_and_show(place.map(Chosen::Place));
        }
        place.is_some()
    }

    /// How the pointer looks.
    pub fn cursor(&self) -> Cursor {
        if self.gestures.is_dragging() {
            Cursor::Grabbing
        } else if self.selection.hovered().is_some() {
            Cursor::Pointer
        } else {
            Cursor::Grab
        }
    }

    fn item_at(&mut self, at: Point, kind: PointerKind) -> Option<ItemId> {
        self.composition.item_at(at, kind, &self.shapes)
    }

    /// The place or the leg of the route with this id. Highways and gaps are not part of the route.
    fn chosen(&self, id: &str) -> Option<Chosen> {
        let story = self.loaded.story();
        let leg = || {
            let ix = story.leg_ix(id)?;
            story.leg(ix).is_some_and(|leg| leg.mode.is_route()).then_some(Chosen::Leg(ix))
        };
        story.place_ix(id).map(Chosen::Place).or_else(leg)
    }

    fn select_and_show(&mut self, chosen: Option<Chosen>) {
        self.select_chosen(chosen);
        if let Some(chosen) = chosen {
            self.approach(chosen);
        }
    }

    /// The reader selects a place or a leg, or nothing. If it is another one than before, that interrupts the
    /// story.
    fn select_chosen(&mut self, chosen: Option<Chosen>) {
        if chosen != self.selection.selected() {
            self.interrupt_tour();
            self.set_selected(chosen);
        }
    }
}
