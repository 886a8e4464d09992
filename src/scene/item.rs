//! The things a layer is made of.

use super::GeometryId;
use crate::basemap::PieceId;
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Point, Rect, TranslateScale};

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
    pub shape: Geometry,
    /// What fills it, by the even-odd rule.
    pub fill: Option<Color>,
    /// What is drawn along it.
    pub stroke: Option<Stroke>,
}

/// An outline.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// Kept in [`Geometries`](super::Geometries); a painter may cache it. The transform leads to CSS pixels.
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

impl TextItem {
    /// Where its first letter's baseline begins, in CSS pixels.
    pub fn begin(&self) -> Point {
        self.glyphs.first().map_or(self.origin, |(at, _)| *at)
    }
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
    /// How much of it is seen (0 to 1).
    pub opacity: f64,
}

/// An image the painter holds: relief, or tones of the sea.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImageId(pub u32);

impl ImageId {
    /// The relief of a piece of the basemap.
    pub const fn relief(piece: PieceId) -> Self {
        Self(piece.0 as u32 * 2)
    }

    /// The tones of the sea of a piece of the basemap.
    pub const fn sea(piece: PieceId) -> Self {
        Self(piece.0 as u32 * 2 + 1)
    }
}

impl Item {
    /// Moves it: its place, not the size of its lines and letters.
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
