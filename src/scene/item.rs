//! The items of a layer.

use super::GeometryId;
use crate::basemap::PieceId;
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Point, Rect, TranslateScale};

/// One painted thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A shape, filled, stroked or both.
    Path(PathItem),
    /// One line of text.
    Text(TextItem),
    /// An image stretched over a rectangle.
    Image(ImageItem),
    /// The items from here to the matching [`Item::EndClip`] are clipped to this rectangle.
    Clip(Rect),
    /// The end of the last clip.
    EndClip,
}

/// A shape and how it is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Its geometry.
    pub shape: Geometry,
    /// Its fill, by the even-odd rule.
    pub fill: Option<Color>,
    /// Its outline.
    pub stroke: Option<Stroke>,
}

/// The geometry of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A path in [`Geometries`](super::Geometries), which a painter may cache, and its transform to CSS pixels.
    Retained(GeometryId, Affine),
    /// A path made for this scene, in CSS pixels.
    Path(BezPath),
    /// A circle, in CSS pixels.
    Circle(Circle),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Lengths of dash and gap in CSS pixels; `None` is a solid line.
    pub dash: Option<[f64; 2]>,
    /// Whether its ends are round. With very short dashes this makes dots.
    pub round: bool,
}

impl Stroke {
    /// A solid line.
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None, round: true }
    }
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextItem {
    /// The text itself.
    pub text: String,
    /// The start of its baseline, in CSS pixels.
    pub origin: Point,
    /// Its font.
    pub font: Font,
    /// Its colour.
    pub color: Color,
    /// A stroke under the letters.
    pub halo: Option<Halo>,
    /// For each letter, the start of its baseline in CSS pixels and its rotation in radians clockwise.
    /// Empty for a straight text, which begins at the origin.
    pub glyphs: Vec<(Point, f64)>,
}

impl TextItem {
    /// The start of the first letter's baseline, in CSS pixels.
    pub fn begin(&self) -> Point {
        self.glyphs.first().map_or(self.origin, |(at, _)| *at)
    }
}

/// A stroke under letters, which separates them from the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels; half of it is outside the letters.
    pub width: f64,
}

/// An image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageItem {
    /// Which image.
    pub image: ImageId,
    /// The rectangle that it fills, in CSS pixels.
    pub rect: Rect,
    /// Its opacity (0 to 1).
    pub opacity: f64,
}

/// An image that the painter holds: a relief or a sea gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImageId(pub u32);

impl ImageId {
    /// The relief of a piece of the basemap.
    pub const fn relief(piece: PieceId) -> Self {
        Self(piece.0 as u32 * 2)
    }

    /// The sea gradient of a piece of the basemap.
    pub const fn sea(piece: PieceId) -> Self {
        Self(piece.0 as u32 * 2 + 1)
    }

    /// The piece of the basemap whose image it is.
    pub const fn piece(self) -> PieceId {
        PieceId((self.0 / 2) as u16)
    }
}

impl Item {
    /// Moves the item. Shapes of the map are scaled; circles, line widths and letters keep their size.
    pub fn transform(&mut self, by: TranslateScale) {
        match self {
            Self::Path(p) => match &mut p.shape {
                Geometry::Retained(_, to_screen) => *to_screen = Affine::from(by) * *to_screen,
                Geometry::Path(path) => path.apply_affine(by.into()),
                Geometry::Circle(c) => c.center = by * c.center,
            },
            Self::Text(t) => {
                let begin = t.begin();
                let by = by * begin - begin;
                t.origin += by;
                t.glyphs.iter_mut().for_each(|(at, _)| *at += by);
            }
            Self::Image(i) => i.rect = by * i.rect,
            Self::Clip(r) => *r = by * *r,
            Self::EndClip => {}
        }
    }
}
