//! What a picture is made from.

use super::steady::Steady;
use crate::basemap::{Manifest, PieceId};
use crate::camera::Camera;
use crate::ground::Ground;
use crate::plot::Plot;
use crate::scene::Geometries;
use crate::selection::Selection;
use crate::settings::Settings;
use crate::story::{Inset, Story};
use crate::style::Styles;
use crate::text::MeasureText;
use crate::tiles::Tiles;
use crate::timeline::Timeline;

/// Everything that a picture is made from.
pub struct Input<'a> {
    /// The story.
    pub story: &'a Story,
    /// The parts of the map that are shown enlarged beside the whole route, the most important first.
    pub insets: &'a [Inset],
    /// The shapes of the story.
    pub plot: &'a Plot,
    /// What the basemap consists of.
    pub manifest: &'a Manifest,
    /// The files of the basemap that are loaded, the base first.
    pub grounds: &'a [Ground],
    /// The pieces of the basemap that are images of the relief and are loaded.
    pub reliefs: &'a [PieceId],
    /// The pieces that a view needs; `None` while one of them is missing.
    pub needed: &'a dyn Fn(&Camera) -> Option<Vec<PieceId>>,
    /// The tiles over them.
    pub tiles: &'a Tiles,
    /// All retained shapes.
    pub shapes: &'a Geometries,
    /// What the page asks for.
    pub settings: &'a Settings,
    /// What is selected, focused and under the pointer.
    pub selection: &'a Selection,
    /// The reader's position in the story.
    pub timeline: &'a Timeline,
    /// Where the reader looks from.
    pub camera: &'a Camera,
    /// The camera of the whole route in this box.
    pub home: Camera,
    /// Where the panels of the story are.
    pub steady: &'a Steady,
    /// How lines, marks and areas look.
    pub styles: &'a Styles<'a>,
    /// How wide letters are.
    pub measure: &'a dyn MeasureText,
    /// How many times anything but the camera's position has changed.
    pub changes: u32,
}
