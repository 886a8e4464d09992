//! What is painted: a flat list of shapes, texts and images in CSS pixels, and what answers a touch.
//!
//! A scene is plain data. Whoever paints it (canvas, SVG) is one `match` over [`Item`].

use crate::story::PlaceIx;
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Point, Rect, Size};

/// A picture of the map at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The box in CSS pixels.
    pub size: Size,
    /// What fills the box first.
    pub background: Color,
    /// From the bottom to the top.
    pub items: Vec<Item>,
    /// What answers a touch.
    pub targets: Vec<Target>,
}

impl Default for Color {
    fn default() -> Self {
        Self { rgb: [0; 3], alpha: 0 }
    }
}

impl Scene {
    /// Empties the scene for the next picture; its memory is kept.
    pub fn clear(&mut self, size: Size, background: Color) {
        self.size = size;
        self.background = background;
        self.items.clear();
        self.targets.clear();
    }
}

/// One thing painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A shape, filled, stroked or both.
    Path(PathItem),
    /// A text in one line.
    Text(TextItem),
    /// An image stretched over a rectangle.
    Image(ImageItem),
    /// What follows, up to the matching [`Item::EndClip`], is seen inside this rectangle alone.
    Clip(Rect),
    /// The end of the last clip.
    EndClip,
}

/// A shape and how it is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// The outline.
    pub shape: Outline,
    /// What fills it, by the even-odd rule.
    pub fill: Option<Color>,
    /// What is drawn along it.
    pub stroke: Option<Stroke>,
}

/// An outline.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// Kept in [`Geometries`]; a painter may cache it. The transform leads to CSS pixels.
    Retained(GeometryId, Affine),
    /// Made for this picture, in CSS pixels.
    Path(BezPath),
    /// A circle, in CSS pixels.
    Circle(Circle),
}

/// A line's look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels.
    pub width: f64,
    /// On, off, in CSS pixels; `None` = unbroken.
    pub dash: Option<[f64; 2]>,
    /// Round ends; with a dash of nearly no length: dots.
    pub round: bool,
}

impl Stroke {
    /// An unbroken line.
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None, round: true }
    }
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextItem {
    /// What it says.
    pub text: String,
    /// Where its baseline begins, in CSS pixels.
    pub origin: Point,
    /// Its face.
    pub font: Font,
    /// Its colour.
    pub color: Color,
    /// A stroke under the letters, drawn half outside them.
    pub halo: Option<Halo>,
    /// Where each letter's baseline begins, in CSS pixels, and its turn in radians clockwise;
    /// empty = the face sets them from the origin on.
    pub glyphs: Vec<(Point, f64)>,
}

/// A stroke under letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels, half of it outside the letters.
    pub width: f64,
}

/// An image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageItem {
    /// Which.
    pub image: ImageId,
    /// Where, in CSS pixels.
    pub rect: Rect,
}

/// An image the painter holds: the relief beside a basemap file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImageId(pub u8);

/// A shape kept between pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GeometryId(pub u32);

/// Shapes that stay while the camera moves. They are only ever added; a cleared store counts up its
/// generation, so that a painter knows when its cache is stale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometries {
    paths: Vec<BezPath>,
}

impl Geometries {
    /// Keeps a shape.
    pub fn add(&mut self, path: BezPath) -> GeometryId {
        self.paths.push(path);
        GeometryId((self.paths.len() - 1) as u32)
    }

    /// A kept shape.
    pub fn get(&self, id: GeometryId) -> Option<&BezPath> {
        self.paths.get(id.0 as usize)
    }
}

/// What a touch means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// A place of the story.
    Place(PlaceIx),
}

/// Where a touch means it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What is touched.
    pub id: ItemId,
    /// Where.
    pub zone: Zone,
}

/// A part of the box, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// A stop's mark.
    Mark(Circle),
    /// A label.
    Label(Rect),
    /// Along a line.
    Line(GeometryId, Affine),
    /// Inside an outline.
    Area(GeometryId, Affine),
}
