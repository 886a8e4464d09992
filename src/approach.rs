//! How far the map zooms in when a reader selects a place or a leg: far enough to separate it from its neighbours, and no
//! further than the accuracy of the place and of the ground allows.

use crate::basemap::Manifest;
use crate::camera::{CLOSEST, Camera};
use crate::ground::{self, Ground};
use crate::mercator::{
    half_pixel_zoom, km_per_world, part_beside, world_bounds, world_from_lonlat,
    zoom_from_world_width,
};
use crate::plot::Plot;
use crate::scene::Geometries;
use crate::story::{LegIx, PlaceIx, Shape, Story};
use crate::timeline::NEARER;
use kurbo::{Insets, Rect};

/// A place is separate if the nearest other mark is at least this far away, in CSS pixels: the size of a finger's
/// target.
pub const APART: f64 = 44.0;

/// A place that is separate is shown nearer if its nearest neighbour is not, as long as that one is not farther away than this part of
/// the shorter side of the box.
const IN_REACH: f64 = 0.25;

/// The circle around a place that is known only roughly gets no larger radius than this, in CSS pixels.
const ROUGH_MOST: f64 = 64.0;

/// A line or an area is fitted with this much space around it, in CSS pixels, and at most this part of the box.
const MARGIN: (f64, f64) = (32.0, 0.1);

/// In a box whose shorter side is longer than this, in CSS pixels, a mark is shown nearer, with the same surroundings as here.
const LARGE_BOX: f64 = 800.0;

/// Around a line or an area that is shown nearer than the ground is exact there is so much of the shorter side of the box.
const AROUND: f64 = 0.25;

/// What does not fit into the view of the whole story is shown from at most so many zoom levels farther away.
const LARGER: f64 = 0.5;

/// What an approach depends on.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its shapes.
    pub plot: &'a Plot,
    /// What the basemap consists of.
    pub manifest: &'a Manifest,
    /// The files of the basemap that are loaded.
    pub grounds: &'a [Ground],
    /// All retained shapes.
    pub shapes: &'a Geometries,
}

impl Surroundings<'_> {
    /// The zoom at which a place is separate from all other marks, at most [`Surroundings::most_zoom`]; `None`
    /// if no zoom would help, or none is needed. A place with a line or an area has no such zoom.
    pub fn zoom_apart(&self, ix: PlaceIx) -> Option<f64> {
        let (nearest, _) = self.neighbour(ix)?;
        Some(zoom_from_world_width(APART / nearest).min(self.most_zoom(ix)))
    }

    /// The zoom at which the nearest other mark is separate from its own neighbours, too; at most the one at which it is `reach` CSS
    /// pixels away, and at most [`Surroundings::most_zoom`].
    fn zoom_neighbours_apart(&self, ix: PlaceIx, reach: f64) -> Option<f64> {
        let (distance, neighbour) = self.neighbour(ix)?;
        let (nearest, _) = self.neighbour(neighbour)?;
        let apart = zoom_from_world_width((APART / nearest).min(reach / distance));
        Some(apart.min(self.most_zoom(ix)))
    }

    /// The nearest other mark, and how far away it is in world coordinates.
    fn neighbour(&self, ix: PlaceIx) -> Option<(f64, PlaceIx)> {
        let place = self.story.place(ix).filter(|p| p.has_mark())?;
        let at = *self.plot.at.get(ix.0 as usize)?;
        let mut nearest: Option<(f64, PlaceIx)> = None;
        for (i, (other, there)) in self.story.places.iter().zip(&self.plot.at).enumerate() {
            // Two marks at one point are not separate at any zoom.
            let distance = (*there - at).hypot();
            let apart = other.has_mark() && distance > 1e-9 && other.at != place.at;
            if apart && nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, PlaceIx(i as u32)));
            }
        }
        nearest
    }

    /// The largest zoom that is honest for a place: at most what the story gives, and neither its own accuracy nor the tolerance of the ground
    /// under it, which must stay within half a CSS pixel, shows.
    pub fn most_zoom(&self, ix: PlaceIx) -> f64 {
        self.most_zoom_with(ix, 0.0)
    }

    /// The same where the ground need not be exact: so many levels `nearer`.
    fn most_zoom_with(&self, ix: PlaceIx, nearer: f64) -> f64 {
        let Some(place) = self.story.place(ix) else { return CLOSEST };
        let ground = self.manifest.max_zoom_at(world_from_lonlat(place.at));
        let own = if place.accuracy_km > 0.0 {
            // Half a pixel for `km` is a radius of `ROUGH_MOST` pixels for 2 · `ROUGH_MOST` times as much.
            half_pixel_zoom(place.at.lat, place.accuracy_km / (2.0 * ROUGH_MOST))
        } else {
            CLOSEST
        };
        (ground + nearer)
            .min(self.manifest.most_zoom())
            .min(own)
            .min(place.max_zoom.unwrap_or(CLOSEST))
    }

    /// The bounds of a leg, in world coordinates.
    pub fn leg_extent(&self, ix: LegIx) -> Option<Rect> {
        let (first, others) = self.plot.legs.get(ix.0 as usize)?.coarse().split_first()?;
        let mut extent = first.bounds;
        for strand in others {
            extent = extent.union(strand.bounds);
        }
        Some(extent)
    }

    /// The camera that shows a whole leg, at most as near as its ends may be shown; `None` if there is no such
    /// leg.
    pub fn approach_leg(&self, ix: LegIx, home: Camera, padding: Insets) -> Option<Camera> {
        let leg = self.story.leg(ix)?;
        let extent = self.leg_extent(ix)?;
        let mut most = self.manifest.max_zoom_at(world_from_lonlat(*leg.line.first()?));
        for end in [leg.from, leg.to] {
            most = end.map_or(most, |ix| self.most_zoom(ix).min(most));
        }
        Some(fit(extent, home, padding, most))
    }

    /// The bounds of a place's line or area, in world coordinates. A place that is a name alone has those of the inset about it,
    /// or else of the circle within which it is known. `None` for a mark, a place without any of these, and an area of the ground
    /// that is not loaded.
    pub fn extent(&self, ix: PlaceIx) -> Option<Rect> {
        let place = self.story.place(ix)?;
        match &place.shape {
            Shape::Point if place.has_mark() => None,
            Shape::Point => {
                let inset = self.story.insets.iter().find(|inset| inset.place == Some(ix));
                inset.map(|inset| world_bounds(inset.bounds)).or_else(|| {
                    let center = world_from_lonlat(place.at);
                    let radius = place.accuracy_km / km_per_world(center.y);
                    let around = Rect::from_center_size(center, (2.0 * radius, 2.0 * radius));
                    (radius > 0.0).then_some(around)
                })
            }
            Shape::Region(code) => {
                let base = ground::base(self.grounds)?;
                let extent = base.extent(base.region(code)?, self.shapes)?;
                Some(part_beside(extent, self.plot.bounds.center()))
            }
            Shape::Lines(_) | Shape::Rings(_) => {
                let id = self.plot.places.get(ix.0 as usize).copied().flatten()?;
                Some(self.plot.to_world.transform_rect_bbox(self.shapes.bounds(id)))
            }
        }
    }

    /// The camera that shows a selected place: fitted to its line or area, or zoomed in until its mark is
    /// separate. Never farther out than `from` for a mark, nor much farther than `home` for an area. `None` if `from` is near
    /// enough; with `again`, the camera that shows the mark in the middle of what is free now.
    pub fn approach(
        &self,
        ix: PlaceIx,
        from: Camera,
        home: Camera,
        padding: Insets,
        again: bool,
    ) -> Option<Camera> {
        let size = from.size;
        if let Some(extent) = self.extent(ix) {
            let exact = fit(extent, home, padding, self.most_zoom(ix));
            // Nearer only as long as there is much room around it, for legend and names.
            let free = (size.to_rect() - padding).abs();
            let around = AROUND * free.width().min(free.height());
            let padding = padding + Insets::uniform(around);
            let near = Camera::fit_up_to(self.most_zoom_with(ix, NEARER), extent, size, padding);
            return Some(if near.zoom > exact.zoom { near } else { exact });
        }
        let at = *self.plot.at.get(ix.0 as usize)?;
        let side = size.width.min(size.height);
        let nearer = zoom_from_world_width(side) - zoom_from_world_width(LARGE_BOX);
        // A box that has become larger keeps its view, so that it is the same once the box is smaller again.
        let nearer = if again { 0.0 } else { nearer.clamp(0.0, NEARER) };
        let zoom = self.zoom_apart(ix)?;
        let among = self.zoom_neighbours_apart(ix, IN_REACH * side.min(LARGE_BOX));
        let zoom = among.map_or(zoom, |among| among.max(zoom));
        let zoom = (zoom + nearer).min(self.most_zoom_with(ix, nearer));
        if zoom <= from.zoom && !again {
            return None;
        }
        let zoom = zoom.max(from.zoom);
        let free = (size.to_rect() - padding).abs();
        let there = Camera { center: at, zoom, size };
        Some(there.pan_by(free.center() - size.to_rect().center()))
    }
}

/// The camera that shows all of `extent` in the part of the box that `padding` leaves free, at most at zoom `most`.
/// What is much larger than the whole story is not fitted: then it is `home`.
pub fn fit(extent: Rect, home: Camera, padding: Insets, most: f64) -> Camera {
    let free = (home.size.to_rect() - padding).abs();
    let margin = MARGIN.0.min(MARGIN.1 * free.width().min(free.height()));
    let padding = Insets::new(
        padding.x0 + margin,
        padding.y0 + margin,
        padding.x1 + margin,
        padding.y1 + margin,
    );
    if Camera::fit(extent, home.size, padding).zoom < home.zoom - LARGER {
        return home;
    }
    Camera::fit_up_to(most, extent, home.size, padding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::plot::Drawing;
    use crate::story::parse;
    use kurbo::Size;

    /// Two towns 0.05° apart, one of them known to 8 km only; a lonely town; and two regions that are a name alone, one of
    /// them in an inset.
    const TEXT: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[9,50]}},
        {"type":"Feature","id":"b","properties":{"name":"B","accuracyKm":8},"geometry":{"type":"Point","coordinates":[9.05,50]}},
        {"type":"Feature","id":"far","properties":{"name":"F","maxZoom":7},"geometry":{"type":"Point","coordinates":[30,50]}},
        {"type":"Feature","id":"wood","properties":{"name":"W","kind":"region","accuracyKm":20},"geometry":{"type":"Point","coordinates":[10,51]}},
        {"type":"Feature","id":"moor","properties":{"name":"M","kind":"region"},"geometry":{"type":"Point","coordinates":[11,51]}}],
        "inset":{"title":"The moor","bbox":[10.8,50.9,11.3,51.2],"place":"moor"}}"#;

    fn with(test: impl Fn(&Surroundings)) {
        let story = parse(TEXT).unwrap();
        let (mut drawing, mut shapes) = (Drawing::default(), Geometries::default());
        while drawing.step(&story, &mut shapes, usize::MAX) {}
        let (plot, manifest) = (drawing.plot, Manifest::default());
        test(&Surroundings {
            story: &story,
            plot: &plot,
            manifest: &manifest,
            grounds: &[],
            shapes: &shapes,
        });
    }

    fn camera(zoom: f64) -> Camera {
        let center = world_from_lonlat(LonLat::new(15.0, 50.0));
        Camera { center, zoom, size: Size::new(800.0, 600.0) }
    }

    #[test]
    fn a_chosen_place_stands_apart_from_its_neighbour() {
        with(|s| {
            let to = s.approach(PlaceIx(0), camera(4.0), camera(4.0), Insets::ZERO, false).unwrap();
            let on = |i: usize| to.screen_from_world(s.plot.at[i]);
            assert!(((on(1) - on(0)).hypot() - APART).abs() < 1e-6);
            assert!((on(0) - to.size.to_rect().center()).hypot() < 1e-6);
        });
    }

    #[test]
    fn a_large_box_shows_a_place_nearer_but_no_nearer_than_the_story_allows() {
        with(|s| {
            let large = |side: f64| Camera { size: Size::new(side, side), ..camera(4.0) };
            let zoom = |ix: u32, side: f64| {
                let to = s.approach(PlaceIx(ix), large(side), large(side), Insets::ZERO, false);
                to.map_or(4.0, |to| to.zoom)
            };
            let nearer = zoom(0, 1200.0) - zoom(0, 800.0);
            assert!(
                (nearer - 0.584_962_500_721_156_2).abs() < 1e-6,
                "one and a half times as large"
            );
            assert_eq!(zoom(0, 400.0), zoom(0, 800.0));
            assert_eq!(zoom(1, 1200.0), zoom(1, 800.0), "it is known roughly");
        });
    }

    #[test]
    fn a_place_that_stands_apart_does_not_zoom_out() {
        with(|s| {
            assert_eq!(
                s.approach(PlaceIx(0), camera(10.9), camera(4.0), Insets::ZERO, false),
                None
            );
            assert_eq!(s.approach(PlaceIx(2), camera(4.0), camera(4.0), Insets::ZERO, false), None);
        });
    }

    #[test]
    fn a_place_is_shown_nearer_until_its_neighbours_stand_apart_as_long_as_they_are_in_sight() {
        with(|s| {
            // The lonely town stands apart from the other two, but they do not stand apart from each other.
            let to = s.approach(PlaceIx(2), camera(2.0), camera(2.0), Insets::ZERO, false).unwrap();
            let on = |i: usize| to.screen_from_world(s.plot.at[i]);
            let (distance, reach) = ((on(2) - on(1)).hypot(), IN_REACH * 600.0);
            assert!((distance - reach).abs() < 1e-6, "{distance}");
        });
    }

    #[test]
    fn a_region_that_is_a_name_alone_is_fitted_as_far_as_it_is_known() {
        with(|s| {
            let visible = |ix: u32| {
                let to = s.approach(PlaceIx(ix), camera(4.0), camera(4.0), Insets::ZERO, false);
                to.unwrap().visible()
            };
            let moor = world_bounds([10.8, 50.9, 11.3, 51.2]);
            assert_eq!(visible(4).union(moor), visible(4), "all of the inset");
            assert!(visible(4).area() < 4.0 * moor.area(), "and little more");
            let wood = world_from_lonlat(LonLat::new(10.0, 51.0));
            let radius = 20.0 / km_per_world(wood.y);
            assert!((visible(3).center() - wood).hypot() < 1e-9);
            assert!(visible(3).height() > 2.0 * radius);
        });
    }

    #[test]
    fn a_place_known_roughly_is_not_shown_as_if_it_were_exact() {
        with(|s| {
            let most = s.most_zoom(PlaceIx(1));
            let radius = 8.0 / crate::mercator::km_per_pixel(50.0, most);
            assert!((radius - ROUGH_MOST).abs() < 1e-6, "{radius}");
            assert!(s.zoom_apart(PlaceIx(1)).unwrap() <= most);
            assert_eq!(s.most_zoom(PlaceIx(2)), 7.0, "the story's own limit");
        });
    }
}
