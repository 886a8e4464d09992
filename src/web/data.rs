//! Plain data on its way to JavaScript.
//!
//! Whatever is told is first made [`Data`], and that a JavaScript value: so only one type has to know
//! how, and a few functions of JavaScript are enough.

use core::fmt::{Display, Formatter, Result as Formatted};
use js_sys::{Array, Object as JsObject};
use serde::Serialize;
use serde::ser::{Error, Impossible, SerializeSeq, SerializeStruct, Serializer};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object that takes members.
    #[wasm_bindgen(extends = JsObject)]
    type Members;

    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Members, key: &str, value: &JsValue);
}

/// Plain data to a JavaScript value; absent is null.
pub(super) fn to_js<T: Serialize>(value: &T) -> JsValue {
    value.serialize(ToData).map_or(JsValue::NULL, |data| from_data(&data))
}

fn from_data(data: &Data) -> JsValue {
    match data {
        Data::Null => JsValue::NULL,
        Data::Bool(b) => JsValue::from_bool(*b),
        Data::Number(n) => JsValue::from_f64(*n),
        Data::Text(s) => JsValue::from_str(s),
        Data::List(items) => {
            let out = Array::new();
            for item in items {
                out.push(&from_data(item));
            }
            out.into()
        }
        Data::Object(members) => {
            let out: Members = JsObject::new().unchecked_into();
            for (key, value) in members {
                out.set(key, &from_data(value));
            }
            out.into()
        }
    }
}

/// What JSON could say.
enum Data {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Data>),
    Object(Vec<(&'static str, Data)>),
}

/// Makes [`Data`].
struct ToData;

/// A kind of value that no one tells: bytes, tuples, maps.
#[derive(Debug)]
struct Untold;

impl Display for Untold {
    fn fmt(&self, _: &mut Formatter) -> Formatted {
        Ok(())
    }
}

impl core::error::Error for Untold {}

impl Error for Untold {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

type Told = Result<Data, Untold>;

/// The methods of numbers.
macro_rules! numbers {
    ($($method:ident $number:ty)*) => {
        $(fn $method(self, n: $number) -> Told {
            Ok(Data::Number(n as f64))
        })*
    };
}

impl Serializer for ToData {
    type Ok = Data;
    type Error = Untold;
    type SerializeSeq = List;
    type SerializeStruct = Object;
    type SerializeTuple = Impossible<Data, Untold>;
    type SerializeTupleStruct = Impossible<Data, Untold>;
    type SerializeTupleVariant = Impossible<Data, Untold>;
    type SerializeMap = Impossible<Data, Untold>;
    type SerializeStructVariant = Impossible<Data, Untold>;

    numbers! {
        serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64
        serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64
        serialize_f32 f32 serialize_f64 f64
    }

    fn serialize_bool(self, b: bool) -> Told {
        Ok(Data::Bool(b))
    }

    fn serialize_char(self, c: char) -> Told {
        Ok(Data::Text(c.into()))
    }

    fn serialize_str(self, s: &str) -> Told {
        Ok(Data::Text(s.into()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Told {
        Err(Untold)
    }

    fn serialize_none(self) -> Told {
        Ok(Data::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Told {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Told {
        Ok(Data::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Told {
        Ok(Data::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Told {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Told {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Told {
        Err(Untold)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Untold> {
        Ok(List(Vec::new()))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Object, Untold> {
        Ok(Object(Vec::with_capacity(length)))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Untold> {
        Err(Untold)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Untold> {
        Err(Untold)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Untold> {
        Err(Untold)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Untold> {
        Err(Untold)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Untold> {
        Err(Untold)
    }
}

struct List(Vec<Data>);

impl SerializeSeq for List {
    type Ok = Data;
    type Error = Untold;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Untold> {
        self.0.push(value.serialize(ToData)?);
        Ok(())
    }

    fn end(self) -> Told {
        Ok(Data::List(self.0))
    }
}

struct Object(Vec<(&'static str, Data)>);

impl SerializeStruct for Object {
    type Ok = Data;
    type Error = Untold;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Untold> {
        self.0.push((key, value.serialize(ToData)?));
        Ok(())
    }

    fn end(self) -> Told {
        Ok(Data::Object(self.0))
    }
}
