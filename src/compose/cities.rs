//! Cities of the ground, as quiet context: those that the story does not name, as far as there is room.

use super::frame::Frame;
use crate::basemap::City;
use crate::camera::Camera;
use crate::label::{Anchor, Request, TextLine};
use crate::scene::{Halo, NameId};
use crate::story::{Place, PlaceIx};
use crate::text::Font;
use kurbo::{Circle, Point, Rect};

/// The first key of the labels of cities.
const KEYS: u32 = 0x7000_0000;

/// The zoom from which the cities of each rank are shown.
const FROM_ZOOM: [f64; 9] = [2.4, 3.0, 3.5, 4.2, 4.9, 5.3, 5.8, 6.9, 8.2];

/// At most this many cities have a label.
const MOST: usize = 40;

/// A less important city this near to another one has no label, in CSS pixels: across and along.
const APART: (f64, f64) = (84.0, 34.0);

/// The story's own place this near to a city is the same place, in CSS pixels; with the same name, also one this near.
const SAME: f64 = 14.0;
const SAME_NAME: f64 = 90.0;

/// The radius of a city's mark, in CSS pixels, and the size of its name as a part of the size of the story's context.
const MARK: f64 = 1.6;
const SIZE: f64 = 0.94;

/// Requests labels for cities, the most important first.
pub(super) fn request(
    frame: &Frame,
    (cameras, places): (&[Camera], &[(PlaceIx, &Place, Point)]),
    seen: Rect,
    want: &mut dyn FnMut(Request, NameId),
) {
    if frame.is_inset {
        return;
    }
    let mut chosen: Vec<Point> = Vec::new();
    for (rank, from) in FROM_ZOOM.into_iter().enumerate() {
        if frame.camera.zoom < from {
            break;
        }
        for ground in frame.grounds() {
            for (i, city) in ground.cities.iter().enumerate() {
                if usize::from(city.rank) != rank || chosen.len() == MOST {
                    continue;
                }
                let [x, y] = city.at.map(f64::from);
                let at = ground.to_world * Point::new(x, y);
                let copies = cameras.iter().map(|camera| camera.screen_from_world(at));
                let Some(at) = copies.into_iter().find(|at| seen.contains(*at)) else { continue };
                // Pieces overlap, and then the city is near to itself.
                let near = |other: &Point| {
                    (at.x - other.x).abs() < APART.0 && (at.y - other.y).abs() < APART.1
                };
                if chosen.iter().any(near) {
                    continue;
                }
                let name = frame.translation.and_then(|names| names.city(city.id));
                let name = name.unwrap_or(&city.name);
                let is_own = |place: &Place, place_at: Point| {
                    let distance = (at - place_at).hypot();
                    let alike = |own: &str| own == name || own == city.name;
                    distance < SAME
                        || distance < SAME_NAME && place.name.0.iter().any(|(_, own)| alike(own))
                };
                if !places.iter().any(|(_, place, place_at)| is_own(place, *place_at)) {
                    chosen.push(at);
                    want(label(frame, city, name, at), NameId::City(ground.piece, i));
                }
            }
        }
    }
}

fn label(frame: &Frame, city: &City, name: &str, at: Point) -> Request {
    let context = frame.scale.context;
    let font = Font { size: context.size * SIZE, ..context };
    let line = TextLine::new(name.into(), font, frame.theme.context_label);
    let halo = Some(Halo { color: frame.theme.land_halo, width: 2.6 * frame.text });
    Request::optional(KEYS + city.id, line, halo, Anchor::Dot(Circle::new(at, MARK)))
}
