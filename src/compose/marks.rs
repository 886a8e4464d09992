//! Marks of stops, and where a touch means them.

use super::Frame;
use crate::mercator::{km_per_pixel, world_width};
use crate::place_pyramid::{self, VERY_MANY};
use crate::scene::{Geometry, Item, ItemId, Layer, Stroke, Target, TextItem, Zone};
use crate::story::{Place, PlaceIx, PlaceKind, Rank, Shape};
use crate::style::{Length, MarkStyle};
use crate::text::{Font, Weight};
use crate::theme::Color;
use kurbo::{Circle, Point, Rect};

/// Places on the way closer together than this are shown as one, in CSS pixels at the top of a zoom
/// level.
const CELL: f64 = 5.0;

/// In a story of more places than this the story's own stops are, too.
const MANY: usize = 100;

/// Marks are drawn so far outside the box, in CSS pixels.
const OUTSIDE: f64 = 20.0;

/// A rough place is drawn as its circle once that is this many CSS pixels wide in radius.
const ROUGH_FROM: f64 = 9.0;

/// Keys that choose a numbered place.
const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// A number's disc, and how far apart two of them stand, in CSS pixels.
const NUMBER_RADIUS: f64 = 9.0;
const NUMBERS_APART: f64 = 19.0;

/// Which places may be shown: none that lies out of sight, and none on the same few pixels as a
/// weightier one. That means places on the way, and in a story of very many places the others too;
/// never the chosen one. The grid that tells is fixed to the world, so that nothing comes and goes
/// while the map is moved.
pub(super) fn standing(frame: &Frame) -> Vec<PlaceIx> {
    let (story, plot) = (frame.input.story, frame.input.plot);
    let cells = Grid::of(frame);
    let chosen = frame.input.state.selected;
    let part = (frame.camera.zoom.ceil(), cells.part());
    standing_among(frame, plot.place_pyramid.candidates(story, part, chosen), &cells)
}

/// The cells that reach into what is seen and a little around it, fixed to the world.
struct Grid {
    cell: f64,
    origin: Point,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn of(frame: &Frame) -> Self {
        let very_many = frame.input.story.places.len() > VERY_MANY;
        let size = if very_many { place_pyramid::CELL } else { CELL };
        let cell = size / world_width(frame.camera.zoom.ceil());
        let around = frame.camera.visible_with(OUTSIDE);
        let origin = Point::new((around.x0 / cell).floor(), (around.y0 / cell).floor());
        let count = |from: f64, to: f64| ((to / cell).floor() - from) as usize + 1;
        let (columns, rows) = (count(origin.x, around.x1), count(origin.y, around.y1));
        Self { cell, origin, columns, rows }
    }

    /// All of them, in world coordinates.
    fn part(&self) -> Rect {
        let (w, h) = (self.columns as f64 * self.cell, self.rows as f64 * self.cell);
        Rect::from_origin_size((self.origin.to_vec2() * self.cell).to_point(), (w, h))
    }

    /// The number of the cell at a point of the world.
    fn index(&self, world: Point) -> Option<usize> {
        let x = (world.x / self.cell).floor() - self.origin.x;
        let y = (world.y / self.cell).floor() - self.origin.y;
        let inside = x >= 0.0 && y >= 0.0 && x < self.columns as f64 && y < self.rows as f64;
        inside.then(|| y as usize * self.columns + x as usize)
    }
}

/// Which of some places, see [`standing`].
fn standing_among(frame: &Frame, mut places: Vec<PlaceIx>, cells: &Grid) -> Vec<PlaceIx> {
    let (story, plot) = (frame.input.story, frame.input.plot);
    let many = story.places.len() > MANY;
    let around = frame.camera.visible_with(OUTSIDE);
    let mut taken = vec![false; cells.columns * cells.rows];
    let mut main: Vec<Point> = Vec::new();
    let mut hidden = vec![true; places.len()];
    for layer in 0..3 {
        for (ix, hidden) in places.iter().zip(&mut hidden) {
            let at = plot.at.get(ix.0 as usize);
            let Some((place, world)) = story.place(*ix).zip(at) else { continue };
            if weight(frame, *ix, place) != 2 - layer || !frame.shows(place) {
                continue;
            }
            // An area reaches farther than its middle.
            *hidden = matches!(place.shape, Shape::Point) && !around.contains(*world);
            let slot = cells.index(*world).and_then(|i| taken.get_mut(i));
            let Some(slot) = slot.filter(|_| place.has_mark()) else { continue };
            // Who is just out of sight takes the cell all the same: it will come into sight.
            let covered = match layer {
                0 => false,
                1 => many && *slot,
                _ => *slot || main.iter().any(|m| (*m - *world).hypot() < 1.6 * cells.cell),
            };
            *slot = true;
            *hidden |= covered;
            if !covered && layer < 2 && main.len() < 64 {
                main.push(*world);
            }
        }
    }
    let mut hidden = hidden.into_iter();
    places.retain(|_| hidden.next() == Some(false));
    places
}

/// Stops of the story lie over those on the way, the chosen one over all.
fn weight(frame: &Frame, ix: PlaceIx, place: &Place) -> u8 {
    if frame.input.state.selected == Some(ix) { 2 } else { u8::from(place.rank == Rank::Main) }
}

/// Draws every stop's mark and returns them, for labels to keep clear of.
pub(super) fn draw(frame: &Frame, layer: &mut Layer) -> Vec<Circle> {
    let visible = frame.camera.size.to_rect().inflate(OUTSIDE, OUTSIDE);
    let mut marks = Vec::new();
    let places = frame.places();
    for order in 0..3 {
        for &(ix, place, at) in &places {
            if weight(frame, ix, place) == order && visible.contains(at) {
                draw_stop(frame, (ix, place, at), &mut marks, layer);
            }
        }
    }
    marks
}

fn draw_stop(
    frame: &Frame,
    (ix, place, at): (PlaceIx, &Place, Point),
    marks: &mut Vec<Circle>,
    layer: &mut Layer,
) {
    let mut push = |zone| layer.targets.push(Target { id: ItemId::Place(ix), zone });
    if let Some(circle) = rough_circle(frame, ix) {
        // A river that runs through the circle can still be touched beside its middle.
        push(Zone::Rough(circle));
        push(Zone::Mark(Circle::new(at, 5.0)));
        marks.push(circle);
        let style = &frame.input.styles.rough;
        let selected = frame.input.state.selected == Some(ix);
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

/// Where a place's label stands off: its mark, or its rough circle.
pub(super) fn label_circle(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    rough_circle(frame, ix).or_else(|| mark(frame, ix, place, at))
}

/// The mark of a place: stops and towns have one, areas and rivers have none.
fn mark(frame: &Frame, ix: PlaceIx, place: &Place, at: Point) -> Option<Circle> {
    let style = mark_style(frame, place)?;
    let selected = frame.input.state.selected == Some(ix);
    let radius = if selected { style.selected_radius } else { style.radius };
    Some(Circle::new(at, radius.at(frame.sizing())))
}

fn mark_style<'a>(frame: &Frame<'a>, place: &Place) -> Option<&'a MarkStyle> {
    frame.input.styles.mark(place.kind, place.rank).filter(|_| place.has_mark())
}

fn draw_mark(frame: &Frame, ix: PlaceIx, place: &Place, circle: Circle, layer: &mut Layer) {
    let (theme, state) = (frame.theme, frame.input.state);
    let grown = |by: f64| Circle::new(circle.center, circle.radius + by);
    if state.selected == Some(ix) {
        let style = &frame.input.styles.selected;
        disc(grown(style.casing.at(frame.sizing())), theme.casing, None, layer);
        disc(circle, style.fill.of(theme), None, layer);
    } else if let Some(style) = mark_style(frame, place) {
        let hovered = state.hovered == Some(ItemId::Place(ix));
        let growth = if hovered { style.hover_growth } else { Length::ZERO };
        let circle = grown(growth.at(frame.sizing()));
        let edge = style.edge.map(|edge| edge.stroke(theme, frame.sizing()));
        disc(circle, style.fill.of(theme), edge, layer);
    }
}

fn disc(circle: Circle, fill: Color, stroke: Option<Stroke>, layer: &mut Layer) {
    let shape = Geometry::Circle(circle);
    super::draw(shape, Some(fill), stroke, layer);
}

/// A double ring round the place that has the keyboard's focus: seen on any ground.
pub(super) fn draw_focus(frame: &Frame, layer: &mut Layer) {
    let Some(focused) = frame.input.state.focused else { return };
    let Some((ix, place, at)) = frame.places().into_iter().find(|(ix, ..)| *ix == focused) else {
        return;
    };
    let radius = label_circle(frame, ix, place, at).map_or(8.0, |c| c.radius + 6.0);
    for (color, width) in [(frame.theme.ring, 5.0), (frame.theme.ink, 2.5)] {
        let shape = Geometry::Circle(Circle::new(at, radius));
        let stroke = Some(Stroke::solid(color, width));
        super::draw(shape, None, stroke, layer);
    }
}

/// Numbers the first places in sight for the keyboard, those of the story before those on the way; returns them.
pub(super) fn draw_numbers(frame: &Frame, layer: &mut Layer) -> Vec<PlaceIx> {
    if !frame.input.state.numbered {
        return Vec::new();
    }
    let free = frame.camera.size.to_rect() - frame.input.state.padding;
    let free = free.inset(-NUMBER_RADIUS);
    let mut taken: Vec<Point> = Vec::new();
    let mut numbered = Vec::new();
    let places = frame.places();
    for rank in [Rank::Main, Rank::Context] {
        for &(ix, place, at) in &places {
            let near = |other: &Point| (*other - at).hypot2() < NUMBERS_APART * NUMBERS_APART;
            let apart = !taken.iter().any(near);
            let stands = place.rank == rank && mark_style(frame, place).is_some();
            if stands && apart && free.contains(at) && taken.len() < DIGITS.len() {
                taken.push(at);
                numbered.push(ix);
            }
        }
    }
    let font = Font::sans(12.0, Weight::Semibold);
    for (at, digit) in taken.into_iter().zip(DIGITS) {
        let edge = Stroke::solid(frame.theme.ring, 1.5);
        disc(Circle::new(at, NUMBER_RADIUS), frame.theme.ink, Some(edge), layer);
        let width = frame.input.measure.width(digit, &font);
        let origin = at + (-width / 2.0, 4.2);
        let color = frame.theme.surface;
        let text = digit.into();
        let item = TextItem { text, origin, font, color, halo: None, glyphs: Vec::new() };
        layer.items.push(Item::Text(item));
    }
    numbered
}

/// The circle within which a place lies, if it is known roughly and the camera is near enough.
pub(super) fn rough_circle(frame: &Frame, ix: PlaceIx) -> Option<Circle> {
    let place = frame.input.story.place(ix)?;
    let at = frame.input.plot.at.get(ix.0 as usize)?;
    if place.accuracy_km <= 0.0 {
        return None;
    }
    let radius = place.accuracy_km / km_per_pixel(place.at.lat, frame.camera.zoom);
    let drawn = matches!(place.kind, PlaceKind::Stop | PlaceKind::Town);
    (drawn && radius >= ROUGH_FROM)
        .then(|| Circle::new(frame.camera.screen_from_world(*at), radius))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Camera, View};
    use crate::compose::Input;
    use crate::geo::LonLat;
    use crate::plot::Plot;
    use crate::scene::Geometries;
    use crate::state::State;
    use crate::story::{Story, parse};
    use crate::style::Styles;
    use crate::text::BakedAdvances;
    use kurbo::Size;
    use proptest::prelude::*;

    /// A crowd of places of every kind and weight, some of them on one spot.
    fn crowd_of(seed: u32) -> Story {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state) / f64::from(u32::MAX)
        };
        let place = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#;
        let mut story = parse(place).unwrap();
        let one = story.places.remove(0);
        let kinds = [PlaceKind::Stop, PlaceKind::Town, PlaceKind::RoadEnd, PlaceKind::Region];
        story.places.resize_with(VERY_MANY + 500, || {
            let mut place = one.clone();
            place.kind = kinds[(next() * next() * 4.0) as usize % 4];
            place.rank = if next() < 0.01 { Rank::Main } else { Rank::Context };
            let spread = if next() < 0.3 { 0.05 } else { 9.0 };
            place.at = LonLat::new(-86.0 + next() * spread, 14.0 - next() * spread);
            place
        });
        story
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn of_a_crowd_the_same_stand_whoever_is_asked(
            seed: u32,
            views in prop::collection::vec((0..VERY_MANY, -1.0..11.0, any::<bool>()), 12),
        ) {
            let (story, mut shapes) = (crowd_of(seed), Geometries::default());
            let plot = Plot::new(&story, &mut shapes);
            let size = Size::new(700.0, 500.0);
            let home = Camera::new(View { lon: -82.0, lat: 10.0, zoom: 5.0 }, size);
            for (i, zoom, chosen) in views {
                let LonLat { lon, lat } = story.places[i].at;
                let camera = Camera::new(View { lon, lat, zoom }, size);
                let selected = chosen.then_some(PlaceIx(i as u32 / 2));
                let state = State { camera, selected, ..State::default() };
                let manifest = crate::basemap::Manifest::default();
                let input = Input {
                    manifest: &manifest,
                    story: &story,
                    plot: &plot,
                    grounds: &[],
                    shapes: &shapes,
                    state: &state,
                    home,
                    styles: &Styles::BUILT_IN,
                    measure: &BakedAdvances,
                    changes: 0,
                };
                let frame = Frame::new(&input, &camera);
                let all = (0..story.places.len() as u32).map(PlaceIx).collect();
                let all = standing_among(&frame, all, &Grid::of(&frame));
                prop_assert!(!all.is_empty());
                prop_assert_eq!(&frame.standing, &all);
            }
        }
    }
}
