//! The 2d context of a canvas.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The context of a canvas. `alpha` has an effect only if the canvas has no context yet: an opaque canvas is copied faster.
pub(super) fn context_of(
    canvas: &HtmlCanvasElement,
    alpha: bool,
) -> Option<CanvasRenderingContext2d> {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"alpha".into(), &alpha.into());
    let context = canvas.get_context_with_context_options("2d", &options).ok()??;
    Some(context.unchecked_into())
}
