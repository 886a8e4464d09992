//! Marks of places and their targets, numbers, and the focus ring.

use super::draw::draw_shape;
use super::frame::{Frame, PlaceInBox};
use super::visible_places::{OUTSIDE, importance};
use crate::mercator::km_per_pixel;
use crate::scene::{Geometry, Item, ItemId, Layer, Stroke, Target, TextItem, Zone};
use crate::story::{Place, PlaceIx, PlaceKind, Rank};
use crate::style::{Length, MarkShape, MarkStyle};
use crate::text::{Font, Weight};
use crate::theme::Color;
use kurbo::{Circle, Point};
use std::borrow::Cow;

/// A place that is known only roughly is drawn as a circle from this radius on, in CSS pixels.
const ROUGH_FROM: f64 = 9.0;

/// If more circles than this are in sight, they are one stain, and labels have no room beside them. Then only the
/// selected place has its circle, and the others have marks.
const MOST_ROUGH: usize = 100;

/// The keys that select a numbered place.
const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The radius of a number's disc, and the least distance between two of them, in CSS pixels.
const NUMBER_RADIUS: f64 = 9.0;
const NUMBERS_APART: f64 = 19.0;

/// Draws the marks of all visible places. Returns them, because labels must keep clear of them.
pub(super) fn draw(frame: &Frame, layer: &mut Layer) -> Vec<Circle> {
    let visible = frame.camera.size.to_rect().inflate(OUTSIDE, OUTSIDE);
    let mut marks = Vec::new();
    let places = in_order_of_size(frame);
    let (more, world) = (frame.more_copies(), frame.camera.scale());
    for order in 0..3 {
        for &(ix, place, at) in places.iter() {
            if importance(frame.input, ix, place) != order {
                continue;
            }
            // At both ends of a route around the globe there may be the same place.
            for copy in -more..=more {
                let at = at + (f64::from(copy) * world, 0.0);
                if visible.contains(at) {
                    draw_stop(frame, (ix, place, at), &mut marks, layer);
                }
            }
        }
    }
    marks
}

/// The places that are shown. If marks have the size of a value, small ones are after large ones, and so are drawn over them.
fn in_order_of_size<'f, 'a>(frame: &'f Frame<'a>) -> Cow<'f, [PlaceInBox<'a>]> {
    let places = &frame.places;
    let Some(size) = &frame.input.story.looks.size else { return Cow::Borrowed(places) };
    let radius = |place: &Place| size.radius(place.value.unwrap_or(0.0)) as u32;
    // There are few radii, so this needs no code for sorting, which is large.
    let mut sorted = Vec::with_capacity(places.len());
    for px in (0..=size.max as u32).rev() {
        sorted.extend(places.iter().filter(|(_, place, _)| radius(place) == px));
    }
    Cow::Owned(sorted)
}

fn draw_stop(
    frame: &Frame,
    (ix, place, at): (PlaceIx, &Place, Point),
    marks: &mut Vec<Circle>,
    layer: &mut Layer,
) {
    let mut push = |zone| layer.targets.push(Target { id: ItemId::Place(ix), zone });
    if let Some(Circle { radius, .. }) = rough_circle(frame, ix) {
        let circle = Circle::new(at, radius);
        // Beside the middle of the circle, a river that runs through it can be clicked.
        push(Zone::Rough(circle));
        push(Zone::Mark(Circle::new(at, 5.0)));
        marks.push(circle);
        let style = &frame.input.styles.rough;
        let selected = frame.is_selected(ix);
        let edge = style.edge.map(|edge| edge.stroke(frame.theme, frame.sizing()));
        disc(circle, style.fill(selected).of(frame.theme), edge, layer);
    } else if let Some(circle) = mark(frame, ix, place, at) {
        push(Zone::Mark(circle));
        marks.push(circle);
        draw_mark(frame, ix, place, circle, layer);
    } else if place.rank == Rank::Main {
        push(Zone::Mark(Circle::new(at, 3.0)));
    }
}

/// What a place's label is placed around: its mark, or the circle of a rough place.
pub(super) fn label_circle(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    rough_circle(frame, ix).or_else(|| mark(frame, ix, place, at))
}

/// The mark of a place. Stops and towns have one, areas and rivers have none.
fn mark(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    let style = mark_style(frame, place)?;
    let selected = frame.is_selected(ix);
    let radius = if selected { style.selected_radius } else { style.radius };
    Some(Circle::new(at, radius.at(frame.sizing())))
}

#[inline(never)]
fn mark_style(frame: &Frame, place: &Place) -> Option<MarkStyle> {
    frame.input.styles.place_mark(place, &frame.input.story.looks)
}

fn draw_mark(frame: &Frame, ix: PlaceIx, place: &Place, circle: Circle, layer: &mut Layer) {
    let theme = frame.theme;
    let grown = |by: f64| Circle::new(circle.center, circle.radius + by);
    let Some(own) = mark_style(frame, place) else { return };
    let keeps_look = own.shape != MarkShape::Disc || own.fill.is_own() || place.number.is_some();
    if frame.is_selected(ix) && (keeps_look || place.value.is_some()) {
        // A ring around it, in the colour of the route.
        let style = &frame.input.styles.selected;
        let ring = grown(style.casing.at(frame.sizing()) + 1.0);
        let edge = Stroke::solid(style.fill.of(theme), 2.0);
        disc(ring, theme.casing, Some(edge), layer);
        draw_own(frame, place, &own, circle, layer);
    } else if frame.is_selected(ix) {
        let style = &frame.input.styles.selected;
        disc(grown(style.casing.at(frame.sizing())), theme.casing, None, layer);
        disc(circle, style.fill.of(theme), None, layer);
    } else {
        let growth = if frame.is_hovered(ix) { own.hover_growth } else { Length::ZERO };
        draw_own(frame, place, &own, grown(growth.at(frame.sizing())), layer);
    }
}

/// Draws a mark in its own style, with its number.
fn draw_own(frame: &Frame, place: &Place, style: &MarkStyle, circle: Circle, layer: &mut Layer) {
    let edge = style.edge.map(|edge| edge.stroke(frame.theme, frame.sizing()));
    draw_symbol(frame, style.shape, circle, (Some(style.fill.of(frame.theme)), edge), layer);
    if let Some(number) = place.number {
        let size = if number > 99 { 8.5 } else { 11.0 };
        draw_digits(frame, &number.to_string(), (circle.center, size), frame.theme.ring, layer);
    }
}

/// Draws the symbol of a category, or a disc.
pub(super) fn draw_symbol(
    frame: &Frame,
    shape: MarkShape,
    circle: Circle,
    (fill, edge): (Option<Color>, Option<Stroke>),
    layer: &mut Layer,
) {
    let outline = frame.input.styles.outline(shape, circle).map(Geometry::Path);
    match (shape, outline) {
        (MarkShape::Icon(_), Some(outline)) => {
            draw_shape(Geometry::Circle(circle), fill, edge, layer);
            draw_shape(outline, Some(frame.theme.ring), None, layer);
        }
        (_, Some(outline)) => draw_shape(outline, fill, edge, layer),
        (_, None) => draw_shape(Geometry::Circle(circle), fill, edge, layer),
    }
}

/// Draws a number in the middle of a mark.
fn draw_digits(
    frame: &Frame,
    digits: &str,
    (middle, size): (Point, f64),
    color: Color,
    layer: &mut Layer,
) {
    let font = Font::sans(size, Weight::Semibold);
    let width = frame.input.measure.width(digits, &font);
    let origin = middle + (-width / 2.0, 0.35 * size);
    let item =
        TextItem { text: digits.into(), origin, font, color, halo: None, glyphs: Vec::new() };
    layer.items.push(Item::Text(item));
}

fn disc(circle: Circle, fill: Color, stroke: Option<Stroke>, layer: &mut Layer) {
    let shape = Geometry::Circle(circle);
    draw_shape(shape, Some(fill), stroke, layer);
}

/// Draws the traveller where the travelled part of the route ends, while the story is between two chapters.
pub(super) fn draw_traveller(frame: &Frame, reached: Option<Point>, layer: &mut Layer) {
    let Some(at) = reached.filter(|_| frame.input.timeline.travels()) else { return };
    let (style, sizing) = (&frame.input.styles.traveller, frame.sizing());
    let edge = style.edge.stroke(frame.theme, sizing);
    disc(Circle::new(at, style.radius.at(sizing)), style.fill.of(frame.theme), Some(edge), layer);
    disc(Circle::new(at, style.dot.at(sizing)), edge.color, None, layer);
}

/// Draws a double ring around the place that has the keyboard's focus. It can be seen on any ground.
pub(super) fn draw_focus(frame: &Frame, layer: &mut Layer) {
    let Some(focused) = frame.input.selection.focused() else { return };
    let Some(&(ix, place, at)) = frame.places.iter().find(|(ix, ..)| *ix == focused) else {
        return;
    };
    let radius = label_circle(frame, ix, place, at).map_or(8.0, |c| c.radius + 6.0);
    for (color, width) in [(frame.theme.ring, 5.0), (frame.theme.ink, 2.5)] {
        let shape = Geometry::Circle(Circle::new(at, radius));
        let stroke = Some(Stroke::solid(color, width));
        draw_shape(shape, None, stroke, layer);
    }
}

/// Numbers places in sight for the keyboard: first those that the story is about, then those on the way. Returns
/// them in the order of their numbers.
pub(super) fn draw_numbers(frame: &Frame, layer: &mut Layer) -> Vec<PlaceIx> {
    if !frame.input.settings.is_numbered() {
        return Vec::new();
    }
    let free = frame.camera.size.to_rect() - frame.input.settings.padding();
    let free = free.inset(-NUMBER_RADIUS * frame.text);
    let least = NUMBERS_APART * frame.text;
    let mut taken: Vec<Point> = Vec::new();
    let mut numbered = Vec::new();
    let places = &frame.places;
    for rank in [Rank::Main, Rank::Context] {
        for &(ix, place, at) in places {
            let near = |other: &Point| (*other - at).hypot2() < least * least;
            let apart = !taken.iter().any(near);
            let stands = place.rank == rank && mark_style(frame, place).is_some();
            if stands && apart && free.contains(at) && taken.len() < DIGITS.len() {
                taken.push(at);
                numbered.push(ix);
            }
        }
    }
    let font = frame.font(Font::sans(12.0, Weight::Semibold));
    for (at, digit) in taken.into_iter().zip(DIGITS) {
        let edge = Stroke::solid(frame.theme.ring, 1.5);
        disc(Circle::new(at, NUMBER_RADIUS * frame.text), frame.theme.ink, Some(edge), layer);
        let width = frame.input.measure.width(digit, &font);
        let origin = at + (-width / 2.0, 4.2 * frame.text);
        let color = frame.theme.surface;
        let text = digit.into();
        let item = TextItem { text, origin, font, color, halo: None, glyphs: Vec::new() };
        layer.items.push(Item::Text(item));
    }
    numbered
}

/// Whether more circles are in sight than can be told apart.
pub(super) fn too_many_rough(frame: &Frame) -> bool {
    let places = &frame.places;
    places.iter().filter(|(ix, ..)| circle_of(frame, *ix).is_some()).count() > MOST_ROUGH
}

/// The circle of uncertainty of a place that is known only roughly, if it is large enough and not one of too many.
pub(super) fn rough_circle(frame: &Frame, ix: PlaceIx) -> Option<Circle> {
    circle_of(frame, ix).filter(|_| !frame.crowded || frame.is_selected(ix))
}

fn circle_of(frame: &Frame, ix: PlaceIx) -> Option<Circle> {
    let place = frame.input.story.place(ix)?;
    if place.accuracy_km <= 0.0 {
        return None;
    }
    let at = frame.at(ix)?;
    let radius = place.accuracy_km / km_per_pixel(place.at.lat, frame.camera.zoom);
    let drawn = matches!(place.kind, PlaceKind::Stop | PlaceKind::Town);
    (drawn && radius >= ROUGH_FROM).then(|| Circle::new(at, radius))
}
