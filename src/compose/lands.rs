//! Whose land is where in a picture, so that no place is named on that of another country.

use super::frame::Frame;
use crate::ground::{self, Ground, GroundRegion};
use crate::label::Lands;
use crate::mercator::{MIDDLE, beside};
use crate::scanlines::Scanlines;
use crate::story::Place;
use kurbo::{Line, Point, Rect};

/// The distance between the points at which a line is tested, in CSS pixels.
const STEP: f64 = 4.0;

/// The countries in sight.
pub(super) struct CountriesInSight<'a> {
    frame: &'a Frame<'a>,
    /// The grounds that are drawn, the finest first, each with its countries and their bounds in world coordinates.
    grounds: Vec<(&'a Ground, Vec<(&'a GroundRegion, Rect)>)>,
}

impl<'a> CountriesInSight<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        let shapes = frame.input.shapes;
        let seen: Vec<Rect> = frame.camera.on_copies().iter().map(|c| c.visible()).collect();
        let is_seen = |r: Rect| seen.iter().any(|part| part.overlaps(r));
        let mut grounds = Vec::new();
        for ground in frame.grounds().filter(|g| is_seen(g.bounds)) {
            let mut countries = Vec::new();
            for region in ground.regions.iter().filter(|r| r.country && !r.code.is_empty()) {
                let bounds = ground.to_world.transform_rect_bbox(shapes.bounds(region.outline));
                if is_seen(bounds) {
                    countries.push((region, bounds));
                }
            }
            grounds.insert(0, (ground, countries));
        }
        Self { frame, grounds }
    }

    fn rows(&self, ground: &Ground, region: &'a GroundRegion) -> &'a Scanlines {
        ground.region_scanlines(region, self.frame.input.shapes)
    }
}

impl Lands for CountriesInSight<'_> {
    fn abroad(&self, home: [u8; 2], line: Line) -> f64 {
        let to_world = self.frame.camera.unprojection();
        let world = |p: Point| beside(to_world(p), MIDDLE);
        let foreign = |region: &GroundRegion| region.code.as_bytes() != home;
        // Most names are far from a border.
        let around = Rect::from_points(world(line.p0), world(line.p1));
        let is_near = self.grounds.iter().any(|(ground, countries)| {
            countries.iter().any(|(region, bounds)| {
                foreign(region)
                    && bounds.overlaps(around)
                    && !self.rows(ground, region).excludes(around)
            })
        });
        if !is_near {
            return 0.0;
        }
        let length = (line.p1 - line.p0).hypot();
        let steps = (length / STEP).ceil().max(1.0);
        let mut count = 0.0;
        for i in 0..steps as u32 {
            let p = world(line.p0.lerp(line.p1, (f64::from(i) + 0.5) / steps));
            let knows = self.grounds.iter().find(|(ground, _)| ground.bounds.contains(p));
            let spot = Rect::from_points(p, p);
            let under = knows.is_some_and(|(ground, countries)| {
                countries.iter().any(|(region, bounds)| {
                    foreign(region)
                        && bounds.contains(p)
                        && !self.rows(ground, region).excludes(spot)
                })
            });
            count += f64::from(u8::from(under));
        }
        length * count / steps
    }
}

/// The country of a place, if the story names it or the basemap knows it.
pub(super) fn country(frame: &Frame, place: &Place) -> Option<[u8; 2]> {
    let base = || ground::base(frame.input.grounds)?.country_at(place.at, frame.input.shapes);
    place.country.as_deref().or_else(base)?.as_bytes().try_into().ok()
}
