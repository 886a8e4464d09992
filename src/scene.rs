//! What is painted: a flat list of shapes, texts and images in CSS pixels, and what answers a touch.
//!
//! A scene is plain data. Whoever paints it (canvas, SVG) is one `match` over [`Item`].

mod slide;

use crate::basemap::PieceId;
use crate::story::PlaceIx;
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Point, Rect, Size, TranslateScale};
pub use slide::{Label, Layers};

/// What moves with the map is drawn so far outside the box, in CSS pixels, for painters that keep a larger
/// picture than it.
pub const OUTSIDE: f64 = 160.0;

/// A picture of the map at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The box in CSS pixels.
    pub size: Size,
    /// What fills the box first.
    pub background: Color,
    /// Whether its texts are read from the right. An origin is a text's left end all the same.
    pub rtl: bool,
    /// From the bottom to the top.
    pub items: Vec<Item>,
    /// What answers a touch.
    pub targets: Vec<Target>,
    /// The places that have a number on the picture, from 1.
    pub numbered: Vec<PlaceIx>,
    /// Which of it moves with the map.
    pub layers: Layers,
}

impl Scene {
    /// Empties the scene for the next picture; its memory is kept.
    pub fn clear(&mut self, size: Size, background: Color) {
        self.size = size;
        self.background = background;
        self.items.clear();
        self.targets.clear();
        self.numbered.clear();
        let Layers { mut panels, mut labels, .. } = core::mem::take(&mut self.layers);
        panels.clear();
        labels.clear();
        self.layers = Layers { panels, labels, ..Layers::default() };
    }

    /// Puts another picture into this one, its top left corner at `at`. Nothing of it is seen or
    /// touched outside its own box.
    pub fn embed(&mut self, other: Scene, at: Point) {
        let by = TranslateScale::translate(at.to_vec2());
        let bounds = by * other.size.to_rect();
        self.items.push(Item::Clip(bounds));
        self.items.extend(other.items.into_iter().map(|mut item| {
            item.slide(by);
            item
        }));
        self.items.push(Item::EndClip);
        let inside = other.targets.into_iter().map(|mut t| {
            t.zone.slide(by);
            t
        });
        self.targets.extend(inside.filter(|t| t.zone.is_within(&bounds)));
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

/// A shape kept between pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GeometryId(pub u32);

/// Shapes that stay while the camera moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometries {
    slots: Vec<Slot>,
    free: Vec<u32>,
    revision: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Slot {
    path: BezPath,
    bounds: Rect,
    version: u32,
}

impl Geometries {
    /// Keeps a shape.
    pub fn add(&mut self, path: BezPath) -> GeometryId {
        let id = self.free.pop().unwrap_or(self.slots.len() as u32);
        if id as usize == self.slots.len() {
            self.slots.push(Slot::default());
        }
        self.replace(GeometryId(id), path);
        GeometryId(id)
    }

    /// Puts another shape in a kept one's place.
    pub fn replace(&mut self, id: GeometryId, path: BezPath) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.bounds = path.control_box();
            // It stays as it is: no room to grow.
            let mut elements = path.into_elements();
            elements.shrink_to_fit();
            slot.path = BezPath::from_vec(elements);
            slot.version += 1;
            self.revision += 1;
        }
    }

    /// Lets a shape go; its number will be given to another.
    pub fn remove(&mut self, id: GeometryId) {
        self.replace(id, BezPath::new());
        self.free.push(id.0);
    }

    /// A kept shape.
    pub fn get(&self, id: GeometryId) -> Option<&BezPath> {
        self.slots.get(id.0 as usize).map(|s| &s.path)
    }

    /// Counts up when any shape is replaced.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The box around a kept shape.
    pub fn bounds(&self, id: GeometryId) -> Rect {
        self.slots.get(id.0 as usize).map_or(Rect::ZERO, |s| s.bounds)
    }

    /// Counts up when a shape is replaced: a painter that caches it looks here.
    pub fn version(&self, id: GeometryId) -> u32 {
        self.slots.get(id.0 as usize).map_or(0, |s| s.version)
    }
}

/// What a touch means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// A place of the story.
    Place(PlaceIx),
    /// The enlarged piece in the corner: a touch flies there.
    Inset,
    /// The small map of the whole: a touch flies back.
    Locator,
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
    /// The circle within which a place lies that is known roughly.
    Rough(Circle),
    /// Along a line.
    Line(GeometryId, Affine),
    /// Inside an outline.
    Area(GeometryId, Affine),
    /// A picture in the picture: nothing under it can be touched.
    Panel(Rect),
}

impl Zone {
    /// Whether it can be touched in a picture of these bounds that stands in another: marks and
    /// labels can.
    fn is_within(&self, bounds: &Rect) -> bool {
        match self {
            Self::Mark(c) | Self::Rough(c) => bounds.contains(c.center),
            Self::Label(r) => bounds.overlaps(*r),
            Self::Panel(_) | Self::Line(..) | Self::Area(..) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_in_a_picture_moves_and_keeps_to_its_box() {
        let mut inner = Scene::default();
        inner.clear(Size::new(100.0, 50.0), Color::default());
        let shape = Outline::Circle(Circle::new((10.0, 10.0), 3.0));
        inner.items.push(Item::Path(PathItem { shape, fill: None, stroke: None }));
        let target = |x: f64| {
            let zone = Zone::Mark(Circle::new((x, 10.0), 3.0));
            Target { id: ItemId::Place(PlaceIx(0)), zone }
        };
        inner.targets = vec![target(10.0), target(120.0)];
        let mut outer = Scene::default();
        outer.embed(inner, Point::new(200.0, 300.0));
        let [Item::Clip(clip), Item::Path(path), Item::EndClip] = &outer.items[..] else {
            panic!("{:?}", outer.items);
        };
        assert_eq!(*clip, Rect::new(200.0, 300.0, 300.0, 350.0));
        assert_eq!(path.shape, Outline::Circle(Circle::new((210.0, 310.0), 3.0)));
        let moved = Zone::Mark(Circle::new((210.0, 310.0), 3.0));
        assert_eq!(outer.targets.len(), 1, "what lies outside the box is not touched");
        assert_eq!(outer.targets[0].zone, moved);
    }
}
