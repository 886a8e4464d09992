//! Panels as pictures: they rarely change while the map moves.

use crate::scene::{Layer, LayerKind};
use crate::web::pen::Pen;
use crate::web::target::Surface;

/// A panel is cached when it is drawn for this many times without a change: the scale bar changes often.
const SAME: u32 = 4;

/// The panels of the last frame.
#[derive(Default)]
pub(in crate::web) struct PanelCache(Vec<Panel>);

struct Panel {
    revision: u32,
    /// How often it was drawn, and its picture if it is cached.
    drawn: u32,
    surface: Option<Surface>,
    /// Whether it was drawn in this frame.
    used: bool,
}

impl PanelCache {
    /// Removes all panels.
    pub(in crate::web) fn clear(&mut self) {
        self.0.clear();
    }

    /// Begins a frame. Removes panels that the last frame did not draw.
    pub(in crate::web) fn begin(&mut self) {
        self.0.retain_mut(|panel| core::mem::take(&mut panel.used));
    }

    /// Draws a panel from its picture. Returns whether there is one.
    pub(in crate::web) fn draw(&mut self, layer: &Layer, pen: &mut Pen) -> bool {
        let LayerKind::Panel(rect) = layer.kind else { return false };
        let revision = layer.revision;
        let known = self.0.iter().position(|panel| panel.revision == revision);
        let index = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push(Panel { revision, drawn: 0, surface: None, used: false });
        }
        let Some(panel) = self.0.get_mut(index) else { return false };
        panel.used = true;
        panel.drawn += 1;
        if panel.drawn < SAME {
            return false;
        }
        // Align to device pixels, so that the picture looks the same as the panel painted directly.
        let rect = rect.scale_from_origin(pen.ratio).expand();
        if panel.surface.is_none() {
            panel.surface = Surface::new(pen, rect.size(), false);
            if let Some(surface) = &panel.surface {
                let (place, whole) = ((pen.ratio, -rect.origin().to_vec2()), rect.size().to_rect());
                surface.draw(pen, place, whole, |pen| {
                    pen.prepare();
                    pen.layer(layer);
                });
            }
        }
        let Some(surface) = &panel.surface else { return false };
        pen.canvas(&surface.canvas, rect.origin().to_vec2());
        true
    }
}
