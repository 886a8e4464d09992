//! What the places of the story's panels depend on.

use kurbo::Size;

/// What the places of the story's panels, and the cameras of its chapters, were found for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Furnished {
    /// The revision of the story.
    pub story: u32,
    /// The revision of the basemap.
    pub basemap: u32,
    /// The revision of the settings.
    pub settings: u32,
    /// The box, in CSS pixels.
    pub size: Size,
    /// Whether the camera shows a chapter.
    pub follows: bool,
}
