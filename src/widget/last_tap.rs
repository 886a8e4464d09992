//! What the last tap did, in case a second one follows.

use crate::camera::Camera;
use crate::selection::Chosen;

/// What the last tap did. A second tap right after it means to zoom, and nothing else, so it takes that back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum LastTap {
    /// Nothing that a second tap would take back.
    #[default]
    Nothing,
    /// It chose a place or a leg. Before it, this was chosen, and the camera was here.
    Chose { before: Option<Chosen>, camera: Camera },
    /// It was beside everything, which closes the card; not before this time, for then no second tap can follow.
    Closes(f64),
    /// It was on a picture in the picture, where nobody means to zoom.
    Panel,
}
