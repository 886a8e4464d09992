//! What the label placement remembers from one composition to the next, so that labels are stable.

/// While the map moves, an optional label that lost its position gets another only after this movement, in CSS
/// pixels, so that labels do not jump while the reader drags the map.
const PATIENCE: f64 = 48.0;

/// A movement that is too large for the eye to follow, in CSS pixels.
const LEAP: f64 = 240.0;

/// The position of each label in the last composition, and the labels that have lost theirs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Keys of labels and ids of their candidates.
    taken: Vec<(u32, u32)>,
    /// Keys of labels without a position, and `distance` when they lost it.
    lost: Vec<(u32, f64)>,
    /// How far the map has moved in total, in CSS pixels.
    distance: f64,
    /// Whether the map has moved since the last composition.
    moving: bool,
}

impl Memory {
    /// The candidate that the label with this key has.
    pub fn choice(&self, key: u32) -> Option<u32> {
        find(&self.taken, key)
    }

    /// Records that the map has moved by `by` CSS pixels since the last composition. After a movement
    /// that is too large to follow, all labels are placed without regard to earlier positions.
    pub fn moved(&mut self, by: f64) {
        if by > LEAP {
            *self = Self::default();
            return;
        }
        self.distance += by;
        self.moving = by > 0.0 && !(self.taken.is_empty() && self.lost.is_empty());
    }

    /// Whether another composition of the same view would show more labels.
    pub fn is_unsettled(&self) -> bool {
        self.moving && !self.lost.is_empty()
    }

    /// Whether the map has moved since the last composition.
    pub(super) fn is_moving(&self) -> bool {
        self.moving
    }

    /// Begins a composition. Returns the positions of the last one.
    pub(super) fn begin(&mut self) -> Vec<(u32, u32)> {
        core::mem::take(&mut self.taken)
    }

    /// Records the position of a label.
    pub(super) fn take(&mut self, key: u32, choice: u32) {
        self.taken.push((key, choice));
    }

    /// Ends a composition. Labels that `had` a position and have none now have lost it.
    pub(super) fn end(&mut self, had: Vec<(u32, u32)>) {
        let Self { taken, lost, distance, .. } = self;
        lost.retain(|(key, at)| *distance - at < PATIENCE && find(taken, *key).is_none());
        let gone = had.into_iter().filter(|(key, _)| find(taken, *key).is_none());
        lost.extend(gone.map(|(key, _)| (key, *distance)));
    }

    /// Whether a label that lost its position must wait before it gets another.
    pub(super) fn must_wait(&self, key: u32) -> bool {
        self.moving
            && (find(&self.taken, key).is_some()
                || find(&self.lost, key).is_some_and(|at| self.distance - at < PATIENCE))
    }
}

fn find<T: Copy>(list: &[(u32, T)], key: u32) -> Option<T> {
    list.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
}
