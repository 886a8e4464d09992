//! A scene that moves with the map: what of it does, and how.

use super::{Item, Outline, PathItem, Scene, Zone};
use core::ops::Range;
use kurbo::{Affine, PathEl, Point, Rect, TranslateScale, Vec2};

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
    /// Whether the machine does not keep up with a flight: one device pixel to a CSS pixel must do until
    /// that has ended.
    pub coarse: bool,
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
    /// Moves the map under what stands over it. Marks and letters keep their size.
    pub fn slide(&mut self, way: TranslateScale) {
        let slid = self.layers.slid.filter(|_| way.scale == 1.0);
        self.layers.slid = slid.map(|slid| slid + way.translation);
        let Layers { tethers, labels, fixed, fixed_targets, .. } = &mut self.layers;
        let (mut lettered, mut answering) = (0..0, 0..0);
        for label in labels.iter_mut() {
            let by = TranslateScale::translate(shift(way, label.at));
            let items = self.items.get_mut(label.items.clone()).unwrap_or_default();
            items.iter_mut().for_each(|item| item.slide(by));
            let targets = self.targets.get_mut(label.targets.clone()).unwrap_or_default();
            targets.iter_mut().for_each(|target| target.zone.slide(by));
            label.at = way * label.at;
            lettered = join(&lettered, &label.items);
            answering = join(&answering, &label.targets);
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
}

impl Item {
    pub(super) fn slide(&mut self, way: TranslateScale) {
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

/// Two ranges of which the second follows the first.
fn join(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    if a.is_empty() { b.clone() } else { a.start..b.end }
}

/// How far a point is moved.
fn shift(way: TranslateScale, p: Point) -> Vec2 {
    way * p - p
}

impl Outline {
    pub(super) fn slide(&mut self, way: TranslateScale) {
        match self {
            Self::Retained(_, to_screen) => *to_screen = Affine::from(way) * *to_screen,
            Self::Path(path) => path.apply_affine(way.into()),
            Self::Circle(c) => c.center = way * c.center,
        }
    }
}

impl Zone {
    pub(super) fn slide(&mut self, way: TranslateScale) {
        match self {
            Self::Mark(c) | Self::Rough(c) => c.center = way * c.center,
            Self::Label(r) | Self::Panel(r) => *r = *r + shift(way, r.origin()),
            Self::Line(_, to_screen) | Self::Area(_, to_screen) => {
                *to_screen = Affine::from(way) * *to_screen;
            }
        }
    }
}
