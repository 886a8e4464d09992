//! What lies under a pointer.

use crate::scene::{Geometries, GeometryId, ItemId, Scene, Zone};
use kurbo::{Affine, BezPath, PathEl, Point};

/// What points.
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
    /// How far beside a mark a touch still means it, in CSS pixels. With a ring of 4 px, a finger
    /// gets a target 44 px wide (WCAG 2.2, 2.5.5).
    pub const fn slop(self) -> f64 {
        match self {
            Self::Mouse => 4.0,
            Self::Pen => 8.0,
            Self::Touch => 18.0,
        }
    }
}

/// The place under `at` (CSS pixels): the nearest mark or label within reach, else the topmost line
/// within reach, else the topmost area. A label is reached only where it stands or close by, and
/// through a panel nothing.
pub fn hit(scene: &Scene, shapes: &Geometries, at: Point, kind: PointerKind) -> Option<ItemId> {
    let slop = kind.slop();
    let mut nearest: Option<(f64, ItemId)> = None;
    let mut line = None;
    let mut area = None;
    for target in scene.targets.iter().rev() {
        let distance = match &target.zone {
            Zone::Mark(circle) => (at - circle.center).hypot() - circle.radius,
            Zone::Label(rect) => distance_to_rect(at, rect) * 2.0,
            Zone::Panel(rect) => {
                if rect.contains(at) {
                    return nearest.map(|(_, id)| id).or(Some(target.id));
                }
                continue;
            }
            Zone::Rough(circle) => {
                if area.is_none() && (at - circle.center).hypot() <= circle.radius {
                    area = Some(target.id);
                }
                continue;
            }
            Zone::Line(id, to_screen) => {
                if line.is_none() && near_line(shapes, *id, *to_screen, at, slop) {
                    line = Some(target.id);
                }
                continue;
            }
            Zone::Area(id, to_screen) => {
                let local = to_screen.inverse() * at;
                if area.is_none() && shapes.get(*id).is_some_and(|p| is_inside(p, local)) {
                    area = Some(target.id);
                }
                continue;
            }
        };
        let distance = distance.max(0.0);
        if distance <= slop && nearest.is_none_or(|(d, _)| distance < d) {
            nearest = Some((distance, target.id));
        }
    }
    nearest.map(|(_, id)| id).or(line).or(area)
}

fn distance_to_rect(p: Point, r: &kurbo::Rect) -> f64 {
    let dx = (r.x0 - p.x).max(p.x - r.x1).max(0.0);
    let dy = (r.y0 - p.y).max(p.y - r.y1).max(0.0);
    kurbo::Vec2::new(dx, dy).hypot()
}

fn near_line(shapes: &Geometries, id: GeometryId, to_screen: Affine, at: Point, slop: f64) -> bool {
    let Some(path) = shapes.get(id) else { return false };
    let (local, reach) = (to_screen.inverse() * at, slop / to_screen.as_coeffs()[0]);
    let mut near = false;
    each_line(path, &mut |a, b| near |= distance_to_line_sq(local, a, b) <= reach * reach);
    near
}

/// Whether a point lies inside an outline by the even-odd rule.
pub fn is_inside(path: &BezPath, p: Point) -> bool {
    let mut inside = false;
    each_line(path, &mut |a, b| {
        if (a.y > p.y) != (b.y > p.y) {
            let x = a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
            inside ^= p.x < x;
        }
    });
    inside
}

/// Every straight piece of a path; a curve counts as its chord. The shapes that answer a touch are
/// made of straight pieces alone.
fn each_line(path: &BezPath, take: &mut dyn FnMut(Point, Point)) {
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

fn distance_to_line_sq(p: Point, a: Point, b: Point) -> f64 {
    let d = b - a;
    let t = ((p - a).dot(d) / d.hypot2().max(1e-12)).clamp(0.0, 1.0);
    (p - (a + d * t)).hypot2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Target;
    use crate::story::PlaceIx;
    use kurbo::{Circle, Rect, Shape};

    fn place(i: u32) -> ItemId {
        ItemId::Place(PlaceIx(i))
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
        let targets = targets.map(|(i, zone)| Target { id: place(i as u32), zone }).collect();
        (Scene { targets, ..Scene::default() }, shapes)
    }

    #[test]
    fn marks_before_lines_before_areas() {
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
    fn nothing_is_touched_through_a_panel() {
        let (mut scene, shapes) = world();
        let panel = Rect::new(10.0, 10.0, 40.0, 40.0);
        scene.targets.push(Target { id: ItemId::Inset, zone: Zone::Panel(panel) });
        let inside = Zone::Mark(Circle::new((35.0, 35.0), 3.0));
        scene.targets.push(Target { id: place(9), zone: inside });
        let at = |x, y| hit(&scene, &shapes, Point::new(x, y), PointerKind::Mouse);
        assert_eq!(at(20.0, 20.0), Some(ItemId::Inset), "over the mark below");
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
}
