//! Readers of single values: each returns what it read, or reports why it could not.

use super::super::{ProblemKind, SourceIx, Text};
use super::report::{Report, show, show_number};
use crate::calendar::Span;
use crate::language_tag::Tag;
use crate::rich_text::is_link;
use serde_json::Value;

/// A JSON object.
pub(crate) type Object = geojson::JsonObject;

/// What a reference to a place has to be.
pub(super) const PLACE_ID: &str = "the id of one of the story's places";

/// Ids in use, each with the index of its item in the story's list of such items, and the index in the file's list.
///
/// They are kept in a JSON object because the reader uses that type of map anyway: another type would
/// add 3 kB of code.
#[derive(Debug, Default)]
pub(super) struct Ids(Object);

impl Ids {
    /// Adds `id` for the item at `index`; without an index, for something that no reference may name.
    /// Reports an id that is in use already.
    pub fn add(&mut self, id: &str, index: Option<usize>, report: &mut Report) {
        if let Some(first) = self.0.get(id) {
            let first = first.as_u64().map(|first| report.root_item((first & LOW) as usize));
            report.enter_key("id");
            let expected = String::from("an id that nothing else has: ")
                + &first.unwrap_or_default()
                + " has it already";
            report.push_text(ProblemKind::DuplicateId, id.into(), &expected);
            report.leave();
        } else {
            let index = index.map_or(0, |index| index as u64 + 1);
            let first = report.root_index().unwrap_or_default() as u64;
            self.0.insert(id.into(), Value::from(index << 32 | first));
        }
    }

    /// Adds an id for the item at `index`, unless it is in use.
    pub fn put(&mut self, id: &str, index: usize) {
        if self.is_free(id) {
            self.0.insert(id.into(), Value::from((index as u64 + 1) << 32));
        }
    }

    /// Whether nothing has this id.
    pub fn is_free(&self, id: &str) -> bool {
        !self.0.contains_key(id)
    }

    /// The index of the item with this id.
    pub fn index_of(&self, id: &str) -> Option<u32> {
        (self.0.get(id)?.as_u64()? >> 32).checked_sub(1).map(|index| index as u32)
    }

    /// The index of the item whose id is `value`, a text or the same as a number. Reports an unknown id; `expected` says
    /// what it should be.
    pub fn find(&self, value: &Value, expected: &str, report: &mut Report) -> Option<u32> {
        let found = id_text(value).and_then(|id| self.index_of(&id));
        if found.is_none() {
            let near = self.nearest(value, report);
            report.push(ProblemKind::UnknownReference, value, &meant(expected, near));
        }
        found
    }

    /// The id that was probably meant.
    fn nearest(&self, value: &Value, report: &mut Report) -> Option<&str> {
        // An author with more ids than this has a program that makes them.
        if self.0.len() > MOST_COMPARED || !report.may_search() {
            return None;
        }
        let known = self.0.keys().map(String::as_str).filter(|id| self.index_of(id).is_some());
        nearest(value.as_str()?, known)
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

/// The half of a number of 64 bits that has the index in the file.
const LOW: u64 = 0xffff_ffff;

/// With more ids than this, an unknown one is not compared with all of them.
const MOST_COMPARED: usize = 1000;

/// What was expected, and the word that was probably meant.
pub(super) fn meant(expected: &str, near: Option<&str>) -> String {
    let mut text = String::from(expected);
    if let Some(near) = near {
        text.push_str("; did you mean \"");
        text.push_str(near);
        text.push_str("\"?");
    }
    text
}

/// The known word that is most like `word`: after at most two changes of a letter, in a word of at least three times as many.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (mut best, mut least) = (None, 3);
    for other in known {
        let changes = changes(word.as_bytes(), other.as_bytes());
        if changes < least && changes * 3 <= other.len() {
            (best, least) = (Some(other), changes);
        }
    }
    best
}

/// The longest word that is compared with others, in bytes.
const LONGEST_WORD: usize = 32;

/// How many bytes must be inserted, removed or replaced to make one word the other (Levenshtein distance), regardless of
/// case. Of words that are long, or differ in length by more than two: many.
fn changes(one: &[u8], other: &[u8]) -> usize {
    if one.len().abs_diff(other.len()) > 2 || one.len() > LONGEST_WORD {
        return usize::MAX / 4;
    }
    let mut row: Vec<usize> = (0..=one.len()).collect();
    for (i, b) in other.iter().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        for (a, cell) in one.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = *cell;
            left = replaced.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// An id that is not a whole number must be smaller than this: larger ones would all be written the same.
const LARGEST_FRACTION: f64 = 1e12;

/// An id as text. One that is a number is the same as its text.
#[inline(never)]
pub(super) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(whole), ..) => Some(whole.to_string()),
            (_, Some(whole), _) => Some(whole.to_string()),
            (.., Some(number)) if number.abs() < LARGEST_FRACTION => Some(show_number(number)),
            _ => None,
        },
        _ => None,
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
                    // A text that is not translated yet.
                    Some(s) if s.trim().is_empty() && has_words(by_lang) => {
                        report.note(ProblemKind::Empty, show(value), WORD);
                    }

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

/// What a text has.
const WORD: &str = "at least one word";

/// Whether there is a text that is not empty in some language.
fn has_words(by_lang: &Object) -> bool {
    by_lang.values().any(|value| value.as_str().is_some_and(|text| !text.trim().is_empty()))
}

fn push_text(lang: Tag, s: &str, value: &Value, out: &mut Vec<(Tag, String)>, report: &mut Report) {
    if s.trim().is_empty() {
        report.push(ProblemKind::Empty, value, WORD);
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

/// The id at `key`: a text, or a number, which is the same as its text.
#[inline(never)]
pub(super) fn id(object: &Object, key: &'static str, report: &mut Report) -> Option<String> {
    match given(object, key)? {
        value @ Value::Number(_) => id_text(value),
        _ => string(object, key, report).map(Into::into),
    }
}

/// The id at `key`. Reports an absent one.
pub(super) fn need_id(object: &Object, key: &'static str, report: &mut Report) -> Option<String> {
    if given(object, key).is_none() {
        report.push_missing(key, "a text");
    }
    id(object, key, report)
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
///
/// A word in other case is reported, and counts as the word.
pub(crate) fn word(
    object: &Object,
    key: &'static str,
    words: &[&str],
    default: usize,
    report: &mut Report,
) -> usize {
    let Some(value) = given(object, key) else { return default };
    index_of(value, words).unwrap_or_else(|| {
        let near = value.as_str().and_then(|text| nearest(text, words.iter().copied()));
        let expected = meant(&one_of(words), near);
        report.push_at(key, ProblemKind::UnknownWord, Some(value), &expected);
        like(value, words).unwrap_or(default)
    })
}

/// The index in `words` of the word in `value`, in any case.
pub(super) fn like(value: &Value, words: &[&str]) -> Option<usize> {
    let found = value.as_str()?;
    words.iter().position(|word| word.eq_ignore_ascii_case(found))
}

/// The index in `words` of the word in `value`, if it is one of them.
pub(crate) fn index_of(value: &Value, words: &[&str]) -> Option<usize> {
    let found = value.as_str()?;
    words.iter().position(|word| *word == found)
}

/// Says that one of these words is expected.
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
