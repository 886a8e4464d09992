//! Data between Rust and JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// A JavaScript value made of the same objects, lists, texts and numbers as JSON. `None` becomes `null`,
/// and so does what cannot be expressed in JavaScript, which no type of this crate contains.
pub(super) fn to_js<T: Serialize>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}
