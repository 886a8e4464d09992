//! Off-screen canvases, and drawing on them.

use super::context::context_of;
use super::pen::Pen;
use super::size::{set_size, size_of};
use kurbo::{Rect, Size, Vec2};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// An off-screen canvas.
pub(super) struct Surface {
    pub(super) canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Surface {
    /// A canvas with a size in device pixels, for a pen to draw from.
    pub(super) fn new(pen: &Pen, size: Size, opaque: bool) -> Option<Self> {
        let document = pen.context.canvas()?.owner_document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
        set_size(&canvas, size);
        let context = context_of(&canvas, !opaque)?;
        Some(Self { canvas, context })
    }

    /// Draws on a part of the canvas, in its device pixels. There are `ratio` device pixels per CSS pixel,
    /// and the viewport begins at `origin`.
    pub(super) fn draw(
        &self,
        pen: &mut Pen,
        (ratio, origin): (f64, Vec2),
        part: Rect,
        draw: impl FnOnce(&mut Pen),
    ) {
        let context = &self.context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.save();
        context.begin_path();
        context.rect(part.x0, part.y0, part.width(), part.height());
        context.clip();
        draw(&mut Pen {
            context,
            ratio,
            origin,
            part: Some((part - origin).scale_from_origin(1.0 / ratio)),
            resources: pen.resources,
            shapes: pen.shapes,
        });
        context.restore();
    }

    /// Shifts the contents by whole device pixels.
    pub(super) fn shift(&self, by: Vec2) {
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.set_global_composite_operation("copy");
        let _ = self.context.draw_image_with_html_canvas_element(&self.canvas, by.x, by.y);
        let _ = self.context.set_global_composite_operation("source-over");
    }

    /// Its size in device pixels.
    pub(super) fn size(&self) -> Size {
        size_of(&self.canvas)
    }
}
