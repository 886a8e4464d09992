//! What is painted: a flat list of shapes, texts and images in CSS pixels, and what answers a touch.
//!
//! A scene is plain data. Whoever paints it (canvas, SVG) is one `match` over [`Item`].

use crate::story::PlaceIx;
use crate::text::Font;
use crate::theme::Color;
use core::ops::Range;
use kurbo::{Affine, BezPath, Circle, PathEl, Point, Rect, Size, TranslateScale, Vec2};

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

/// Which part of a scene moves with the map, and which stands over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// So many items at the bottom are the ground without the route.
    pub base: usize,
    /// Counts up when anything but the camera is another than in the picture before.
    pub epoch: u32,
    /// Counts up with every picture that is composed.
    pub number: u32,
    /// How far the map was moved since then, in CSS pixels; nothing once it was brought nearer.
    pub slid: Option<Vec2>,
    /// Whether a hand holds the map: it will be moved to the side.
    pub held: bool,
    /// So many items at the bottom are the ground and the route: while the map is moved they look
    /// alike, and a painter may keep them as a picture.
    pub ground: usize,
    /// Items that lead from the map to what stands over it: straight lines, of which the first point
    /// moves with the map.
    pub tethers: Range<usize>,
    /// Labels, one after the other.
    pub labels: Vec<Label>,
    /// The first item that stands over the map.
    pub fixed: usize,
    /// The first target that stands over the map.
    pub fixed_targets: usize,
    /// What stands over the map, piece by piece: its items, and where it stands, in CSS pixels.
    pub panels: Vec<(Range<usize>, Rect)>,
}

/// A label as a part of a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its items.
    pub items: Range<usize>,
    /// Its targets.
    pub targets: Range<usize>,
    /// The point of the picture it belongs to, in CSS pixels: it moves with that, and keeps its size.
    pub at: Point,
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

    /// Moves the map under what stands over it. Marks and letters keep their size.
    pub fn slide(&mut self, way: TranslateScale) {
        let slid = self.layers.slid.filter(|_| way.scale == 1.0);
        self.layers.slid = slid.map(|slid| slid + way.translation);
        let Layers { tethers, labels, fixed, fixed_targets, .. } = &mut self.layers;
        let first = labels.first().cloned();
        let last = labels.last().cloned();
        let all = |range: fn(&Label) -> &Range<usize>| {
            let ends = first.as_ref().zip(last.as_ref());
            ends.map_or(0..0, |(first, last)| range(first).start..range(last).end)
        };
        let (lettered, answering) = (all(|l| &l.items), all(|l| &l.targets));
        for label in labels.iter_mut() {
            let by = TranslateScale::translate(shift(way, label.at));
            let items = self.items.get_mut(label.items.clone()).unwrap_or_default();
            items.iter_mut().for_each(|item| item.slide(by));
            let targets = self.targets.get_mut(label.targets.clone()).unwrap_or_default();
            targets.iter_mut().for_each(|target| target.zone.slide(by));
            label.at = way * label.at;
        }
        for (i, item) in self.items.iter_mut().enumerate().take(*fixed) {
            match item {
                _ if lettered.contains(&i) => {}
                Item::Path(PathItem { shape: Outline::Path(path), .. }) if tethers.contains(&i) => {
                    if let Some(PathEl::MoveTo(p)) = path.elements_mut().first_mut() {
                        *p = way * *p;
                    }
                }
                item => item.slide(way),
            }
        }
        for (i, target) in self.targets.iter_mut().enumerate().take(*fixed_targets) {
            if !answering.contains(&i) {
                target.zone.slide(way);
            }
        }
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

impl Item {
    fn slide(&mut self, way: TranslateScale) {
        match self {
            Self::Path(p) => p.shape.slide(way),
            Self::Text(t) => {
                let by = shift(way, t.begin());
                t.origin += by;
                t.glyphs.iter_mut().for_each(|(at, _)| *at += by);
            }
            Self::Image(i) => i.rect = way * i.rect,
            Self::Clip(r) => *r = way * *r,
            Self::EndClip => {}
        }
    }
}

/// How far a point is moved.
fn shift(way: TranslateScale, p: Point) -> Vec2 {
    way * p - p
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

impl Outline {
    fn slide(&mut self, way: TranslateScale) {
        match self {
            Self::Retained(_, to_screen) => *to_screen = Affine::from(way) * *to_screen,
            Self::Path(path) => path.apply_affine(way.into()),
            Self::Circle(c) => c.center = way * c.center,
        }
    }
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
pub struct ImageId(pub u8);

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
    fn slide(&mut self, way: TranslateScale) {
        match self {
            Self::Mark(c) | Self::Rough(c) => c.center = way * c.center,
            Self::Label(r) | Self::Panel(r) => *r = *r + shift(way, r.origin()),
            Self::Line(_, to_screen) | Self::Area(_, to_screen) => {
                *to_screen = Affine::from(way) * *to_screen;
            }
        }
    }

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
