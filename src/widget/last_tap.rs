//! What the last tap did, in case a second one follows.

use crate::camera::Camera;
use crate::selection::Chosen;

/// What the last tap did. A second tap right after it only zooms: it undoes what the first one did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum LastTap {
    /// Nothing that a second tap would undo.
    #[default]
    Nothing,
    /// It selected a place or a leg. `before` and `camera`: the selection and the camera before it.
    Chose { before: Option<Chosen>, camera: Camera },
    /// It was beside everything, which closes the card, but only at this time: from then on no second tap can follow.
    Closes(f64),
    /// It was on an inset or the locator, where nobody means to zoom.
    Panel,
}
