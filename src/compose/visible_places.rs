//! Which places may be shown: those in sight that no more important ones cover.

use super::input::Input;
use crate::camera::Camera;
use crate::mercator::world_width;
use crate::place_pyramid::{self, VERY_MANY};
use crate::story::{Place, PlaceIx, PlaceKind, Rank, Shape};
use kurbo::{Point, Rect};

/// Places on the way that are closer together than this are shown as one, in CSS pixels at the top of a zoom
/// level.
const CELL: f64 = 5.0;

/// In a story of more places than this, that also holds for the places that the story is about.
const MANY: usize = 100;

/// Marks are drawn this far outside the box, in CSS pixels.
pub(super) const OUTSIDE: f64 = 20.0;

/// Which places may be shown: not those out of sight, and not those on the same few pixels as a more important
/// one. Places on the way can be covered, and in a story of very many places the others, too; the selected one
/// never. The cells that decide it are fixed to the world, so that no place appears or disappears while the
/// map is moved.
pub(super) fn visible_places(input: &Input, camera: &Camera, orientation: bool) -> Vec<PlaceIx> {
    let cells = Cells::of(input, camera);
    let part = (camera.zoom.ceil(), cells.bounds());
    let selected = input.selection.selected_place();
    let pyramid = &input.plot.place_pyramid;
    let others: [&[_]; 2] = [&pyramid.unmarked, selected.as_slice()];
    let candidates = if input.timeline.moment().is_some() {
        // What the pyramid leaves out may be all that is there at this time.
        (0..input.story.places.len() as u32).map(PlaceIx).collect()
    } else {
        pyramid.candidates(input.story, part, &others)
    };
    visible_among(input, camera, orientation, candidates, &cells)
}

/// Whether a place is shown at all: at this time, and `orientation`: whether towns off the route are.
pub(super) fn is_shown(input: &Input, place: &Place, orientation: bool) -> bool {
    let wanted = orientation
        || place.rank == Rank::Main
        || !matches!(place.kind, PlaceKind::Town | PlaceKind::RoadEnd);
    wanted && input.timeline.has(place.time)
}

/// How important a place is, and so what is drawn on top: 0 on the way, 1 for places that the story is about,
/// 2 for the selected one.
pub(super) fn importance(input: &Input, ix: PlaceIx, place: &Place) -> u8 {
    if input.selection.selected_place() == Some(ix) {
        2
    } else {
        u8::from(place.rank == Rank::Main)
    }
}

/// The cells of what is seen and a little around it, fixed to the world.
struct Cells {
    /// The side of a cell, in world coordinates.
    side: f64,
    /// The first cell.
    origin: Point,
    columns: usize,
    rows: usize,
}

impl Cells {
    fn of(input: &Input, camera: &Camera) -> Self {
        let very_many = input.story.places.len() > VERY_MANY;
        let pixels = if very_many { place_pyramid::CELL } else { CELL };
        let side = pixels / world_width(camera.zoom.ceil());
        let around = camera.visible_with(OUTSIDE);
        let origin = Point::new((around.x0 / side).floor(), (around.y0 / side).floor());
        let count = |from: f64, to: f64| ((to / side).floor() - from) as usize + 1;
        let (columns, rows) = (count(origin.x, around.x1), count(origin.y, around.y1));
        Self { side, origin, columns, rows }
    }

    /// All of them, in world coordinates.
    fn bounds(&self) -> Rect {
        let (w, h) = (self.columns as f64 * self.side, self.rows as f64 * self.side);
        Rect::from_origin_size((self.origin.to_vec2() * self.side).to_point(), (w, h))
    }

    /// The index of the cell at a point of the world.
    fn index(&self, world: Point) -> Option<usize> {
        let x = (world.x / self.side).floor() - self.origin.x;
        let y = (world.y / self.side).floor() - self.origin.y;
        let inside = x >= 0.0 && y >= 0.0 && x < self.columns as f64 && y < self.rows as f64;
        inside.then(|| y as usize * self.columns + x as usize)
    }
}

/// Which of some places may be shown, see [`visible_places`].
fn visible_among(
    input: &Input,
    camera: &Camera,
    orientation: bool,
    mut places: Vec<PlaceIx>,
    cells: &Cells,
) -> Vec<PlaceIx> {
    let (story, plot) = (input.story, input.plot);
    let many = story.places.len() > MANY;
    let around = camera.visible_with(OUTSIDE);
    let mut taken = vec![false; cells.columns * cells.rows];
    let mut main: Vec<Point> = Vec::new();
    let mut hidden = vec![true; places.len()];
    for layer in 0..3 {
        for (ix, hidden) in places.iter().zip(&mut hidden) {
            let at = plot.at.get(ix.0 as usize);
            let Some((place, at)) = story.place(*ix).zip(at) else { continue };
            if importance(input, *ix, place) != 2 - layer || !is_shown(input, place, orientation) {
                continue;
            }
            let world = camera.nearest(*at);
            // An area reaches farther than its middle.
            *hidden = matches!(place.shape, Shape::Point) && !around.contains(world);
            let slot = cells.index(world).and_then(|i| taken.get_mut(i));
            let Some(slot) = slot.filter(|_| place.has_mark()) else { continue };
            // A place just outside also takes its cell, because it may come into view.
            let covered = match layer {
                0 => false,
                1 => many && *slot,
                _ => *slot || main.iter().any(|m| (*m - world).hypot() < 1.6 * cells.side),
            };
            *slot = true;
            *hidden |= covered;
            if !covered && layer < 2 && main.len() < 64 {
                main.push(world);
            }
        }
    }
    let mut hidden = hidden.into_iter();
    places.retain(|_| hidden.next() == Some(false));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basemap::Manifest;
    use crate::camera::View;
    use crate::compose::Steady;
    use crate::geo::LonLat;
    use crate::plot::Plot;
    use crate::scene::Geometries;
    use crate::selection::Selection;
    use crate::settings::Settings;
    use crate::story::{Story, parse};
    use crate::style::Styles;
    use crate::text::BakedAdvances;
    use crate::timeline::Timeline;
    use kurbo::Size;
    use proptest::prelude::*;

    /// Very many places of every kind and rank, some of them at the same point.
    fn many_places(seed: u32) -> Story {
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
        fn the_pyramid_loses_no_visible_place(
            seed: u32,
            views in prop::collection::vec((0..VERY_MANY, -1.0..11.0, any::<bool>()), 12),
        ) {
            let (story, mut shapes) = (many_places(seed), Geometries::default());
            let plot = Plot::new(&story, &mut shapes);
            let size = Size::new(700.0, 500.0);
            let home = Camera::new(View { lon: -82.0, lat: 10.0, zoom: 5.0 }, size);
            for (i, zoom, chosen) in views {
                let LonLat { lon, lat } = story.places[i].at;
                let camera = Camera::new(View { lon, lat, zoom }, size);
                let selected = chosen.then_some(PlaceIx(i as u32 / 2));
                let mut selection = Selection::default();
                selection.select(selected.map(crate::selection::Chosen::Place));
                let input = Input {
                    manifest: &Manifest::default(),
                    story: &story,
                    insets: &[],
                    plot: &plot,
                    grounds: &[],
                    reliefs: &[],
                    needed: &|_| None,
                    tiles: &crate::tiles::Tiles::default(),
                    shapes: &shapes,
                    settings: &Settings::default(),
                    selection: &selection,
                    timeline: &Timeline::default(),
                    camera: &camera,
                    home,
                    steady: &Steady::default(),
                    styles: &Styles::BUILT_IN,
                    measure: &BakedAdvances,
                    changes: 0,
                };
                let orientation = zoom > 6.6;
                let all = (0..story.places.len() as u32).map(PlaceIx).collect();
                let cells = Cells::of(&input, &camera);
                let all = visible_among(&input, &camera, orientation, all, &cells);
                prop_assert!(!all.is_empty());
                prop_assert_eq!(&visible_places(&input, &camera, orientation), &all);
            }
        }
    }
}
