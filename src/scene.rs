//! What is painted: layers of shapes, texts and images in CSS pixels, and the targets of hit tests.
//!
//! A scene is plain data. A painter (canvas, SVG) is one `match` over [`Item`].

mod geometries;
mod item;
mod layer;
mod revisions;
mod target;

use crate::camera::Camera;
use crate::story::PlaceIx;
use crate::theme::Color;
pub use geometries::{Geometries, GeometryId};
pub use item::{Geometry, Halo, ImageId, ImageItem, Item, PathItem, Stroke, TextItem};
use kurbo::{Size, TranslateScale};
pub use layer::{Layer, LayerKind};
pub use revisions::Revisions;
use std::borrow::Cow;
pub use target::{ItemId, NameId, Target, Zone};

/// Layers that move with the map are drawn this far outside the viewport, in CSS pixels, for painters that
/// cache a larger picture than the viewport.
pub const OUTSIDE: f64 = 160.0;

/// The map at one moment.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The viewport in CSS pixels.
    pub size: Size,
    /// The colour that fills the viewport below all layers.
    pub background: Color,
    /// Whether its texts are read from the right. The origin of a text is its left end in either case.
    pub rtl: bool,
    /// The transform from world coordinates to CSS pixels of the viewport.
    pub to_screen: TranslateScale,
    /// The layers, from the bottom to the top.
    pub layers: Vec<Layer>,
    /// The places that are drawn with a number, which begins at 1.
    pub numbered: Vec<PlaceIx>,
    /// What the labels name: first those of the map, the most important first, then those of the inset.
    pub names: Vec<NameId>,
    /// The cameras of the insets.
    pub insets: Vec<Camera>,
    /// How the map moves.
    pub motion: Motion,
    /// Counts the layers' revisions.
    pub revisions: Revisions,
}

/// How the map moves, for painters. How far it has moved is in the layers' transforms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// Not at all: every pixel is painted exactly.
    #[default]
    Still,
    /// It pans.
    Pan {
        /// Whether the reader is dragging the map, so that more movements will follow.
        held: bool,
        /// See [`Motion::is_coarse`].
        coarse: bool,
    },
    /// It zooms.
    Zoom {
        /// See [`Motion::is_coarse`].
        coarse: bool,
    },
}

impl Motion {
    /// Whether the machine does not keep up with a flight. Until the flight ends, the map is painted with
    /// one device pixel per CSS pixel.
    pub const fn is_coarse(self) -> bool {
        matches!(self, Self::Pan { coarse: true, .. } | Self::Zoom { coarse: true })
    }
}

impl Scene {
    /// Clears the scene for the next composition.
    pub fn clear(&mut self, size: Size, background: Color, to_screen: TranslateScale) {
        (self.size, self.background, self.to_screen) = (size, background, to_screen);
        self.revisions.keep(&mut self.layers);
        self.numbered.clear();
        self.names.clear();
        self.insets.clear();
    }

    /// Adds an empty layer on top.
    pub fn add(&mut self, kind: LayerKind) -> &mut Layer {
        self.layers.push_mut(Layer::new(kind))
    }

    /// Ends a composition. A layer that shows the same as in the composition before keeps its revision.
    /// `shapes` is the revision of the geometries it was made from.
    pub fn finish(&mut self, shapes: u32) {
        self.revisions.count((self.size, self.background, shapes), &mut self.layers);
    }

    /// Moves the map under the panels. Marks and labels keep their size.
    pub fn translate(&mut self, by: TranslateScale) {
        self.to_screen = by * self.to_screen;
        self.layers.iter_mut().for_each(|layer| layer.translate(by));
    }

    /// Every item at its current position, from the bottom to the top.
    pub fn placed_items(&self) -> impl Iterator<Item = Cow<'_, Item>> {
        self.layers.iter().flat_map(Layer::placed_items)
    }

    /// Every target at its current position, from the bottom to the top.
    pub fn placed_targets(&self) -> impl DoubleEndedIterator<Item = Target> {
        self.layers.iter().flat_map(Layer::placed_targets)
    }
}
