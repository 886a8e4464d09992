//! The names in tiles: streets, rivers, quarters, parks. They are quiet, and only where nothing else is.

use super::courses;
use super::frame::Frame;
use crate::camera::Camera;
use crate::label::{Anchor, Course, Look, Priority, Request, Spot, TextLine};
use crate::scene::Halo;
use crate::text::Font;
use crate::tiles::{TileName, TileNameKind};
use kurbo::{Point, Rect};

/// The size of a street's name, relative to that of a place.
const STREET: f64 = 0.88;

/// The label of a name.
pub(super) fn request(frame: &Frame, name: &TileName, seen: Rect) -> Option<Request> {
    let (theme, scale) = (frame.theme, &frame.scale);
    let quiet = theme.country_off_route;
    let (font, color) = match name.kind {
        TileNameKind::Street => {
            (Font { size: scale.context.size * STREET, ..scale.context }, quiet)
        }
        TileNameKind::River => (scale.river[1], theme.river_label),
        TileNameKind::Quarter => (scale.off_route[0], quiet),
        TileNameKind::Park => (Font { italic: true, ..scale.remark }, quiet),
    };
    let halo = Some(Halo { color: theme.land_halo, width: 2.6 * frame.text });
    let font = font.for_text(&name.text);
    let anchor = if matches!(name.kind, TileNameKind::Street | TileNameKind::River) {
        let parts: Vec<(Camera, &[Point])> =
            name.parts.iter().map(|part| (*frame.camera, part.as_slice())).collect();
        let course = courses::visible(&parts, seen, 0.0)?;
        Anchor::Along(Course { line: Vec::new(), ..course })
    } else {
        let at = frame.camera.screen_from_world(*name.parts.first()?.first()?);
        Anchor::Spots(vec![Spot { id: 0, at, cost: 0.0, look: Look { font, color, halo } }])
    };
    let lines = vec![TextLine { text: name.text.clone(), font, color }];
    Some(Request { key: name.key, lines, halo, anchor, priority: Priority::Optional, home: None })
}
