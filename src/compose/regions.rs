//! Countries, states, regions, rivers and borders of the story, and their targets.

use super::draw::draw_shape;
use super::frame::Frame;
use crate::basemap::manifest::Role;
use crate::geo::LonLat;
use crate::ground::Ground;
use crate::label::line_meets_rect;
use crate::scene::{Geometry, GeometryId, ItemId, Layer, OUTSIDE, Target, Zone};
use crate::story::{Place, PlaceIx, PlaceKind, Shape};
use kurbo::{Affine, Line, Point, Rect};

/// This many zoom levels above the one from which details are drawn, the base's outlines are too coarse beside them.
const COARSE_LEVELS: f64 = 1.5;

/// In a story of more places than this, only areas and lines in sight are drawn: elsewhere a few out of sight do no harm, and
/// the picture stays the same while the map pans.
const MANY: usize = 1000;

/// A picture draws areas and lines of the story until they have this many points together. So many areas in sight cover each
/// other, or are too small to be told apart.
const MOST_POINTS: usize = 40_000;

/// Labels and panels keep clear of at most this many pieces of these lines, each at least this long, in CSS pixels.
const MOST_LINES: usize = 2000;
const APART: f64 = 4.0;

/// An area is one of specks if the squares around its pieces are less than this part of the square around all of it.
const SPECKS: f64 = 0.02;

/// Draws them and adds their targets.
pub(super) fn draw(frame: &Frame, layer: &mut Layer) {
    let (around, shapes) = (frame.camera.visible_with(OUTSIDE), frame.input.shapes);
    let culls = frame.input.story.places.len() > MANY;
    let mut points = 0;
    let mut is_drawn = |id: GeometryId| {
        let bounds = frame.input.plot.to_world.transform_rect_bbox(shapes.bounds(id));
        let drawn = !culls || bounds.overlaps(around) && points < MOST_POINTS;
        if drawn {
            points += shapes.get(id).map_or(0, |path| path.elements().len());
        }
        drawn
    };
    let to_world = frame.input.plot.to_world;
    let on_copies: Vec<Affine> =
        frame.on_copies().iter().map(|copy| copy.transform() * to_world).collect();
    let coarse = frame.camera.zoom >= frame.input.manifest.detail_zoom() + COARSE_LEVELS;
    let mut details = frame.loaded.iter().filter(|g| g.role == Role::Detail);
    let in_sight = |g: &&Ground| frame.camera.parts_in_sight(g.bounds).next().is_some();
    let in_detail = coarse && details.any(in_sight);
    for &(ix, place, _) in &frame.places {
        let own = frame.input.plot.places.get(ix.0 as usize).copied().flatten();
        if matches!(place.shape, Shape::Point) {
            continue;
        }
        let subject = frame.is_subject(ix);
        match (&place.shape, own) {
            (Shape::Region(code), _) => {
                for ground in &frame.loaded {
                    let Some(id) = ground.region(code).map(|r| r.outline) else { continue };
                    // Only the base's outline is drawn: a detail has a part of it. Beside the
                    // coast and the borders of a detail it would be a second, coarser line.
                    for copy in frame.camera.on_copies() {
                        let to_screen = copy.transform() * ground.to_world;
                        if ground.role == Role::Base {
                            // The ground tints what the card is about, under rivers and borders, unless the story gives it a colour.
                            let chosen = subject && has_own_colour(frame, place);
                            area(frame, id, to_screen, place, (chosen, !in_detail), layer);
                        }
                        push(layer, ix, Zone::Area(id, to_screen));
                    }
                }
            }
            (Shape::Rings(rings), Some(id)) if is_drawn(id) => {
                let explained = subject || frame.is_hovered(ix) || !are_specks(rings);
                for to_screen in &on_copies {
                    if explained {
                        area(frame, id, *to_screen, place, (subject, true), layer);
                    }
                    push(layer, ix, Zone::Area(id, *to_screen));
                }
            }
            (Shape::Lines(_), Some(id)) if is_drawn(id) => {
                for to_screen in &on_copies {
                    if frame.is_highlighted(ix) {
                        let style = &frame.input.styles.highlighted_line;
                        let stroke = style.stroke(frame.theme, frame.sizing());
                        let shape = Geometry::Retained(id, *to_screen);
                        draw_shape(shape, None, Some(stroke), layer);
                    }
                    push(layer, ix, Zone::Line(id, *to_screen));
                }
            }
            _ => {}
        }
    }
}

/// The lines of places in sight, rivers and borders, in CSS pixels: those that are `wanted`.
pub(super) fn lines(frame: &Frame, wanted: &dyn Fn(PlaceIx) -> bool) -> Vec<Line> {
    let (zoom, visible) = (frame.camera.zoom, frame.camera.visible());
    let sight = frame.camera.size.to_rect();
    let mut found = Vec::new();
    for &(ix, ..) in &frame.places {
        if found.len() >= MOST_LINES {
            break;
        }
        if !wanted(ix) {
            continue;
        }
        let Some(lines) = frame.input.plot.lines.get(ix.0 as usize) else { continue };
        for strand in lines.iter().flat_map(|line| line.seen(zoom, visible)) {
            let mut last: Option<Point> = None;
            for p in frame.camera.on_screen(&strand.points) {
                if last.is_some_and(|last| (p - last).hypot2() < APART * APART) {
                    continue;
                }
                if let Some(last) = last.replace(p) {
                    let piece = Line::new(last, p);
                    if found.len() < MOST_LINES && line_meets_rect(piece, &sight) {
                        found.push(piece);
                    }
                }
            }
        }
    }
    found
}

/// Whether an area consists of small pieces far from each other. One name cannot stand beside all of them, and without it they look
/// like marks that nothing explains.
fn are_specks(rings: &[Vec<LonLat>]) -> bool {
    let square = |r: Rect| {
        let side = r.width().max(r.height());
        side * side
    };
    let (mut pieces, mut whole) = (0.0, None::<Rect>);
    for ring in rings {
        let mut bounds = None::<Rect>;
        for LonLat { lon, lat } in ring {
            let p = Point::new(*lon, *lat);
            bounds = Some(bounds.map_or(Rect::from_points(p, p), |b| b.union_pt(p)));
        }
        let Some(bounds) = bounds else { continue };
        pieces += square(bounds);
        whole = Some(whole.map_or(bounds, |w| w.union(bounds)));
    }
    whole.is_some_and(|whole| pieces < square(whole) * SPECKS)
}

/// Whether the story gives an area a colour: that of its category or class.
fn has_own_colour(frame: &Frame, place: &Place) -> bool {
    frame.input.styles.place_area(place, &frame.input.story.looks).fill.is_own()
}

fn push(layer: &mut Layer, ix: PlaceIx, zone: Zone) {
    layer.targets.push(Target { id: ItemId::Place(ix), zone });
}

fn area(
    frame: &Frame,
    id: GeometryId,
    to_screen: Affine,
    place: &Place,
    (subject, has_edge): (bool, bool),
    layer: &mut Layer,
) {
    // Countries are coloured by `base`, under rivers and borders. Only the outline of a chosen one is over them.
    let is_country = place.kind == PlaceKind::Country;
    let style = frame.input.styles.place_area(place, &frame.input.story.looks);
    let is_own = style.fill.is_own();
    if is_country && !(is_own && subject) || !has_edge && !is_own {
        return;
    }
    let edge = if is_own && subject { Some(frame.input.styles.chosen_area) } else { style.edge };
    let stroke = edge.map(|edge| edge.stroke(frame.theme, frame.sizing())).filter(|_| has_edge);
    let shape = Geometry::Retained(id, to_screen);
    let fill = style.fill(subject).of(frame.theme);
    draw_shape(shape, Some(fill).filter(|_| !is_country), stroke, layer);
}
