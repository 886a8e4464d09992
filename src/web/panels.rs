//! What stands over the map as pictures that are kept: it rarely changes while the map moves.

use super::canvas::{Canvas, surface};
use crate::scene::{Geometries, Item, Scene};
use kurbo::{Rect, Vec2};
use web_sys::HtmlCanvasElement;

/// A piece of so few items is painted as it is, its texts from pictures of their own: the scale bar
/// changes with every view.
const FEW: usize = 16;

/// A piece last painted.
#[derive(Default)]
pub(super) struct Panel {
    items: Vec<Item>,
    /// Counts up when any shape is replaced.
    revision: u32,
    /// Its picture, once it was asked for twice.
    picture: Option<HtmlCanvasElement>,
}

impl Canvas {
    /// Paints what stands over the map.
    pub(super) fn furniture(&mut self, scene: &Scene, shapes: &Geometries) {
        let mut panels = core::mem::take(&mut self.panels);
        panels.resize_with(scene.layers.panels.len(), Panel::default);
        for (panel, (range, rect)) in panels.iter_mut().zip(&scene.layers.panels) {
            let items = scene.items.get(range.clone()).unwrap_or_default();
            if items.len() <= FEW {
                self.items(items, shapes);
                continue;
            }
            if panel.revision != shapes.revision() || panel.items != items {
                let revision = shapes.revision();
                *panel = Panel { items: items.to_vec(), revision, picture: None };
                self.items(items, shapes);
                continue;
            }
            // Whole device pixels: what is painted into the picture stands as it would on the map.
            let rect = rect.scale_from_origin(self.ratio).expand();
            if panel.picture.is_none() {
                panel.picture = self.panel(rect, items, shapes);
            }
            if let Some(picture) = &panel.picture {
                let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
                let _ = self.context.draw_image_with_html_canvas_element(picture, rect.x0, rect.y0);
                self.reset_transform();
            }
        }
        self.panels = panels;
    }

    fn panel(
        &mut self,
        rect: Rect,
        items: &[Item],
        shapes: &Geometries,
    ) -> Option<HtmlCanvasElement> {
        let context = surface(&self.context, rect.size())?;
        let own = core::mem::replace(&mut self.context, context);
        let sprites = core::mem::replace(&mut self.sprites.on, false);
        self.origin = -rect.origin().to_vec2();
        self.prepare();
        self.items(items, shapes);
        self.origin = Vec2::ZERO;
        self.sprites.on = sprites;
        core::mem::replace(&mut self.context, own).canvas()
    }
}
