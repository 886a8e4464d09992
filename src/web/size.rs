//! Sizes of canvases.

use kurbo::Size;
use web_sys::HtmlCanvasElement;

/// The size of a canvas in device pixels.
pub(super) fn size_of(canvas: &HtmlCanvasElement) -> Size {
    Size::new(f64::from(canvas.width()), f64::from(canvas.height()))
}

/// Sets the size of a canvas in device pixels, unless it is the same, because setting it clears the canvas.
pub(super) fn set_size(canvas: &HtmlCanvasElement, size: Size) {
    if size_of(canvas) != size {
        canvas.set_width(size.width as u32);
        canvas.set_height(size.height as u32);
    }
}
