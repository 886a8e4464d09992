//! The journey itself: areas, legs and marks of stops.

use super::Frame;
use crate::mercator::km_per_pixel;
use crate::plot::is_route;
use crate::scene::{GeometryId, Item, ItemId, Outline, PathItem, Scene, Stroke, Target, Zone};
use crate::story::{Certainty, Leg, Mode, Place, PlaceIx, PlaceKind, Rank, Shape};
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Line, Point};

/// A rough place is drawn as its circle once that is this many CSS pixels wide in radius.
const ROUGH_FROM: f64 = 9.0;

/// Countries, states and regions of the story, with their touch zones.
pub(super) fn draw_areas(frame: &Frame, scene: &mut Scene) {
    let story_to_screen = frame.camera.transform() * frame.input.plot.to_world;
    for (ix, place, _) in frame.places() {
        let own = frame.input.plot.places.get(ix.0 as usize).copied().flatten();
        let state = frame.input.state;
        let lit = state.selected == Some(ix) || state.hovered == Some(ix);
        match (&place.shape, own) {
            (Shape::Region(code), _) => {
                for ground in frame.input.grounds {
                    let Some(id) = ground.region(code) else { continue };
                    // The overview's outline alone is painted: the details hold only a part of it.
                    let to_screen = frame.camera.transform() * ground.to_world;
                    if ground.level == crate::ground::Level::Overview {
                        area(frame, id, to_screen, place, lit, scene);
                    }
                    push(scene, ix, Zone::Area(id, to_screen));
                }
            }
            (Shape::Rings(_), Some(id)) => {
                area(frame, id, story_to_screen, place, lit, scene);
                push(scene, ix, Zone::Area(id, story_to_screen));
            }
            (Shape::Lines(_), Some(id)) => {
                if lit {
                    let stroke = Stroke::solid(frame.theme.route.at(0.35), 5.0);
                    stroke_retained(id, story_to_screen, stroke, scene);
                }
                push(scene, ix, Zone::Line(id, story_to_screen));
            }
            _ => {}
        }
    }
}

fn push(scene: &mut Scene, ix: PlaceIx, zone: Zone) {
    scene.targets.push(Target { id: ItemId::Place(ix), zone });
}

fn area(
    frame: &Frame,
    id: GeometryId,
    to_screen: Affine,
    place: &Place,
    lit: bool,
    scene: &mut Scene,
) {
    let color = frame.theme.route;
    let dash = Some([1.5, 2.2]);
    let (fill, stroke) = match place.kind {
        PlaceKind::Country if lit => (0.10, None),
        PlaceKind::Country => return,
        PlaceKind::State => {
            let edge = Stroke { color: color.at(0.6), width: 0.7, dash, round: false };
            (if lit { 0.14 } else { 0.05 }, Some(edge))
        }
        _ => (if lit { 0.32 } else { 0.20 }, Some(Stroke::solid(color.at(0.7), 0.8))),
    };
    let shape = Outline::Retained(id, to_screen);
    scene.items.push(Item::Path(PathItem { shape, fill: Some(color.at(fill)), stroke }));
}

fn stroke_retained(id: GeometryId, to_screen: Affine, stroke: Stroke, scene: &mut Scene) {
    let shape = Outline::Retained(id, to_screen);
    scene.items.push(Item::Path(PathItem { shape, fill: None, stroke: Some(stroke) }));
}

/// Draws every leg and returns the route on the screen, for labels to keep clear of.
pub(super) fn draw_legs(frame: &Frame, scene: &mut Scene) -> Vec<Line> {
    let to_screen = frame.camera.transform() * frame.input.plot.to_world;
    let visible = frame.camera.size.to_rect().inflate(40.0, 40.0);
    let mut lines = Vec::new();
    // Highways lie under the route.
    let mut drawn: Vec<(Outline, Stroke)> = Vec::new();
    let mut route: Vec<(Outline, Stroke)> = Vec::new();
    let plot = frame.input.plot;
    for ((leg, curve), id) in frame.input.story.legs.iter().zip(&plot.curves).zip(&plot.legs) {
        if !is_route(leg.mode) && !frame.orientation {
            continue;
        }
        let on_screen: Vec<Point> =
            curve.points.iter().map(|p| frame.camera.screen_from_world(*p)).collect();
        for pair in on_screen.windows(2) {
            if let [a, b] = *pair
                && visible.overlaps(kurbo::Rect::from_points(a, b).inflate(0.5, 0.5))
            {
                lines.push(Line::new(a, b));
            }
        }
        let rough: Vec<Circle> = [leg.from, leg.to]
            .into_iter()
            .flatten()
            .filter_map(|ix| rough_circle(frame, ix))
            .collect();
        let shape = if rough.is_empty() {
            Outline::Retained(*id, to_screen)
        } else {
            Outline::Path(outside(&on_screen, &rough))
        };
        let side = if is_route(leg.mode) { &mut route } else { &mut drawn };
        side.push((shape, leg_stroke(frame, leg)));
    }
    drawn.append(&mut route);
    // Dots of a chord need none: they are no line that could be lost on the ground.
    let cased = |stroke: &Stroke| stroke.color == frame.theme.route || stroke.dash.is_none();
    for (shape, stroke) in drawn.iter().filter(|(_, stroke)| cased(stroke)) {
        let width = stroke.width + 2.6;
        let casing = Stroke { dash: None, ..Stroke::solid(frame.theme.casing, width) };
        scene.items.push(Item::Path(PathItem {
            shape: shape.clone(),
            fill: None,
            stroke: Some(casing),
        }));
    }
    let paint = |(shape, stroke)| Item::Path(PathItem { shape, fill: None, stroke: Some(stroke) });
    scene.items.extend(drawn.into_iter().map(paint));
    lines
}

/// How a leg is drawn: dotted by boat, dashed on foot and where the line has no source.
pub(super) fn leg_stroke(frame: &Frame, leg: &Leg) -> Stroke {
    stroke_of(frame, leg.mode, leg.certainty)
}

/// See [`leg_stroke`].
pub(super) fn stroke_of(frame: &Frame, mode: Mode, certainty: Certainty) -> Stroke {
    let width = if frame.near {
        2.6
    } else if frame.narrow {
        2.2
    } else {
        2.4
    };
    let stretch = if frame.near {
        1.15
    } else if frame.narrow {
        0.85
    } else {
        1.0
    };
    let color = frame.theme.route;
    let line = |dash: Option<[f64; 2]>| {
        let dash = dash.map(|d| d.map(|v| v * stretch));
        Stroke { color, width, dash, round: false }
    };
    match (mode, certainty) {
        (Mode::Boat, _) => {
            let dash = Some([0.01, 4.4 * stretch]);
            Stroke { color, width: width * 1.08, dash, round: true }
        }
        (Mode::Foot, _) => line(Some([4.6, 3.4])),
        (Mode::Road | Mode::Rail, Certainty::Unsourced) => line(Some([9.0, 3.6])),
        (Mode::Road | Mode::Rail, _) => line(None),
        (Mode::Highway, _) => Stroke::solid(frame.theme.highway, 2.0),
        (Mode::Gap, _) => {
            let color = frame.theme.highway;
            Stroke { color, width: 1.2, dash: Some([0.01, 4.0]), round: true }
        }
    }
}

/// The circle within which a place lies, if it is known roughly and the camera is near enough.
fn rough_circle(frame: &Frame, ix: PlaceIx) -> Option<Circle> {
    let place = frame.input.story.place(ix)?;
    let at = frame.input.plot.at.get(ix.0 as usize)?;
    let radius = place.accuracy_km / km_per_pixel(place.at.lat, frame.camera.zoom);
    let drawn = matches!(place.kind, PlaceKind::Stop | PlaceKind::Town);
    (drawn && radius >= ROUGH_FROM)
        .then(|| Circle::new(frame.camera.screen_from_world(*at), radius))
}

/// The parts of a line outside circles; lines stop a little before them.
fn outside(points: &[Point], circles: &[Circle]) -> BezPath {
    let mut path = BezPath::new();
    let mut down = false;
    let hidden = |p: Point| circles.iter().any(|c| (p - c.center).hypot() < c.radius + 3.0);
    for pair in points.windows(2) {
        let [a, b] = *pair else { continue };
        // Cut finely: a piece may be much longer than the circle is wide.
        let pieces = ((b - a).hypot() / 2.0).ceil().clamp(1.0, 200.0) as u32;
        for i in 0..=pieces {
            let p = a.lerp(b, f64::from(i) / f64::from(pieces));
            match (hidden(p), down) {
                (true, _) => down = false,
                (false, true) => path.line_to(p),
                (false, false) => {
                    path.move_to(p);
                    down = true;
                }
            }
        }
    }
    path
}

/// Draws every stop's mark and returns them, for labels to keep clear of.
pub(super) fn draw_marks(frame: &Frame, scene: &mut Scene) -> Vec<Circle> {
    let visible = frame.camera.size.to_rect().inflate(20.0, 20.0);
    let mut marks = Vec::new();
    // Stops of the story lie over those on the way, the chosen one over all.
    let weight = |ix: PlaceIx, place: &Place| {
        if frame.input.state.selected == Some(ix) { 2 } else { u8::from(place.rank == Rank::Main) }
    };
    let seen = (0..3).flat_map(|layer| {
        frame
            .places()
            .filter(move |(ix, place, at)| weight(*ix, place) == layer && visible.contains(*at))
    });
    for (ix, place, at) in seen {
        let mark = mark(frame, ix, place, at);
        if let Some(circle) = rough_circle(frame, ix) {
            let lit = frame.input.state.selected == Some(ix);
            let color = frame.theme.route;
            let dash = Some([3.0, 3.0]);
            let edge = Stroke { color, width: 1.4, dash, round: false };
            let fill = color.at(if lit { 0.34 } else { 0.17 });
            disc(circle, fill, Some(edge), scene);
            // A river that runs through the circle can still be touched beside its middle.
            push(scene, ix, Zone::Rough(circle));
            push(scene, ix, Zone::Mark(Circle::new(at, 5.0)));
            marks.push(circle);
        } else if let Some(circle) = mark {
            draw_mark(frame, ix, place, circle, scene);
            push(scene, ix, Zone::Mark(circle));
            marks.push(circle);
        } else if place.rank == Rank::Main {
            push(scene, ix, Zone::Mark(Circle::new(at, 3.0)));
        }
    }
    marks
}

/// Where a place's label stands off: its mark, or its rough circle.
pub(super) fn label_circle(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    rough_circle(frame, ix).or_else(|| mark(frame, ix, place, at))
}

/// The mark of a place: stops and towns have one, areas and rivers have none.
fn mark(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    let chosen = frame.input.state.selected == Some(ix);
    let radius = match (place.kind, place.rank) {
        (PlaceKind::Stop, _) if chosen => 5.0,
        (PlaceKind::Stop | PlaceKind::Border, Rank::Main) if frame.near => 5.0,
        (PlaceKind::Stop, Rank::Main) => {
            if frame.narrow {
                3.6
            } else {
                4.4
            }
        }
        (PlaceKind::Stop, Rank::Context) => {
            if frame.near {
                3.2
            } else if frame.narrow {
                2.2
            } else {
                2.7
            }
        }
        (PlaceKind::RoadEnd, _) => 3.2,
        (PlaceKind::Town, _) => 2.0,
        _ => return None,
    };
    matches!(place.shape, Shape::Point).then(|| Circle::new(at, radius))
}

fn draw_mark(frame: &Frame, ix: PlaceIx, place: &Place, circle: Circle, scene: &mut Scene) {
    let theme = frame.theme;
    let state = frame.input.state;
    if state.selected == Some(ix) {
        disc(Circle::new(circle.center, circle.radius + 2.6), theme.casing, None, scene);
        return disc(circle, theme.route, None, scene);
    }
    let (color, fill, width) = match (place.kind, place.rank) {
        (PlaceKind::Town, _) => return disc(circle, theme.context_label, None, scene),
        (PlaceKind::RoadEnd, _) => (theme.highway, theme.ring, 1.6),
        (_, Rank::Main) => (theme.route, theme.ring, if frame.near { 2.2 } else { 2.0 }),
        (_, Rank::Context) => (theme.route, theme.ring, if frame.near { 1.6 } else { 1.4 }),
    };
    let lift = if state.hovered == Some(ix) { 1.2 } else { 0.0 };
    let circle = Circle::new(circle.center, circle.radius + lift);
    disc(circle, fill, Some(Stroke::solid(color, width)), scene);
}

fn disc(circle: Circle, fill: Color, stroke: Option<Stroke>, scene: &mut Scene) {
    let shape = Outline::Circle(circle);
    scene.items.push(Item::Path(PathItem { shape, fill: Some(fill), stroke }));
}

/// A double ring round the place that has the keyboard's focus: seen on any ground.
pub(super) fn draw_focus(frame: &Frame, scene: &mut Scene) {
    let Some(focused) = frame.input.state.focused else { return };
    let Some((ix, place, at)) = frame.places().find(|(ix, ..)| *ix == focused) else { return };
    let radius = label_circle(frame, ix, place, at).map_or(8.0, |c| c.radius + 6.0);
    for (color, width) in [(frame.theme.ring, 5.0), (frame.theme.ink, 2.5)] {
        let shape = Outline::Circle(Circle::new(at, radius));
        let stroke = Some(Stroke::solid(color, width));
        scene.items.push(Item::Path(PathItem { shape, fill: None, stroke }));
    }
}
