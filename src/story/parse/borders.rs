//! How a story wants borders in dispute to be drawn.

use super::super::{BorderLook, CountryPair, DisputedBorders, ProblemKind};
use super::report::Report;
use super::value::{self, Object};
use serde_json::Value;

/// Reads how borders in dispute are drawn.
pub(super) fn borders(members: &Object, report: &mut Report) -> Vec<DisputedBorders> {
    let mut borders = Vec::new();
    value::each_object(members, "borders", report, &mut |_, entry, report| {
        if value::given(entry, "draw").is_none() {
            report.push_missing("draw", "one of dotted, dashed, none");
        }
        let look = value::word(entry, "draw", &["dotted", "dashed", "none"], 0, report);
        let look = [BorderLook::Dotted, BorderLook::Dashed, BorderLook::Hidden][look];
        let between = value::given(entry, "between").and_then(|codes| {
            let found = pair_of_codes(codes);
            if found.is_none() {
                let expected = "the codes of two countries, such as [\"RS\", \"XK\"]";
                report.push_at("between", ProblemKind::BadValue, Some(codes), expected);
            }
            found
        });
        borders.push(DisputedBorders { between, look });
    });
    borders
}

/// Two countries by their codes, ISO 3166-1 alpha-2.
fn pair_of_codes(value: &Value) -> Option<CountryPair> {
    let [one, other] = value.as_array()?.as_slice() else { return None };
    let (one, other) = (one.as_str()?, other.as_str()?);
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|c| c.is_ascii_uppercase());
    let are_codes = is_code(one) && is_code(other) && one != other;
    are_codes.then(|| CountryPair::new(one, other))
}
