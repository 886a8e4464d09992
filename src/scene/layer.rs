//! Layers: parts of a scene that move as one, or are fixed over the map.

use super::{Geometry, Item, PathItem, Target};
use kurbo::{PathEl, Point, Rect, Size, TranslateScale, Vec2};
use std::borrow::Cow;

/// A part of a scene.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its kind, which determines how it moves.
    pub kind: LayerKind,
    /// Its items from the bottom to the top, at their positions when the scene was composed.
    pub items: Vec<Item>,
    /// Its targets from the bottom to the top, at their positions when the scene was composed.
    pub targets: Vec<Target>,
    /// The transform from those positions to the current ones. Line widths, circles and letters keep their
    /// size.
    pub transform: TranslateScale,
    /// Layers of the same revision show the same, apart from the camera.
    pub revision: u32,
}

/// The kinds of layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LayerKind {
    /// Land, water, relief and borders.
    Ground {
        /// The first and the last copy of the world in the viewport; the world repeats beyond 180°.
        copies: [i32; 2],
    },
    /// The areas and lines of the story.
    Route {
        /// How often anything but the camera had changed when it was drawn. While this is the same, a cached
        /// picture of the layer can be shown at another zoom, too, although widths and chevrons differ a
        /// little.
        changes: u32,
    },
    /// Marks of places, and other symbols on the map that keep their size.
    Marks,
    /// Straight lines from the map to a panel: only the first point of each moves with the map.
    Callouts,
    /// One label and its leader line.
    Label {
        /// The point of the map that it moves with, in CSS pixels when the scene was composed.
        anchor: Point,
    },
    /// A title, legend, scale bar or inset: it is fixed over the map and covers this rectangle, in CSS pixels.
    Panel(Rect),
}

impl LayerKind {
    /// Whether it is the map without marks and labels, which only shifts while the map pans.
    pub const fn is_map(self) -> bool {
        matches!(self, Self::Ground { .. } | Self::Route { .. })
    }

    /// Whether it is fixed over the map.
    pub const fn is_panel(self) -> bool {
        matches!(self, Self::Panel(_))
    }
}

impl Layer {
    /// An empty layer.
    pub fn new(kind: LayerKind) -> Self {
        let transform = TranslateScale::default();
        Self { kind, items: Vec::new(), targets: Vec::new(), transform, revision: 0 }
    }

    /// Draws another layer on top of this one, in a viewport of `size` with its top left corner at `at`.
    /// Its items are clipped to that viewport, and its targets outside are dropped.
    pub fn embed(&mut self, inside: Self, size: Size, at: Point) {
        let by = TranslateScale::translate(at.to_vec2());
        let bounds = by * size.to_rect();
        self.items.push(Item::Clip(bounds));
        self.items.extend(inside.items.into_iter().map(|mut item| {
            item.transform(by);
            item
        }));
        self.items.push(Item::EndClip);
        let targets = inside.targets.into_iter().map(|t| t.placed(by));
        self.targets.extend(targets.filter(|t| t.zone.is_within(&bounds)));
    }

    /// Its items at their current positions.
    pub fn placed_items(&self) -> impl Iterator<Item = Cow<'_, Item>> {
        self.items.iter().map(|item| self.placed(item))
    }

    /// An item of the layer at its current position. Not inlined, because every painter calls it.
    #[inline(never)]
    fn placed<'a>(&self, item: &'a Item) -> Cow<'a, Item> {
        let mut item = Cow::Borrowed(item);
        if self.has_moved() {
            item.to_mut().transform(self.transform);
        }
        item
    }

    fn has_moved(&self) -> bool {
        self.transform.scale != 1.0 || self.transform.translation != Vec2::ZERO
    }

    /// Its targets at their current positions.
    pub fn placed_targets(&self) -> impl DoubleEndedIterator<Item = Target> {
        let by = Some(self.transform).filter(|_| self.has_moved());
        self.targets.iter().map(move |target| by.map_or(*target, |by| target.placed(by)))
    }

    /// Moves the layer with the map.
    pub(super) fn translate(&mut self, by: TranslateScale) {
        match self.kind {
            LayerKind::Ground { .. } | LayerKind::Route { .. } | LayerKind::Marks => {
                self.transform = by * self.transform;
            }
            LayerKind::Label { anchor } => {
                let at = self.transform * anchor;
                self.transform = TranslateScale::translate(by * at - at) * self.transform;
            }
            LayerKind::Callouts => {
                for item in &mut self.items {
                    if let Item::Path(PathItem { shape: Geometry::Path(path), .. }) = item
                        && let Some(PathEl::MoveTo(p)) = path.elements_mut().first_mut()
                    {
                        *p = by * *p;
                    }
                }
            }
            LayerKind::Panel(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{ItemId, Scene, Zone};
    use crate::story::PlaceIx;
    use kurbo::{BezPath, Circle};

    fn disc(x: f64, y: f64) -> Item {
        let shape = Geometry::Circle(Circle::new((x, y), 3.0));
        Item::Path(PathItem { shape, fill: None, stroke: None })
    }

    fn line(from: (f64, f64), to: (f64, f64)) -> Item {
        let mut path = BezPath::new();
        path.move_to(from);
        path.line_to(to);
        Item::Path(PathItem { shape: Geometry::Path(path), fill: None, stroke: None })
    }

    fn mark(x: f64, y: f64) -> Target {
        let zone = Zone::Mark(Circle::new((x, y), 3.0));
        Target { id: ItemId::Place(PlaceIx(0)), zone }
    }

    #[test]
    fn each_kind_of_layer_moves_as_documented() {
        let mut scene = Scene::default();
        let kinds = [
            LayerKind::Ground { copies: [0, 0] },
            LayerKind::Route { changes: 0 },
            LayerKind::Marks,
            LayerKind::Label { anchor: Point::new(10.0, 0.0) },
            LayerKind::Panel(Rect::ZERO),
        ];
        for kind in kinds {
            let layer = scene.add(kind);
            layer.items.push(disc(20.0, 4.0));
            layer.targets.push(mark(20.0, 4.0));
        }
        scene.add(LayerKind::Callouts).items.push(line((20.0, 4.0), (50.0, 50.0)));
        // Zoom in by a factor of two, then pan.
        scene.translate(TranslateScale::scale(2.0));
        scene.translate(TranslateScale::translate((1.0, 5.0)));
        let mut expected = vec![disc(41.0, 13.0); 3];
        // The label moves with its anchor, from (10, 0) to (21, 5), and keeps its distance from it.
        expected.extend([disc(31.0, 9.0), disc(20.0, 4.0), line((41.0, 13.0), (50.0, 50.0))]);
        let items: Vec<Item> = scene.placed_items().map(Cow::into_owned).collect();
        assert_eq!(items, expected);
        let places = [(41.0, 13.0), (41.0, 13.0), (41.0, 13.0), (31.0, 9.0), (20.0, 4.0)];
        let targets: Vec<Target> = scene.placed_targets().collect();
        assert_eq!(targets, places.map(|(x, y)| mark(x, y)));
    }

    #[test]
    fn an_embedded_layer_is_moved_and_clipped() {
        let mut inside = Layer::new(LayerKind::Marks);
        inside.items.push(disc(10.0, 10.0));
        inside.targets = vec![mark(10.0, 10.0), mark(120.0, 10.0)];
        let mut outer = Layer::new(LayerKind::Panel(Rect::ZERO));
        outer.embed(inside, Size::new(100.0, 50.0), Point::new(200.0, 300.0));
        let clip = Item::Clip(Rect::new(200.0, 300.0, 300.0, 350.0));
        assert_eq!(outer.items, [clip, disc(210.0, 310.0), Item::EndClip]);
        assert_eq!(outer.targets, [mark(210.0, 310.0)], "targets outside are dropped");
    }
}
