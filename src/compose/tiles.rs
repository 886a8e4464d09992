//! Tiles over the ground, each clipped to its area, because lines go on beyond it.

use super::draw::{draw_rect, draw_shape};
use super::frame::Frame;
use crate::scene::{Geometry, Item, Layer, Stroke};
use crate::tiles::{Paint, Pass, UNITS};
use kurbo::{Affine, Vec2};

pub(super) fn draw(frame: &Frame, scene: &mut Layer) {
    let (tiles, camera, theme) = (frame.input.tiles, frame.camera, frame.theme);
    // The page refers to them by their index: `COLORS` in www/element/tiles/looks.ts.
    let colors = [
        theme.park,
        theme.sea,
        theme.lake,
        theme.coast,
        theme.second_ink,
        theme.border,
        theme.surface,
    ];
    let color = |Paint { color, opacity }| Some(colors.get(color)?.at(opacity));
    for copy in camera.copies() {
        let shift = Vec2::new(f64::from(copy), 0.0);
        let world = camera.transform() * Affine::translate(shift);
        for tile in tiles.seen(camera.visible() - shift, camera.zoom) {
            // In whole pixels and a little larger than the tile, so that no seam shows: neighbours draw the same along
            // their edge.
            let bounds = world.transform_rect_bbox(tile.area).expand().inflate(1.0, 1.0);
            scene.items.push(Item::Clip(bounds));
            draw_rect(bounds.inflate(1.0, 1.0), Some(theme.land), None, scene);
            let to_screen = world
                * Affine::translate(tile.area.origin().to_vec2())
                * Affine::scale(tile.area.width() / UNITS);
            for pass in tiles.passes.iter().filter_map(|pass| Pass::at(pass, camera.zoom)) {
                let Pass { width, dash, .. } = pass;
                let round = dash.is_none();
                let stroke = color(pass.stroke).map(|color| Stroke { color, width, dash, round });
                for (class, shape) in &tile.shapes {
                    if *class == pass.class {
                        let shape = Geometry::Retained(*shape, to_screen);
                        draw_shape(shape, color(pass.fill), stroke, scene);
                    }
                }
            }
            scene.items.push(Item::EndClip);
        }
    }
}
