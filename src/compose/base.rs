//! The ground: sea tones, land, relief, water and borders. Details are drawn over the base.

use super::draw::{draw_image, draw_rect, draw_shape};
use super::frame::Frame;
use crate::basemap::manifest::{RELIEF_MARGIN, Role};
use crate::ground::{self, DisputedBorder, Ground};
use crate::scene::{Geometry, ImageId, Item, Layer, Stroke};
use crate::story::BorderLook;
use crate::theme::Color;
use kurbo::{Affine, Rect, Vec2};

pub(super) fn draw(frame: &Frame, scene: &mut Layer) {
    let base = ground::base(frame.input.grounds);
    for copy in frame.camera.copies() {
        let shift = Vec2::new(f64::from(copy), 0.0);
        let seen = frame.camera.visible() - shift;
        let to_screen = frame.camera.transform() * Affine::translate(shift);
        for ground in ground::in_view(frame.loaded.iter().copied(), seen, frame.camera.zoom) {
            if ground.role == Role::Base {
                draw_ground(frame, ground, None, shift, scene);
                continue;
            }
            // Within whole pixels: the sea would shine through along a blurred edge, and beyond it.
            let bounds = to_screen.transform_rect_bbox(ground.bounds).trunc();
            scene.items.push(Item::Clip(bounds));
            // The box is a little larger than the clip: otherwise its edge would be half transparent.
            fill_box(bounds.inflate(1.0, 1.0), frame.theme.offshore, scene);
            draw_ground(frame, ground, base, shift, scene);
            scene.items.push(Item::EndClip);
        }
    }
}

fn fill_box(rect: Rect, color: Color, scene: &mut Layer) {
    draw_rect(rect, Some(color), None, scene);
}

/// Draws one piece, `shift` away in world coordinates. Under the images of a detail are those of the base, because a
/// detail's images fade out towards their edges.
fn draw_ground(
    frame: &Frame,
    ground: &Ground,
    base: Option<&Ground>,
    shift: Vec2,
    scene: &mut Layer,
) {
    let theme = frame.theme;
    let world = frame.camera.transform() * Affine::translate(shift);
    let to_screen = world * ground.to_world;
    let clipped = ground.clipped(frame.camera.visible() - shift);
    let fill = |id, color, scene: &mut Layer| {
        draw_shape(Geometry::Retained(id, to_screen), Some(color), None, scene);
    };
    let line = |id, stroke, scene: &mut Layer| {
        draw_shape(Geometry::Retained(id, to_screen), None, Some(stroke), scene);
    };
    let image = |image: ImageId, area: Rect, opacity: f64, scene: &mut Layer| {
        draw_image(image, world.transform_rect_bbox(area), opacity, scene);
    };
    let detail = ground::nearness(frame.input.manifest, frame.camera.zoom);
    let with_images = [base, Some(ground)];
    let near = frame.near();
    // The sea tones of the base fade out while those of the detail fade in.
    for g in with_images.into_iter().flatten() {
        let opacity = if g.role == Role::Base { 1.0 - detail } else { detail };
        if let Some(area) = g.sea
            && opacity > 0.0
        {
            image(g.sea_image(), area, opacity, scene);
        }
    }
    fill(clipped.land, theme.land, scene);
    for g in with_images.into_iter().flatten() {
        let opacity = if g.role == Role::Base { 1.0 } else { detail };
        if let Some(area) = g.relief {
            image(g.relief_image(), area, opacity, scene);
        }
    }
    draw_reliefs(frame, ground.bounds, shift, scene);
    fill(clipped.off_route, theme.off_route, scene);
    for (code, color) in frame.coloured_countries() {
        if let Some(region) = ground.region(code) {
            fill(region.outline, color, scene);
        }
    }
    for (code, kind) in frame.subject_regions() {
        // A detail may have no states; those of the base are exact enough for a tint.
        let own = ground.region(code).map(|region| (region, ground));
        let found = own.or_else(|| base.and_then(|base| Some((base.region(code)?, base))));
        if let Some((region, of)) = found {
            let shape = Geometry::Retained(region.outline, world * of.to_world);
            let tint = frame.input.styles.area(kind).highlighted.of(theme);
            draw_shape(shape, Some(tint), None, scene);
        }
    }
    fill(clipped.lakes, theme.lake, scene);
    let widths = if near { [2.1, 1.4, 0.7] } else { [1.0, 0.6, 0.4] };
    for ((id, width), least_zoom) in ground.rivers.iter().zip(widths).zip([0.0, 4.6, 6.5]) {
        if frame.camera.zoom >= least_zoom {
            line(*id, Stroke::solid(theme.river, width), scene);
        }
    }
    line(clipped.coasts, Stroke::solid(theme.coast, if near { 0.9 } else { 0.75 }), scene);
    let dashed = |color, width, dash| Stroke { color, width, dash: Some(dash), round: false };
    // A detail with lines of its own shows them, else those of the base are shown until they are too coarse.
    let own_lines = ground.role == Role::Detail && ground.has_state_lines;
    if frame.camera.zoom >= 5.0 && (own_lines || detail < 1.0) {
        let states = base.filter(|_| !own_lines && !ground.has_states()).unwrap_or(ground);
        let shape = Geometry::Retained(states.state_lines, world * states.to_world);
        draw_shape(shape, None, Some(dashed(theme.border, 0.6, [1.2, 2.6])), scene);
    }
    let settled = |id, scene: &mut Layer| {
        if near {
            line(id, Stroke::solid(theme.border.at(0.16), 7.0), scene);
            line(id, dashed(theme.border, 1.2, [7.0, 3.5]), scene);
        } else {
            line(id, dashed(theme.border, 0.95, [4.5, 2.5]), scene);
        }
    };
    settled(ground.borders, scene);
    // The picture may be moved before it is drawn again.
    let seen = frame.camera.visible() - shift;
    let around = seen.inflate(seen.width(), seen.height());
    for DisputedBorder { between, lines } in &ground.disputed {
        let bounds = frame.input.shapes.bounds(*lines);
        if !ground.to_world.transform_rect_bbox(bounds).overlaps(around) {
            continue;
        }
        match frame.input.story.border_look(*between) {
            BorderLook::Dotted => {
                let style = &frame.input.styles.disputed;
                line(*lines, style.stroke(theme, frame.sizing()), scene);
            }
            BorderLook::Dashed => settled(*lines, scene),
            BorderLook::Hidden => {}
        }
    }
}

/// Draws the pieces that are images of the relief in a part of the world, `shift` away in world coordinates. Near enough, each piece of
/// the finer level shows its own image, or, until that is loaded, the coarser one.
fn draw_reliefs(frame: &Frame, part: Rect, shift: Vec2, scene: &mut Layer) {
    let input = frame.input;
    let to_screen = frame.camera.transform() * Affine::translate(shift);
    let part = part.intersect(frame.camera.visible() - shift);
    let (mut coarse, mut near) = (None, false);
    let mut fine = Vec::new();
    for (id, piece) in input.manifest.ids() {
        if piece.role != Role::Relief || !piece.world.overlaps(part) {
            continue;
        }
        let is_ready = frame.camera.zoom >= piece.draw_zoom && frame.reliefs.contains(&id);
        let image = is_ready.then_some((id, piece.world));
        if piece.draw_zoom == f64::NEG_INFINITY {
            coarse = image;
        } else {
            near |= is_ready;
            fine.push((piece.world, image));
        }
    }
    let draw = |(id, area), scene: &mut Layer| {
        draw_image(ImageId::relief(id), to_screen.transform_rect_bbox(area), 1.0, scene);
    };
    for (area, image) in fine.into_iter().filter(|_| near) {
        if let Some(image) = image {
            draw(image, scene);
        } else if let Some(coarse) = coarse {
            // Without the margin, which has the neighbours' own images.
            let margin = area.size() * (-RELIEF_MARGIN / (1.0 + 2.0 * RELIEF_MARGIN));
            let cell = area.inflate(margin.width, margin.height);
            scene.items.push(Item::Clip(to_screen.transform_rect_bbox(cell).trunc()));
            draw(coarse, scene);
            scene.items.push(Item::EndClip);
        }
    }
    if let Some(coarse) = coarse.filter(|_| !near) {
        draw(coarse, scene);
    }
}
