//! What is painted: layers of shapes, texts and images in CSS pixels, and what answers a pointer.
//!
//! A scene is plain data. A painter (canvas, SVG) is one `match` over [`Item`].

mod geometries;
mod item;
mod layer;
mod revisions;
mod target;

use crate::story::PlaceIx;
use crate::theme::Color;
pub use geometries::{Geometries, GeometryId};
pub use item::{Geometry, Halo, ImageId, ImageItem, Item, PathItem, Stroke, TextItem};
use kurbo::{Size, TranslateScale};
pub use layer::{Layer, LayerKind};
pub use revisions::Revisions;
use std::borrow::Cow;
pub use target::{ItemId, Target, Zone};

/// Layers that move with the map are drawn this far outside the box, in CSS pixels, for painters that keep
/// a picture larger than the box.
pub const OUTSIDE: f64 = 160.0;

/// A picture of the map at one moment.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The box in CSS pixels.
    pub size: Size,
    /// The colour that fills the box below all layers.
    pub background: Color,
    /// Whether its texts are read from the right. The origin of a text is its left end all the same.
    pub rtl: bool,
    /// From world coordinates to CSS pixels of the box.
    pub to_screen: TranslateScale,
    /// From the bottom to the top.
    pub layers: Vec<Layer>,
    /// The places that have a number on the picture, from 1.
    pub numbered: Vec<PlaceIx>,
    /// How the map moves.
    pub motion: Motion,
    /// What the layers' revisions are counted with.
    pub revisions: Revisions,
}

/// How the map moves, as far as a painter must know. How far it has moved, the layers' transforms say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// It stands still: every pixel is painted exactly.
    #[default]
    Still,
    /// It moves to the side.
    Pan {
        /// Whether a finger or the mouse holds the map, so that more movements will follow.
        held: bool,
        /// See [`Motion::is_coarse`].
        coarse: bool,
    },
    /// It comes nearer or goes farther.
    Zoom {
        /// See [`Motion::is_coarse`].
        coarse: bool,
    },
}

impl Motion {
    /// Whether the machine does not keep up with a flight: until that ends, one device pixel to a CSS pixel
    /// must do.
    pub const fn is_coarse(self) -> bool {
        matches!(self, Self::Pan { coarse: true, .. } | Self::Zoom { coarse: true })
    }
}

impl Scene {
    /// Empties the scene for the next composition.
    pub fn clear(&mut self, size: Size, background: Color, to_screen: TranslateScale) {
        (self.size, self.background, self.to_screen) = (size, background, to_screen);
        self.revisions.keep(&mut self.layers);
        self.numbered.clear();
    }

    /// Adds an empty layer on top.
    pub fn add(&mut self, kind: LayerKind) -> &mut Layer {
        self.layers.push_mut(Layer::new(kind))
    }

    /// Ends a composition: a layer that shows the same as in the last one keeps its revision.
    /// `shapes`: the revision of the shapes it was made from.
    pub fn finish(&mut self, shapes: u32) {
        self.revisions.count((self.size, self.background, shapes), &mut self.layers);
    }

    /// Moves the map under the panels. Marks and letters keep their size.
    pub fn translate(&mut self, by: TranslateScale) {
        self.to_screen = by * self.to_screen;
        self.layers.iter_mut().for_each(|layer| layer.translate(by));
    }

    /// Every item where it is now, from the bottom to the top.
    pub fn placed_items(&self) -> impl Iterator<Item = Cow<'_, Item>> {
        self.layers.iter().flat_map(Layer::placed_items)
    }

    /// Every target where it is now, from the bottom to the top.
    pub fn placed_targets(&self) -> impl DoubleEndedIterator<Item = Target> {
        self.layers.iter().flat_map(Layer::placed_targets)
    }
}
