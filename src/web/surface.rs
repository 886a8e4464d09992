//! Other canvases than the map's own, and painting on them.

use super::canvas::Canvas;
use kurbo::{Rect, Size, Vec2};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

impl Canvas {
    /// Paints a part of another canvas, in its device pixels: `ratio` of them to a CSS pixel of the box,
    /// which begins at `origin`.
    pub(super) fn onto(
        &mut self,
        context: CanvasRenderingContext2d,
        ratio: f64,
        origin: Vec2,
        part: Rect,
        paint: impl FnOnce(&mut Self),
    ) {
        let own = core::mem::replace(&mut self.context, context);
        let own_ratio = core::mem::replace(&mut self.ratio, ratio);
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.save();
        self.context.begin_path();
        self.context.rect(part.x0, part.y0, part.width(), part.height());
        self.context.clip();
        let own_origin = core::mem::replace(&mut self.origin, origin);
        let seen = self.in_box(part);
        let own_part = self.part.replace(seen);
        paint(self);
        self.context.restore();
        (self.origin, self.part) = (own_origin, own_part);
        (self.context, self.ratio) = (own, own_ratio);
    }
}

/// Another canvas of a size in device pixels; what is `opaque` is copied faster.
pub(super) fn surface(
    context: &CanvasRenderingContext2d,
    size: Size,
    opaque: bool,
) -> Option<CanvasRenderingContext2d> {
    let document = context.canvas()?.owner_document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
    set_size(&canvas, size);
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"alpha".into(), &(!opaque).into());
    Some(canvas.get_context_with_context_options("2d", &options).ok()??.unchecked_into())
}

/// A canvas' size in device pixels.
pub(super) fn size_of(canvas: &HtmlCanvasElement) -> Size {
    Size::new(f64::from(canvas.width()), f64::from(canvas.height()))
}

/// Sizes a canvas, in device pixels, if it has another size: that wipes it.
pub(super) fn set_size(canvas: &HtmlCanvasElement, size: Size) {
    if size_of(canvas) != size {
        canvas.set_width(size.width as u32);
        canvas.set_height(size.height as u32);
    }
}
