//! What can be seen in a picture: labels and their places, marks, leaders, panels.

use super::{letter_boxes, paths};
use darien_map::scene::{
    Geometries, Geometry, Item, ItemId, LayerKind, PathItem, Scene, TextItem, Zone,
};
use darien_map::story::PlaceIx;
use darien_map::theme::Theme;
use kurbo::{BezPath, Circle, Line, ParamCurve, PathEl, PathSeg, Point, Rect, Shape};

/// A mark of this radius or more (CSS pixels) is not a dot but a circle that contains a place.
const ROUGH: f64 = 8.0;

/// What can be seen in a picture, in CSS pixels.
pub struct Look {
    /// Every text, the furniture's too.
    pub labels: Vec<Label>,
    /// Rings and dots of stops and towns, their edge included; not those under a panel.
    pub marks: Vec<Circle>,
    /// Circles that contain a place whose position is rough; not those under a panel.
    pub rough: Vec<Circle>,
    /// Every circle painted.
    pub circles: Vec<Circle>,
    /// Lines from a mark to its label.
    pub leaders: Vec<Line>,
    /// What the furniture stands on.
    pub panels: Vec<Rect>,
    /// Insets and locator.
    pub insets: Vec<Rect>,
}

/// A text and the boxes of its letters.
pub struct Label {
    pub text: TextItem,
    pub boxes: Vec<[Point; 4]>,
    /// The place it names, which a tap on it selects.
    pub owner: Option<PlaceIx>,
    /// Whether it belongs to title, key or scale bar.
    pub furniture: bool,
}

impl Label {
    /// From its letters to a point, in CSS pixels.
    pub fn distance(&self, p: Point) -> f64 {
        self.boxes.iter().map(|b| distance(b, p)).fold(f64::INFINITY, f64::min)
    }
}

impl Look {
    /// Looks at a picture painted in `theme`.
    pub fn at(scene: &Scene, theme: &Theme) -> Self {
        let panels: Vec<Rect> = paths(scene).filter_map(|p| panel(&p, theme)).collect();
        let insets = scene.placed_targets().filter_map(|t| match t.zone {
            Zone::Panel(r) => Some(r),
            _ => None,
        });
        let circles = paths(scene).filter_map(|p| match &p.shape {
            Geometry::Circle(c) => {
                let edge = p.stroke.map_or(0.0, |s| s.width / 2.0);
                Some(Circle::new(c.center, c.radius + edge))
            }
            _ => None,
        });
        let circles: Vec<Circle> = circles.collect();
        let open = |c: &&Circle| !panels.iter().any(|p| p.contains(c.center));
        let (rough, marks) = circles.iter().filter(open).partition(|c| c.radius >= ROUGH);
        let labels = letter_boxes(scene).into_iter().map(|(text, boxes)| {
            let owner = boxes.first().and_then(|b| owner(scene, b[0].midpoint(b[2])));
            let furniture = owner.is_none() && text.color == theme.ink;
            Label { text, boxes, owner, furniture }
        });
        Self {
            labels: labels.collect(),
            marks,
            rough,
            circles,
            leaders: paths(scene).filter_map(|p| leader(&p, theme)).collect(),
            panels,
            insets: insets.collect(),
        }
    }

    /// The mark a leader passes over. Touching a ring's edge is no crossing, and a ring over the leader's own
    /// cannot be avoided.
    pub fn mark_under(&self, leader: Line) -> Option<&Circle> {
        let own = |m: &&Circle| (m.center - leader.p0).hypot() < m.radius + 6.0;
        let own: Vec<&Circle> = self.marks.iter().filter(own).collect();
        let over =
            |m: &Circle, o: &Circle| (m.center - o.center).hypot() < m.radius + o.radius + 2.0;
        self.marks.iter().find(|m| {
            distance_to_line(leader, m.center) < m.radius - 1.0 && !own.iter().any(|o| over(m, o))
        })
    }

    /// Whether a label stands in an inset or the locator.
    pub fn in_inset(&self, label: &Label) -> bool {
        let first = label.boxes.first().map(|b| b[0].midpoint(b[2]));
        first.is_some_and(|p| self.insets.iter().any(|r| r.contains(p)))
    }

    /// Whether a place has a label a touch would find.
    pub fn names(&self, ix: PlaceIx) -> bool {
        self.labels.iter().any(|l| l.owner == Some(ix))
    }
}

/// The route as painted, in short pieces: those of the map, then those of the pictures in it.
pub fn route(scene: &Scene, shapes: &Geometries, theme: &Theme) -> [Vec<Line>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for layer in &scene.layers {
        let panel = match layer.kind {
            LayerKind::Route { .. } => false,
            LayerKind::Panel(_) => true,
            _ => continue,
        };
        let mut clip: Option<Rect> = None;
        for item in layer.placed_items() {
            match &*item {
                Item::Clip(r) => clip = Some(*r),
                Item::EndClip => clip = None,
                // The key's samples and the frame of the view stand in no clipped picture.
                Item::Path(p) if clip.is_some() || !panel => {
                    let inside = |l: &Line| clip.is_none_or(|r| r.contains(l.p0.midpoint(l.p1)));
                    let pieces = route_pieces(p, shapes, theme).into_iter().filter(inside);
                    found[usize::from(panel)].extend(pieces);
                }
                _ => {}
            }
        }
    }
    found
}

/// The pieces of a path in a colour of the route; of any other path none.
fn route_pieces(item: &PathItem, shapes: &Geometries, theme: &Theme) -> Vec<Line> {
    let colors = [theme.route.rgb, theme.ahead.rgb];
    let drawn = item.stroke.filter(|s| item.fill.is_none() && colors.contains(&s.color.rgb));
    let path = match (&item.shape, drawn) {
        (Geometry::Path(path), Some(_)) => path.clone(),
        (Geometry::Retained(id, by), Some(_)) => *by * shapes.get(*id).unwrap().clone(),
        _ => return Vec::new(),
    };
    let mut flat = BezPath::new();
    kurbo::flatten(&path, 0.2, |el| flat.push(el));
    let line = |s: PathSeg| match s {
        PathSeg::Line(l) if (l.p1 - l.p0).hypot() > 1e-6 => Some(l),
        _ => None,
    };
    flat.segments().filter_map(line).collect()
}

/// The lines from the map to an inset.
pub fn callouts(scene: &Scene) -> Vec<Line> {
    let layers = scene.layers.iter().filter(|l| l.kind == LayerKind::Callouts);
    let line = |item: &Item| match item {
        Item::Path(PathItem { shape: Geometry::Path(path), .. }) => match path.elements() {
            [PathEl::MoveTo(a), PathEl::LineTo(b)] => Some(Line::new(*a, *b)),
            _ => None,
        },
        _ => None,
    };
    layers.flat_map(|l| l.items.iter().filter_map(line)).collect()
}

/// The place whose label contains a point.
fn owner(scene: &Scene, at: Point) -> Option<PlaceIx> {
    scene.placed_targets().find_map(|t| match (&t.zone, t.id) {
        (Zone::Label(r), ItemId::Place(ix)) if r.contains(at) => Some(ix),
        _ => None,
    })
}

fn panel(item: &PathItem, theme: &Theme) -> Option<Rect> {
    let Geometry::Path(path) = &item.shape else { return None };
    (item.fill?.rgb == theme.surface.rgb).then(|| path.bounding_box())
}

/// A leader is one straight piece in the colour of the story's labels.
fn leader(item: &PathItem, theme: &Theme) -> Option<Line> {
    let Geometry::Path(path) = &item.shape else { return None };
    let ([PathEl::MoveTo(a), PathEl::LineTo(b)], None) = (path.elements(), item.fill) else {
        return None;
    };
    (item.stroke?.color.rgb == theme.main_label.rgb).then(|| Line::new(*a, *b))
}

/// A point as a turned box sees it: along its two sides, the box from 0 to the sides' lengths.
fn inside_of(corners: &[Point; 4], p: Point) -> (Point, Rect) {
    let (along, down) = (corners[1] - corners[0], corners[3] - corners[0]);
    let (w, h) = (along.hypot(), down.hypot());
    let d = p - corners[0];
    let local = Point::new(d.dot(along) / w.max(1e-9), d.dot(down) / h.max(1e-9));
    (local, Rect::new(0.0, 0.0, w, h))
}

/// From a turned box to a point; 0 inside.
pub fn distance(corners: &[Point; 4], p: Point) -> f64 {
    let (local, r) = inside_of(corners, p);
    let nearest = Point::new(local.x.clamp(r.x0, r.x1), local.y.clamp(r.y0, r.y1));
    (local - nearest).hypot()
}

/// Whether a rotated box is over the edge of a circle.
pub fn on_the_edge(corners: &[Point; 4], circle: Circle) -> bool {
    let farthest = corners.map(|c| (c - circle.center).hypot()).into_iter().fold(0.0, f64::max);
    distance(corners, circle.center) < circle.radius && farthest > circle.radius
}

/// Whether a piece of straight line passes through a turned box.
pub fn passes(line: Line, corners: &[Point; 4]) -> bool {
    let side = |i: usize| Line::new(corners[i], corners[(i + 1) % 4]);
    distance(corners, line.p0) < 1e-6 || (0..4).any(|i| cross(line, side(i)))
}

/// Whether two pieces of straight line cross.
pub fn cross(a: Line, b: Line) -> bool {
    let on = |l: Line, p: Point| {
        let d = l.p1 - l.p0;
        (0.0..=1.0).contains(&(d.dot(p - l.p0) / d.hypot2().max(1e-12)))
    };
    a.crossing_point(b).is_some_and(|p| on(a, p) && on(b, p))
}

/// From a piece of straight line to a point.
pub fn distance_to_line(line: Line, p: Point) -> f64 {
    let d = line.p1 - line.p0;
    let t = (d.dot(p - line.p0) / d.hypot2().max(1e-12)).clamp(0.0, 1.0);
    (p - line.eval(t)).hypot()
}
