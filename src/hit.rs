//! Hit tests: what is under the pointer.

use crate::grid_index::Cells;
use crate::route::cubic_at;
use crate::scene::{Geometries, GeometryId, ItemId, Scene, Target, Zone};
use crate::story::PlaceIx;
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

/// The kind of a pointing device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointerKind {
    /// A mouse or trackpad.
    #[default]
    Mouse,
    /// A finger.
    Touch,
    /// A pen.
    Pen,
}

impl PointerKind {
    /// How far outside a mark the pointer still hits it, in CSS pixels. With a ring of 4 px, a finger
    /// has a target 44 px wide (WCAG 2.2, 2.5.5).
    pub const fn slop(self) -> f64 {
        match self {
            Self::Mouse => 4.0,
            Self::Pen => 8.0,
            Self::Touch => 18.0,
        }
    }
}

/// The item at `at` (CSS pixels): the nearest mark or label within reach, else the window of an inset, else the
/// nearest line within reach, else the topmost area. A label is hit only inside or very near its rectangle. Where a place is known only
/// roughly, no leg is hit. A panel covers everything below it.
pub fn hit(scene: &Scene, shapes: &Geometries, at: Point, kind: PointerKind) -> Option<ItemId> {
    let mut search = Search::new(shapes, at, kind);
    // From the top to the bottom, so that areas below one that was found are skipped.
    let from_top = scene.placed_targets().rev().zip((0..usize::MAX).rev());
    from_top.for_each(|(target, i)| search.test(i, &target));
    search.found()
}

/// How much farther than the nearest mark another one may be, so that either of them may be meant. A part of the
/// reach of the pointer: 9 px for a finger.
const AMBIGUITY: f64 = 0.5;

/// The most places among which a reader is asked to choose.
const MOST_CANDIDATES: usize = 5;

/// The index of a target, which counts from the bottom to the top, and its id.
type Found = (usize, ItemId);

/// A hit test in progress. Targets may be tested in any order, and more than once.
struct Search<'a> {
    shapes: &'a Geometries,
    at: Point,
    slop: f64,
    /// Marks and labels within reach, with their distances.
    near: Vec<(f64, Found)>,
    /// The marks among them, with their distances, which are negative inside a mark.
    marks: Vec<(f64, Found)>,
    /// The nearest line within reach, with its distance.
    line: Option<(f64, Found)>,
    /// The topmost of each kind.
    area: Option<Found>,
    window: Option<Found>,
    panel: Option<Found>,
    /// Whether it is where a place is known to be only roughly.
    is_rough: bool,
}

impl<'a> Search<'a> {
    fn new(shapes: &'a Geometries, at: Point, kind: PointerKind) -> Self {
        let (slop, near) = (kind.slop(), Vec::new());
        let (line, area, window, panel) = (None, None, None, None);
        Self {
            shapes,
            at,
            slop,
            near,
            marks: Vec::new(),
            line,
            area,
            window,
            panel,
            is_rough: false,
        }
    }

    fn test(&mut self, i: usize, target: &Target) {
        let (at, shapes, found) = (self.at, self.shapes, (i, target.id));
        let over = |best: Option<Found>| best.is_none_or(|(best, _)| best < i);
        let distance = match &target.zone {
            Zone::Mark(circle) => (at - circle.center).hypot() - circle.radius,
            Zone::Label(rect) => distance_to_rect(at, rect) * 2.0,
            Zone::Panel(rect) => {
                if over(self.panel) && rect.contains(at) {
                    self.panel = Some(found);
                }
                return;
            }
            Zone::Window(rect) => {
                if over(self.window) && distance_to_rect(at, rect) <= self.slop {
                    self.window = Some(found);
                }
                return;
            }
            Zone::Rough(circle) => {
                if (at - circle.center).hypot() <= circle.radius {
                    self.is_rough = true;
                    if over(self.area) {
                        self.area = Some(found);
                    }
                }
                return;
            }
            Zone::Line(id, to_screen) => {
                let distance = distance_to_line(shapes, *id, *to_screen, at, self.slop);
                if let Some(distance) = distance
                    && nearer(self.line, distance, found)
                {
                    self.line = Some((distance, found));
                }
                return;
            }
            Zone::Area(id, to_screen) => {
                let local = to_screen.inverse() * at;
                if over(self.area) && shapes.get(*id).is_some_and(|p| is_inside(p, local)) {
                    self.area = Some(found);
                }
                return;
            }
        };
        if distance <= self.slop {
            if matches!(target.zone, Zone::Mark(_)) {
                self.marks.push((distance, found));
            }
            self.near.push((distance.max(0.0), found));
        }
    }

    /// The places that may be meant, the nearest first: those of the nearest mark and of all marks that are within
    /// reach and not much farther. Whoever touches a label means its place alone.
    fn candidates(&self) -> Vec<PlaceIx> {
        let open = |found: Found| self.panel.is_none_or(|(panel, _)| panel < found.0);
        let mut meant: Vec<(f64, PlaceIx)> = Vec::new();
        for (distance, found) in &self.marks {
            if let ItemId::Place(ix) = found.1
                && open(*found)
                && meant.iter().all(|(_, other)| *other != ix)
            {
                let before = meant.iter().take_while(|(d, _)| d <= distance).count();
                meant.insert(before, (*distance, ix));
            }
        }
        let most = meant.first().map_or(0.0, |(nearest, _)| nearest + self.slop * AMBIGUITY);
        meant.retain(|(distance, _)| *distance <= most);
        meant.truncate(MOST_CANDIDATES);
        meant.into_iter().map(|(_, ix)| ix).collect()
    }

    /// The nearest mark or label that no panel covers; of two equally near ones, the topmost. Else the topmost
    /// panel or window, the nearest line, or the topmost area.
    fn found(self) -> Option<ItemId> {
        let mut best: Option<(f64, Found)> = None;
        for (distance, found) in self.near {
            let open = self.panel.is_none_or(|(panel, _)| panel < found.0);
            if open && nearer(best, distance, found) {
                best = Some((distance, found));
            }
        }
        let best = best.map(|(_, found)| found);
        let line = self.line.map(|(_, found)| found);
        // The line of a leg ends at the circle around a rough place.
        let line = line.filter(|(_, id)| !(self.is_rough && matches!(id, ItemId::Leg(_))));
        best.or(self.panel).or(self.window).or(line).or(self.area).map(|(_, id)| id)
    }
}

/// The straight pieces of a curve that is within reach.
const PIECES: u32 = 12;

/// Cell sizes of the grids for small and large targets, in CSS pixels.
const CELLS: [f64; 2] = [12.0, 128.0];

/// A target that is wider or higher than this is large, in CSS pixels.
const LARGE: f64 = 64.0;

/// A spatial index of a scene's targets, so that a pointer that moves over a hundred thousand
/// places tests only a few of them.
#[derive(Debug)]
pub struct TargetIndex {
    /// All targets, from the bottom to the top.
    targets: Vec<Target>,
    /// The grids of the small and the large targets.
    cells: [Cells; 2],
}

impl TargetIndex {
    /// Indexes a scene's targets at their current positions.
    pub fn new(scene: &Scene, shapes: &Geometries) -> Self {
        let targets: Vec<Target> = scene.placed_targets().collect();
        let mut cells = CELLS.map(|side| Cells::new(side, scene.size));
        let [small, large] = &mut cells;
        for (i, target) in targets.iter().enumerate() {
            let r = match &target.zone {
                Zone::Mark(circle) | Zone::Rough(circle) => circle.bounding_box(),
                Zone::Label(rect) | Zone::Panel(rect) | Zone::Window(rect) => *rect,
                Zone::Line(id, to_screen) | Zone::Area(id, to_screen) => {
                    to_screen.transform_rect_bbox(shapes.bounds(*id))
                }
            };
            // With this margin, a mouse needs only one cell of each grid.
            let r = r.inflate(PointerKind::Mouse.slop(), PointerKind::Mouse.slop());
            let is_large = r.width().max(r.height()) > LARGE;
            let cells = if is_large { &mut *large } else { &mut *small };
            cells.put(i as u32, r);
        }
        Self { targets, cells }
    }

    /// Targets that may be within `reach` CSS pixels of a point inside the viewport, with their
    /// indices. A target may be returned twice.
    pub fn near(&self, at: Point, reach: f64) -> impl Iterator<Item = (usize, &Target)> {
        let wider = 2.0 * (reach - PointerKind::Mouse.slop());
        let around = Rect::from_center_size(at, (wider, wider));
        let [small, large] = &self.cells;
        let found = small.near(around).chain(large.near(around)).map(|i| i as usize);
        found.filter_map(|i| Some((i, self.targets.get(i)?)))
    }

    /// See [`hit`].
    pub fn hit(&self, shapes: &Geometries, at: Point, kind: PointerKind) -> Option<ItemId> {
        let mut search = Search::new(shapes, at, kind);
        self.near(at, kind.slop()).for_each(|(i, target)| search.test(i, target));
        search.found()
    }

    /// What a tap hits, and the places that it may mean, the nearest first: several, if marks are so near to each
    /// other and to the tap that none is clearly meant.
    ///
    /// Of marks within reach of the pointer, the nearest is clearly meant if every other one is farther by more than
    /// half of that reach, measured from the edges of the marks: 9 px for a finger, 4 px for a pen, 2 px for a mouse.
    /// So marks 44 px apart are never in doubt. A label is always clear.
    pub fn tap(
        &self,
        shapes: &Geometries,
        at: Point,
        kind: PointerKind,
    ) -> (Option<ItemId>, Vec<PlaceIx>) {
        let mut search = Search::new(shapes, at, kind);
        self.near(at, kind.slop()).for_each(|(i, target)| search.test(i, target));
        let meant = search.candidates();
        let on_label = |(distance, found): &(f64, Found)| {
            *distance <= 0.0 && search.marks.iter().all(|(_, mark)| mark.0 != found.0)
        };
        let clear = search.near.iter().any(on_label);
        (search.found(), if clear { Vec::new() } else { meant })
    }
}

fn distance_to_rect(p: Point, r: &Rect) -> f64 {
    let dx = (r.x0 - p.x).max(p.x - r.x1).max(0.0);
    let dy = (r.y0 - p.y).max(p.y - r.y1).max(0.0);
    kurbo::Vec2::new(dx, dy).hypot()
}

/// Whether something at this distance is nearer than the best so far, or as near and above it.
fn nearer(best: Option<(f64, Found)>, distance: f64, found: Found) -> bool {
    best.is_none_or(|(d, b)| distance < d || distance == d && found.0 > b.0)
}

/// The distance from `at` to a line in CSS pixels, if it is at most `slop`.
fn distance_to_line(
    shapes: &Geometries,
    id: GeometryId,
    to_screen: Affine,
    at: Point,
    slop: f64,
) -> Option<f64> {
    let (local, scale) = (to_screen.inverse() * at, to_screen.as_coeffs()[0]);
    let reach = slop / scale;
    let mut best = f64::INFINITY;
    let mut take = |a, b| best = best.min(distance_to_segment_sq(local, a, b));
    let (mut first, mut last) = (Point::ZERO, Point::ZERO);
    for el in shapes.get(id)?.elements() {
        match *el {
            PathEl::MoveTo(p) => (first, last) = (p, p),
            PathEl::CurveTo(a, b, p) => {
                let from = last;
                let around = Rect::from_points(from, p).union_pt(a).union_pt(b);
                if distance_to_rect(local, &around) <= reach {
                    for i in 1..=PIECES {
                        let to = cubic_at(from, a, b, p, f64::from(i) / f64::from(PIECES));
                        take(last, to);
                        last = to;
                    }
                }
                last = p;
            }
            PathEl::LineTo(p) | PathEl::QuadTo(_, p) => {
                take(last, p);
                last = p;
            }
            PathEl::ClosePath => {
                take(last, first);
                last = first;
            }
        }
    }
    (best <= reach * reach).then(|| best.sqrt() * scale)
}

/// Whether a point is inside an outline by the even-odd rule.
pub fn is_inside(path: &BezPath, p: Point) -> bool {
    let mut inside = false;
    each_segment(path, &mut |a, b| {
        if (a.y > p.y) != (b.y > p.y) {
            let x = a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
            inside ^= p.x < x;
        }
    });
    inside
}

/// Calls `take` with each line segment of a path. A curve counts as its chord; areas have only straight
/// segments.
fn each_segment(path: &BezPath, take: &mut dyn FnMut(Point, Point)) {
    let (mut first, mut last) = (Point::ZERO, Point::ZERO);
    for el in path.elements() {
        match el {
            PathEl::MoveTo(p) => (first, last) = (*p, *p),
            PathEl::ClosePath => {
                take(last, first);
                last = first;
            }
            PathEl::LineTo(p) | PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                take(last, *p);
                last = *p;
            }
        }
    }
}

fn distance_to_segment_sq(p: Point, a: Point, b: Point) -> f64 {
    let d = b - a;
    let t = ((p - a).dot(d) / d.hypot2().max(1e-12)).clamp(0.0, 1.0);
    (p - (a + d * t)).hypot2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::LayerKind;
    use crate::story::InsetIx;
    use kurbo::{Circle, Size};
    use proptest::prelude::*;

    fn place(i: u32) -> ItemId {
        ItemId::Place(PlaceIx(i))
    }

    /// A scene of one layer.
    fn scene_of(targets: impl Iterator<Item = Target>) -> Scene {
        let mut scene = Scene { size: Size::new(400.0, 300.0), ..Scene::default() };
        scene.add(LayerKind::Marks).targets.extend(targets);
        scene
    }

    fn world() -> (Scene, Geometries) {
        let mut shapes = Geometries::default();
        let square = shapes.add(Rect::new(0.0, 0.0, 10.0, 10.0).to_path(0.1));
        let mut path = BezPath::new();
        path.move_to((0.0, 5.0));
        path.line_to((10.0, 5.0));
        let line = shapes.add(path);
        let to_screen = Affine::scale(10.0);
        let mark = |x| Zone::Mark(Circle::new((x, 20.0), 4.0));
        let zones = [
            Zone::Area(square, to_screen),
            Zone::Line(line, to_screen),
            mark(20.0),
            mark(30.0),
            Zone::Label(Rect::new(60.0, 10.0, 90.0, 22.0)),
        ];
        let targets = zones.into_iter().enumerate();
        let targets = targets.map(|(i, zone)| Target { id: place(i as u32), zone });
        (scene_of(targets), shapes)
    }

    #[test]
    fn marks_are_hit_before_lines_and_lines_before_areas() {
        let (scene, shapes) = world();
        let at = |x, y, kind| hit(&scene, &shapes, Point::new(x, y), kind);
        assert_eq!(at(21.0, 20.0, PointerKind::Mouse), Some(place(2)));
        assert_eq!(at(27.0, 20.0, PointerKind::Touch), Some(place(3)), "the nearer of two");
        assert_eq!(at(80.0, 51.0, PointerKind::Mouse), Some(place(1)));
        assert_eq!(at(80.0, 80.0, PointerKind::Mouse), Some(place(0)));
        assert_eq!(at(75.0, 15.0, PointerKind::Mouse), Some(place(4)));
        assert_eq!(at(150.0, 50.0, PointerKind::Touch), None);
    }

    #[test]
    fn a_panel_covers_what_is_below() {
        let (mut scene, shapes) = world();
        let panel = Rect::new(10.0, 10.0, 40.0, 40.0);
        let inside = Zone::Mark(Circle::new((35.0, 35.0), 3.0));
        scene.add(LayerKind::Panel(panel)).targets.extend([
            Target { id: ItemId::Inset(InsetIx(0)), zone: Zone::Panel(panel) },
            Target { id: place(9), zone: inside },
        ]);
        let at = |x, y| hit(&scene, &shapes, Point::new(x, y), PointerKind::Mouse);
        assert_eq!(at(20.0, 20.0), Some(ItemId::Inset(InsetIx(0))), "over the mark below");
        assert_eq!(at(36.0, 35.0), Some(place(9)), "its own mark");
        assert_eq!(at(75.0, 15.0), Some(place(4)), "beside it");
    }

    #[test]
    fn a_finger_reaches_farther_than_a_mouse() {
        let (scene, shapes) = world();
        let at = Point::new(20.0, 37.0);
        assert_eq!(hit(&scene, &shapes, at, PointerKind::Touch), Some(place(2)));
        assert_eq!(hit(&scene, &shapes, at, PointerKind::Mouse), Some(place(0)));
    }

    fn zone() -> impl Strategy<Value = (u8, [f64; 4])> {
        (0..7_u8, [-40.0..440.0, -40.0..340.0, 0.0..60.0, 0.0..200.0])
    }

    proptest! {
        #[test]
        fn the_index_finds_the_same_as_a_linear_search(
            zones in prop::collection::vec(zone(), 0..80),
            points in prop::collection::vec((-10.0..410.0, -10.0..310.0), 40),
        ) {
            let mut shapes = Geometries::default();
            let to_screen = Affine::new([2.0, 0.0, 0.0, 2.0, 10.0, -7.0]);
            let target = |(i, (kind, [x, y, w, h])): (usize, (u8, [f64; 4]))| {
                let rect = Rect::new(x, y, x + w, y + h);
                let circle = Circle::new((x, y), w / 4.0);
                let mut shape = |r: Rect| shapes.add((to_screen.inverse().transform_rect_bbox(r)).to_path(0.1));
                let zone = match kind {
                    0 => Zone::Label(rect),
                    1 => Zone::Rough(circle),
                    2 => Zone::Line(shape(rect), to_screen),
                    3 => Zone::Area(shape(rect), to_screen),
                    5 => Zone::Window(rect),
                    4 if w < 6.0 => Zone::Panel(Rect::new(x, y, x + h, y + h)),
                    _ => Zone::Mark(circle),
                };
                Target { id: place(i as u32), zone }
            };
            let scene = scene_of(zones.into_iter().enumerate().map(target));
            let index = TargetIndex::new(&scene, &shapes);
            for (x, y) in points {
                let at = Point::new(x, y);
                for kind in [PointerKind::Mouse, PointerKind::Pen, PointerKind::Touch] {
                    prop_assert_eq!(index.hit(&shapes, at, kind), hit(&scene, &shapes, at, kind));
                }
            }
        }
    }
}
