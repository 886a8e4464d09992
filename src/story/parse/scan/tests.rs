//! This reader of JSON against that of `serde_json`.

use super::{IN_FEATURES, Read, Scan};
use crate::json::Stepwise;
use proptest::prelude::*;
use serde_json::Value;

/// What this reader makes of a text, features included.
fn read(text: &str) -> Read<Value> {
    let mut scan = Scan::default();
    while scan.step(text, 1)? {}
    let Scan { mut value, features, .. } = scan;
    if let Some(Value::Array(list)) = value.get_mut("features") {
        for start in features.starts {
            // Byte by byte, as in a feature that is larger than any step.
            let mut part = Stepwise::new(start);
            let value = loop {
                if let Some(value) = part.step(text, IN_FEATURES, 1)? {
                    break value;
                }
            };
            list.push(value);
        }
    }
    Ok(value)
}

/// What `serde_json` makes of a text. (A library that only tests use turns on its `float_roundtrip`.)
fn known(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Whether two readings are the same. Numbers of more digits than a float holds, or beyond 10^22, may differ in the
/// last place: this reader rounds them twice. No coordinate is such a number.
fn alike(a: &Read<Value>, b: &Result<Value, String>) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => values_alike(a, b),
        (Err(a), Err(b)) => a == b,
        _ => false,
    }
}

fn values_alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| values_alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |((k, a), (l, b)): ((&String, &Value), (&String, &Value))| {
                k == l && values_alike(a, b)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let [a, b] = [a, b].map(|n| n.as_f64().unwrap());
            a == b || (a - b).abs() <= 4.0 * f64::EPSILON * b.abs()
        }
        _ => a == b,
    }
}

#[test]
fn numbers_of_a_coordinate_are_read_exactly() {
    for text in ["[-77.27719,8.51158]", "[179.999999,-89.123456]", "[0.000001,1e-7,12345678.9]"] {
        assert_eq!(read(text), known(text));
    }
}

#[test]
fn odd_texts_are_read_as_serde_json_reads_them() {
    let texts = r#"|0|-0|-0.0|00|-|1.|1.e|1e|1e+|1e400|-1e999999999999|0e999999999999|1e-999999999999
        |18446744073709551615|18446744073709551616|-9223372036854775808|-9223372036854775809|1e-400
        |0.12345678901234567890123|100000000000000000000.5|"\ud83d\ude00"|"\ud83d"|"\ud83dx"
        |"\ud83d\n"|"\ude00"|"\ud83d\u0041"|"\u12|"\u12G4"|"\q"|"a|"\|[1,]|[1 2]|[|{"a"}|{"a":1,}
        |{"a" 1}|{a|{"a":1 x|{"a":1,2|{"a":1,|[1,|nul|nulx|tru|1 2|"é\té"|{"a":1,"a":2}|,|{"#;
    for text in texts.split('|') {
        assert_eq!(read(text), known(text), "{text}");
    }
    for depth in [127, 128] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(read(&text), known(&text), "{depth} deep");
    }
    assert_eq!(read("\"\t\""), known("\"\t\""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(
        text in r#"([\[{]{0,2}("[a\\u"nd8é]{0,6}"?|-?[0-9]{1,8}(\.[0-9]{0,7})?([eE][-+]?[0-3])?|null|true|[ \n:,\]}]){1,3}[:,\]}]{0,2}){0,4}"#,
    ) {
        let (ours, theirs) = (read(&text), known(&text));
        prop_assert!(alike(&ours, &theirs), "{ours:?}, serde_json {theirs:?}");
    }
}
