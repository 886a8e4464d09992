//! The names of the rivers on the ground, along their courses.

use super::courses::{self, OFF_LINE};
use super::frame::Frame;
use crate::basemap::manifest::Role;
use crate::camera::Camera;
use crate::label::{Anchor, Request, TextLine};
use crate::scene::{Halo, NameId};
use crate::story::{Place, PlaceKind};
use kurbo::{Point, Rect};

/// The first key of the names of rivers, and the bits that tell them apart.
const KEYS: u32 = 0x6000_0000;
const BITS: u32 = 0x0fff_ffff;

/// The zoom from which rivers of each rank have names: large, medium, small.
const FROM_ZOOM: [f64; 3] = [3.8, 5.4, 6.5];

/// A river of which less than this is in sight has no name, in CSS pixels: it would be squeezed into a bend. In the closest views half
/// of it is enough.
const SHORT: f64 = 60.0;

/// At most this many rivers of the story are compared with those of the ground.
const MOST: usize = 1000;

/// Requests names for rivers. A river that is in several pieces has its name in the finest of those in which it is in sight.
pub(super) fn request(
    frame: &Frame,
    cameras: &[Camera],
    seen: Rect,
    want: &mut dyn FnMut(Request, NameId),
) {
    let story = frame.input.story.places.iter();
    let own: Vec<&Place> = story.filter(|p| p.kind == PlaceKind::River).take(MOST).collect();
    let mut named: Vec<u32> = Vec::new();
    let is_visible = |p: &Point| cameras.iter().any(|camera| camera.visible().contains(*p));
    let least = SHORT * (1.0 - frame.detail / 2.0);
    for ground in frame.loaded.iter().rev() {
        if ground.role == Role::Base || frame.camera.zoom < ground.draw_zoom {
            continue;
        }
        for (i, river) in ground.river_names.iter().enumerate() {
            let key = KEYS + (hash(&river.name) & BITS);
            let translated = frame.translation.and_then(|names| names.river(&river.name));
            let name = translated.unwrap_or(&river.name);
            let from = FROM_ZOOM.get(usize::from(river.rank).wrapping_sub(1));
            let shown = from.is_some_and(|from| frame.camera.zoom >= *from)
                && river.course.iter().any(is_visible)
                && !named.contains(&key)
                && !is_in_story([&river.name, name], &own);
            if !shown {
                continue;
            }
            let copies: Vec<_> =
                cameras.iter().map(|camera| (*camera, river.course.as_slice())).collect();
            let Some(course) = courses::visible(&copies, seen, OFF_LINE) else { continue };
            if course.length() < least {
                continue;
            }
            named.push(key);
            let font = frame.scale.river[usize::from(river.rank > 1)];
            let line = TextLine::new(name.into(), font, frame.theme.river_label);
            let halo = Some(Halo { color: frame.theme.land_halo, width: 2.6 * frame.text });
            let label = Request::optional(key, line, halo, Anchor::Along(course));
            want(label, NameId::River(ground.piece, i));
        }
    }
}

/// Whether a river with these names is one of the story's, which has a label already.
fn is_in_story(names: [&str; 2], own: &[&Place]) -> bool {
    let whole_or_word = |n: &str| names.contains(&n) || n.split(' ').any(|w| names.contains(&w));
    own.iter().any(|place| place.name.0.iter().any(|(_, name)| whole_or_word(name)))
}

/// A number for a name (FNV-1a).
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
