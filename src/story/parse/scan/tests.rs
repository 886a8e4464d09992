//! This reader of JSON against that of `serde_json`.

use super::{Features, Read, Scan};
use proptest::prelude::*;
use serde_json::Value;

/// What this reader makes of a text, features included.
fn read(text: &str) -> Read<Value> {
    let mut scan = Scan::default();
    while scan.step(text, 1)? {}
    let Scan { mut value, features, .. } = scan;
    if let Some(Value::Array(list)) = value.get_mut("features") {
        for start in features.starts {
            list.push(Features::value(text, start)?);
        }
    }
    Ok(value)
}

/// What `serde_json` makes of a text. (A library that only tests use turns on its `float_roundtrip`. The
/// numbers here have so few digits that this makes no difference.)
fn known(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
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
        prop_assert_eq!(read(&text), known(&text));
    }
}
