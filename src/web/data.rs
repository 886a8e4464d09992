//! Conversion of data from Rust to JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// A JavaScript value of the same objects, lists, strings and numbers as in JSON. `None` becomes `null`,
/// and so does a value that JavaScript cannot express, which no type of this crate contains.
pub(super) fn to_js<T: Serialize>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}
