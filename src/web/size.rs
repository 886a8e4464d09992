//! Sizes of canvases.

use kurbo::Size;
use web_sys::HtmlCanvasElement;

/// The most pixels of a canvas from side to side, and all together. Browsers leave a larger one blank; Safari has the
/// smallest limits.
const MOST: (f64, f64) = (16_384.0, 67_108_864.0);

/// The most device pixels per CSS pixel with which a browser can show a canvas of this size in CSS pixels.
pub(super) fn most_ratio(size: Size) -> f64 {
    (MOST.0 / size.max_side()).min((MOST.1 / size.area()).sqrt())
}

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
