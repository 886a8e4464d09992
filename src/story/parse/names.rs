//! What places and legs are called, also in files that were not made for this map.

use super::super::{Place, PlaceIx, ProblemKind as Kind, Text};
use super::report::{Report, show};
use super::value::{Ids, MAX_TEXT, Object, PLACE_ID, TEXT, given, id_text, text};
use crate::language_tag::Tag;
use serde_json::Value;

/// What other programs call a name, in any case, the best first. The last one is something else for a leg.
const NAMES: [&str; 6] = ["name", "title", "nom", "nombre", "nome", "label"];

/// What other programs call a description, the best first.
const DESCRIPTIONS: [&str; 4] = ["description", "desc", "cmt", "comment"];

/// The name of a place; without a text if it has none.
pub(super) fn of_place(properties: &Object, report: &mut Report) -> Text {
    let found = name(properties, &NAMES, report);
    if found.is_none() {
        report.push_missing("name", TEXT);
    }
    found.unwrap_or_default()
}

/// The name of a leg.
pub(super) fn of_leg(properties: &Object, report: &mut Report) -> Option<Text> {
    name(properties, NAMES.split_last().map_or(&[], |(_, names)| names), report)
}

fn name(properties: &Object, others: &[&str], report: &mut Report) -> Option<Text> {
    let own = match given(properties, "name") {
        Some(number @ Value::Number(_)) => {
            report.push_at("name", Kind::WrongType, Some(number), TEXT);
            plain(number)
        }
        _ => text(properties, "name", report),
    };
    let mut found = own.unwrap_or_default();
    // Names in other languages are properties of their own in OpenStreetMap, `name:pt-BR`, and in tables, `name_pt`.
    for (key, value) in properties {
        let Some((split, lang)) =
            key.strip_prefix("name").and_then(|rest| rest.split_at_checked(1))
        else {
            continue;
        };
        let length = lang.bytes().take_while(|byte| *byte != b'-').count();
        let fits = split == ":" && (length == 2 || length == 3) || split == "_" && lang.len() == 2;
        let Some(lang) = Tag::parse(lang).filter(|_| fits) else { continue };
        let Some(Text(texts)) = plain(value) else { continue };
        if found.0.iter().all(|(known, _)| *known != lang) {
            found.0.extend(texts.into_iter().map(|(_, text)| (lang, text)));
            note("name:xx", "name", report);
        }
    }
    if !found.0.is_empty() {
        return Some(found);
    }
    let (key, found) = others.iter().find_map(|name| other(properties, name))?;
    note(key, "name", report);
    Some(found)
}

/// The property with this name in any case, as a text.
fn other<'a>(properties: &'a Object, name: &str) -> Option<(&'a str, Text)> {
    let mut named = properties.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.find_map(|(key, value)| Some((key.as_str(), plain(value)?)))
}

/// A value of another program as a text.
fn plain(value: &Value) -> Option<Text> {
    let text = id_text(value)?;
    let fits = !text.trim().is_empty() && text.len() <= MAX_TEXT;
    fits.then(|| Text(vec![(Tag::UND, text)]))
}

/// The property `found` is taken for `key`.
fn note(found: &str, key: &'static str, report: &mut Report) {
    let expected = String::from("this as \"") + key + "\", for which it is taken";
    report.note_at(key, Kind::Missing, String::from("\"") + found + "\"", &expected);
}

/// Where a place is, in words; else what another program says about it.
pub(super) fn description(properties: &Object, report: &mut Report) -> Option<Text> {
    let own = text(properties, "place", report);
    own.or_else(|| {
        let mut found = DESCRIPTIONS.iter().filter_map(|key| Some((*key, properties.get(*key)?)));
        let (key, text) = found.find_map(|(key, value)| {
            // Google's maps say with the text that it is HTML.
            let value = value.get("value").unwrap_or(value);
            Some((key, without_tags(value.as_str()?)?))
        })?;
        note(key, "place", report);
        Some(Text(vec![(Tag::UND, text)]))
    })
}

/// The text of a piece of HTML, if there is any.
fn without_tags(html: &str) -> Option<String> {
    let (mut text, mut inside, mut space) = (String::new(), false, false);
    for letter in html.chars() {
        space |= inside || letter == '<' || letter.is_whitespace();
        inside = letter == '<' || inside && letter != '>';
        if inside || letter == '>' || letter.is_whitespace() {
            continue;
        }
        if space && !text.is_empty() {
            text.push(' ');
        }
        space = false;
        text.push(letter);
    }
    let fits = !text.is_empty() && text.len() <= MAX_TEXT;
    fits.then_some(text)
}

/// The title of a collection that has no `title`: its properties may have one, and other programs call it `name`.
pub(super) fn of_collection(members: &Object, report: &mut Report) -> Option<Text> {
    let properties = given(members, "properties").and_then(Value::as_object);
    let inside = |key| properties.and_then(|properties| given(properties, key));
    let all = [
        ("properties.title", inside("title")),
        ("properties.name", inside("name")),
        ("name", given(members, "name")),
    ];
    let (key, found) = all.into_iter().find_map(|(key, value)| Some((key, plain(value?)?)))?;
    note(key, "title", report);
    Some(found)
}

/// The places that something may refer to: by their ids, or, in files that were made by hand, by their names.
pub(super) struct Places<'a> {
    pub ids: &'a Ids,
    pub all: &'a [Place],
    /// The names of all places, which are collected when they are needed.
    pub names: &'a mut Option<Ids>,
}

impl Places<'_> {
    /// The place at `key`. Reports one that does not exist, but not an absent one.
    pub fn find_at(
        &mut self,
        object: &Object,
        key: &'static str,
        report: &mut Report,
    ) -> Option<PlaceIx> {
        let value = given(object, key)?;
        report.enter_key(key);
        let found = self.find(value, report);
        report.leave();
        found
    }

    /// The place that `value` refers to. Reports one that does not exist.
    pub fn find(&mut self, value: &Value, report: &mut Report) -> Option<PlaceIx> {
        let word = id_text(value);
        let by_name = word.filter(|word| self.ids.index_of(word).is_none()).and_then(|name| {
            let names = self.names.get_or_insert_with(|| names_of(self.all));
            let index = names.index_of(&name)?;
            let id = &self.all.get(index as usize)?.id;
            let expected = String::from(PLACE_ID) + ": \"" + id + "\" has this name, and is taken";
            report.note(Kind::UnknownReference, show(value), &expected);
            Some(index)
        });
        by_name.or_else(|| self.ids.find(value, PLACE_ID, report)).map(PlaceIx)
    }
}

fn names_of(places: &[Place]) -> Ids {
    let mut names = Ids::default();
    for (i, place) in places.iter().enumerate() {
        place.name.0.iter().for_each(|(_, name)| names.put(name, i));
    }
    names
}
