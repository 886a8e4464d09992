//! What labels remember from picture to picture, so that they stay where they are.

/// While the map moves, a label that lost its place and may be left out takes another only after this
/// way, in CSS pixels: names do not jump about under the reader's hand.
const PATIENCE: f64 = 48.0;

/// A move that no eye follows, in CSS pixels.
const LEAP: f64 = 240.0;

/// Which choice each label took in the last picture, and who lost its place on the way here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Keys and choices.
    taken: Vec<(u32, u32)>,
    /// Keys of labels without a place, and how far the map had moved when they lost it.
    lost: Vec<(u32, f64)>,
    /// How far the map has moved in all, in CSS pixels.
    way: f64,
    /// Whether it has moved since the last picture.
    moving: bool,
}

impl Memory {
    /// What the label of this key took.
    pub fn choice(&self, key: u32) -> Option<u32> {
        find(&self.taken, key)
    }

    /// Tells how far the map has moved since the last picture, in CSS pixels. After a leap all labels
    /// find their places anew.
    pub fn moved(&mut self, by: f64) {
        if by > LEAP {
            *self = Self::default();
            return;
        }
        self.way += by;
        self.moving = by > 0.0 && !(self.taken.is_empty() && self.lost.is_empty());
    }

    /// Whether another picture of the same view would have more labels.
    pub fn is_unsettled(&self) -> bool {
        self.moving && !self.lost.is_empty()
    }

    /// Whether the map has moved since the last picture.
    pub(super) fn is_moving(&self) -> bool {
        self.moving
    }

    /// Begins a picture: gives what was taken in the last one.
    pub(super) fn begin(&mut self) -> Vec<(u32, u32)> {
        core::mem::take(&mut self.taken)
    }

    /// A label has its place.
    pub(super) fn take(&mut self, key: u32, choice: u32) {
        self.taken.push((key, choice));
    }

    /// Ends a picture: whoever `had` a place and has none now has lost it.
    pub(super) fn end(&mut self, had: Vec<(u32, u32)>) {
        let Self { taken, lost, way, .. } = self;
        lost.retain(|(key, at)| *way - at < PATIENCE && find(taken, *key).is_none());
        let gone = had.into_iter().filter(|(key, _)| find(taken, *key).is_none());
        lost.extend(gone.map(|(key, _)| (key, *way)));
    }

    /// Whether a label that lost its place has to wait before it takes another.
    pub(super) fn waits(&self, key: u32) -> bool {
        self.moving
            && (find(&self.taken, key).is_some()
                || find(&self.lost, key).is_some_and(|at| self.way - at < PATIENCE))
    }
}

fn find<T: Copy>(list: &[(u32, T)], key: u32) -> Option<T> {
    list.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
}
