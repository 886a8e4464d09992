//! Readers of single values: each returns what it read, or reports why it could not.

use super::super::{ProblemKind, SourceIx, Text};
use super::report::Report;
use crate::calendar::Span;
use crate::language_tag::Tag;
use crate::rich_text::is_link;
use serde_json::Value;

/// A JSON object.
pub(crate) type Object = geojson::JsonObject;

/// What a reference to a place has to be.
pub(super) const PLACE_ID: &str = "the id of one of the story's places";

/// Ids in use, each with the index of its item in the story's list of such items.
///
/// They are kept in a JSON object because the reader uses that type of map anyway: another type would
/// add 3 kB of code.
#[derive(Debug, Default)]
pub(super) struct Ids(Object);

impl Ids {
    /// Adds `id` for the item at `index`; without an index, for something that no reference may name.
    /// Reports an id that is in use already.
    pub fn add(&mut self, id: &str, index: Option<usize>, report: &mut Report) {
        if self.0.contains_key(id) {
            report.enter_key("id");
            let expected = "an id that nothing else has";
            report.push_text(ProblemKind::DuplicateId, id.into(), expected);
            report.leave();
        } else {
            self.0.insert(id.into(), index.map_or(Value::Null, Value::from));
        }
    }

    /// The index of the item whose id is `value`. Reports an unknown id; `expected` says what it should
    /// be.
    pub fn find(&self, value: &Value, expected: &str, report: &mut Report) -> Option<u32> {
        let found = value.as_str().and_then(|id| self.0.get(id)?.as_u64());
        if found.is_none() {
            report.push(ProblemKind::UnknownReference, value, expected);
        }
        found.map(|i| i as u32)
    }

    /// The index of the item whose id is at `key`. Reports an unknown id, but not an absent one.
    pub fn find_at(
        &self,
        object: &Object,
        key: &'static str,
        expected: &str,
        report: &mut Report,
    ) -> Option<u32> {
        let value = given(object, key)?;
        report.enter_key(key);
        let found = self.find(value, expected, report);
        report.leave();
        found
    }
}

/// The value of `key`, unless it is absent or `null`.
pub(crate) fn given<'a>(object: &'a Object, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|v| !v.is_null())
}

/// The object in `value`.
pub(crate) fn object<'a>(value: &'a Value, report: &mut Report) -> Option<&'a Object> {
    let found = value.as_object();
    if found.is_none() {
        report.push(ProblemKind::WrongType, value, "an object");
    }
    found
}

/// How many items a list may have at most: the sources of a story and the names on a basemap, and any other list, such as
/// chapters or facts, which a reader could not read to its end. (The list of features has limits of its own.)
pub(crate) const MAX_ITEMS: (usize, usize) = (5000, 500);

/// How many classes of values a story may have, and how many sizes its legend may show.
const MOST_CLASSES: usize = 12;
const MOST_SIZES: usize = 4;

/// How many ways of travel, routes and categories a story may define. A reader could not tell more of them apart.
pub(super) const MOST_LOOKS: usize = 20;

/// How long a text may be at most, in bytes. Browsers take long to break a longer one into lines.
pub(crate) const MAX_TEXT: usize = 50_000;

/// Calls `each` with every item of the list at `key`, if there is one and it is not too long.
pub(crate) fn each(
    object: &Object,
    key: &'static str,
    report: &mut Report,
    each: &mut dyn FnMut(usize, &Value, &mut Report),
) {
    report.enter_key(key);
    for (i, item) in list(object, key, report).iter().enumerate() {
        report.enter_index(i);
        each(i, item, report);
        report.leave();
    }
    report.leave();
}

/// The items of the list at `key`, which the report has entered; none if there is no such list or it is too long.
pub(super) fn list<'a>(object: &'a Object, key: &str, report: &mut Report) -> &'a [Value] {
    let Some(value) = given(object, key) else { return &[] };
    let long = report.is_in_root() && matches!(key, "sources" | "names");
    let most = match key {
        "routes" => MOST_LOOKS,
        "classes" => MOST_CLASSES,
        "legend" => MOST_SIZES,
        _ if long => MAX_ITEMS.0,
        _ => MAX_ITEMS.1,
    };
    match value.as_array() {
        Some(items) if items.len() > most => too_big(items.len(), most, " items", report),
        Some(items) => return items,
        None => report.push(ProblemKind::WrongType, value, "a list"),
    }
    &[]
}

/// Reports that there are more things than there may be. `what` begins with a space.
pub(super) fn too_big(found: usize, most: usize, what: &str, report: &mut Report) {
    let expected = String::from("at most ") + &most.to_string() + what;
    report.push_text(ProblemKind::TooBig, found.to_string() + what, &expected);
}

/// Calls `each` with every item of the list at `key`, if there is one. The items must be objects.
pub(crate) fn each_object(
    parent: &Object,
    key: &'static str,
    report: &mut Report,
    use_item: &mut dyn FnMut(usize, &Object, &mut Report),
) {
    each(parent, key, report, &mut |i, value, report| {
        if let Some(item) = object(value, report) {
            use_item(i, item, report);
        }
    });
}

/// What a text is.
pub(crate) const TEXT: &str = "a text, or texts by language";

/// The text at `key`: a string, or strings by language.
pub(crate) fn text(object: &Object, key: &'static str, report: &mut Report) -> Option<Text> {
    let value = given(object, key)?;
    report.enter_key(key);
    let mut out = Vec::new();
    match value {
        Value::String(s) => push_text(Tag::UND, s, value, &mut out, report),
        Value::Object(by_lang) => {
            for (key, value) in by_lang.iter().filter(|(_, value)| !value.is_null()) {
                let Some(lang) = tag(key, report) else { continue };
                report.enter_lang(lang);
                match value.as_str() {
                    Some(s) => push_text(lang, s, value, &mut out, report),
                    None => report.push(ProblemKind::WrongType, value, "a text"),
                }
                report.leave();
            }
            if by_lang.values().all(Value::is_null) {
                report.push(ProblemKind::Empty, value, TEXT);
            }
        }
        _ => report.push(ProblemKind::WrongType, value, TEXT),
    }
    report.leave();
    if out.is_empty() { None } else { Some(Text(out)) }
}

fn push_text(lang: Tag, s: &str, value: &Value, out: &mut Vec<(Tag, String)>, report: &mut Report) {
    if s.trim().is_empty() {
        report.push(ProblemKind::Empty, value, "at least one word");
    } else if s.len() > MAX_TEXT {
        too_big(s.len(), MAX_TEXT, " bytes", report);
    } else {
        out.push((lang, s.into()));
    }
}

/// The language tag in `text`.
fn tag(text: &str, report: &mut Report) -> Option<Tag> {
    let found = Tag::parse(text);
    if found.is_none() {
        let expected = "a BCP 47 language tag such as en or pt-BR";
        report.push_text(ProblemKind::BadValue, text.into(), expected);
    }
    found
}

/// The language tag at `key`; [`Tag::UND`] if absent.
pub(super) fn lang(object: &Object, key: &'static str, report: &mut Report) -> Tag {
    let Some(text) = string(object, key, report) else { return Tag::UND };
    report.enter_key(key);
    let found = tag(text, report);
    report.leave();
    found.unwrap_or_default()
}

/// The text at `key`, which must be there.
pub(crate) fn need_text(object: &Object, key: &'static str, report: &mut Report) -> Text {
    if given(object, key).is_none() {
        report.push_missing(key, TEXT);
    }
    text(object, key, report).unwrap_or_default()
}

/// The string at `key`, not empty.
pub(crate) fn string<'a>(
    object: &'a Object,
    key: &'static str,
    report: &mut Report,
) -> Option<&'a str> {
    let value = given(object, key)?;
    let found = value.as_str().filter(|s| !s.trim().is_empty());
    if found.is_none() {
        let kind = if value.is_string() { ProblemKind::Empty } else { ProblemKind::WrongType };
        report.push_at(key, kind, Some(value), "a text of at least one character");
    }
    found
}

/// The string at `key`. Reports an absent one.
pub(crate) fn need_string<'a>(
    object: &'a Object,
    key: &'static str,
    report: &mut Report,
) -> Option<&'a str> {
    if given(object, key).is_none() {
        report.push_missing(key, "a text");
    }
    string(object, key, report)
}

/// The number at `key`, from `min` to `max`.
pub(crate) fn number(
    object: &Object,
    key: &'static str,
    (min, max): (f64, f64),
    expected: &str,
    report: &mut Report,
) -> Option<f64> {
    let value = given(object, key)?;
    let found = value.as_f64();
    let inside = found.filter(|x| (min..=max).contains(x));
    if inside.is_none() {
        let kind = if found.is_some() { ProblemKind::BadValue } else { ProblemKind::WrongType };
        report.push_at(key, kind, Some(value), expected);
    }
    inside
}

/// The word at `key`, as its index in `words`. If it is absent or unknown, `default`.
pub(crate) fn word(
    object: &Object,
    key: &'static str,
    words: &[&str],
    default: usize,
    report: &mut Report,
) -> usize {
    let Some(value) = given(object, key) else { return default };
    index_of(value, words).unwrap_or_else(|| {
        report.push_at(key, ProblemKind::UnknownWord, Some(value), &one_of(words));
        default
    })
}

/// The index in `words` of the word in `value`, if it is one of them.
pub(crate) fn index_of(value: &Value, words: &[&str]) -> Option<usize> {
    let found = value.as_str()?;
    words.iter().position(|word| *word == found)
}

pub(super) fn one_of(words: &[&str]) -> String {
    let mut text = String::from("one of ");
    for (i, word) in words.iter().enumerate() {
        text.push_str(if i > 0 { ", " } else { "" });
        text.push_str(word);
    }
    text
}

/// The sources whose ids are listed at `sources`.
pub(super) fn sources(object: &Object, ids: &Ids, report: &mut Report) -> Vec<SourceIx> {
    let mut out = Vec::new();
    each(object, "sources", report, &mut |_, value, report| {
        if let Some(ix) = ids.find(value, "the id of one of the story's sources", report) {
            out.push(SourceIx(ix));
        }
    });
    out
}

/// Whether the list at `sources` names at least one source.
pub(super) fn names_sources(object: &Object) -> bool {
    // `sources` has reported what is not a list.
    given(object, "sources").is_some_and(|v| v.as_array().is_none_or(|a| !a.is_empty()))
}

/// The date at `key` in ISO 8601: a day, a month or a year, or an interval `first/last`.
pub(super) fn date(object: &Object, key: &'static str, report: &mut Report) -> Option<String> {
    let found = string(object, key, report)?;
    if !found.split('/').all(is_date) || found.split('/').count() > 2 {
        report.enter_key(key);
        report.push_text(
            ProblemKind::BadValue,
            found.into(),
            "a date such as 2024-06-11, 2024-06 or 2024, or two of them with / between",
        );
        report.leave();
    }
    Some(found.into())
}

fn is_date(text: &str) -> bool {
    text != ".." && Span::parse(text).is_some()
}

/// The address at `key`: http, https or mailto.
pub(crate) fn url(object: &Object, key: &'static str, report: &mut Report) -> Option<String> {
    let found = string(object, key, report)?;
    if !is_link(found) {
        report.enter_key(key);
        report.push_text(
            ProblemKind::BadUrl,
            found.into(),
            "an address that begins with https://, http:// or mailto: and has no spaces",
        );
        report.leave();
    }
    Some(found.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_leave_out_day_and_month_but_must_exist() {
        for good in ["2024", "2024-06", "2024-06-30", "2024-02-29", "-0044"] {
            assert!(is_date(good), "{good}");
        }
        let bad = [
            "",
            "24",
            "2024-13",
            "2024-00",
            "2024-06-31",
            "2024-6-1",
            "2024-06-01-01",
            "+024",
            "..",
        ];
        for bad in bad {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
