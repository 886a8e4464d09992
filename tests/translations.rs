//! Translations of a story in separate files: which one a reader gets, what it adds, and its problems.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{AR, EN, ES, STORY, picture, texts, widget_with_story};
use darien_map::language_tag::Tag;
use darien_map::story::{Problem, ProblemKind, Story, parse};
use darien_map::widget::Widget;
use kurbo::Size;
use serde_json::{Map, Value, json};

const BOX: Size = Size::new(1000.0, 700.0);

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// A story of one place and one source.
fn story(more: &Value) -> Value {
    let mut story = json!({
        "type": "FeatureCollection",
        "title": "A way",
        "sources": [{"id": "s", "title": "The paper"}],
        "features": [{
            "type": "Feature",
            "id": "a",
            "geometry": {"type": "Point", "coordinates": [-77.5, 8.4]},
            "properties": {
                "name": "A way",
                "facts": [{"text": {"en": "It began.", "fr": "Début."}, "date": "2024", "sources": ["s"]}]
            }
        }]
    });
    for (key, value) in more.as_object().unwrap() {
        story[key] = value.clone();
    }
    story
}

fn parsed(more: &Value) -> Story {
    parse(&story(more).to_string()).unwrap()
}

/// A story in English with these languages as files.
fn english(langs: &[&str]) -> Story {
    let files: Map<_, _> =
        langs.iter().map(|l| ((*l).to_owned(), json!(format!("{l}.json")))).collect();
    parsed(&json!({"lang": "en", "translations": files}))
}

#[test]
fn a_reader_gets_the_nearest_translation_or_none() {
    for (own, files, asked, found) in [
        ("en", &["es", "ar"][..], "es", Some("es.json")),
        ("en", &["es", "ar"], "es-MX", Some("es.json")),
        ("en", &["es", "es-MX"], "es-MX", Some("es-MX.json")),
        ("en", &["pt-BR"], "pt", Some("pt-BR.json")),
        ("en", &["es", "ar"], "fr", None),
        ("en", &["es", "ar"], "en", None),
        ("en", &["en-GB"], "en-GB", Some("en-GB.json")),
        ("en", &["en-GB"], "en-US", None),
        ("de", &["en"], "en", Some("en.json")),
        ("de", &["en"], "fr", None),
    ] {
        let files: Map<_, _> =
            files.iter().map(|l| ((*l).to_owned(), json!(format!("{l}.json")))).collect();
        let story = parsed(&json!({"lang": own, "translations": files}));
        let missing = story.missing_translation(tag(asked));
        assert_eq!(missing, found, "{own} {files:?} {asked}");
    }
    // A story that does not say its language.
    let story = parsed(&json!({"translations": {"es": "es.json"}}));
    assert_eq!(story.missing_translation(EN), None);
    assert!(story.missing_translation(ES).is_some());
}

#[test]
fn every_text_is_translated_wherever_it_is_used() {
    let mut story = english(&["es"]);
    let file =
        json!({"$schema": "x", "A way": "Un camino", "It began.": "Empezó.", "The paper": ""});
    story.translate("es.json", &file.to_string()).unwrap();
    let read = |text, lang| story.read(text, lang).to_owned();
    let place = &story.places[0];
    assert_eq!(read(&story.title, ES), "Un camino");
    assert_eq!(read(&place.name, tag("es-MX")), "Un camino");
    assert_eq!(read(&place.facts[0].text, ES), "Empezó.");
    assert_eq!(read(&story.chapters[0].title, ES), "Un camino", "a chapter made of a place");
    assert_eq!(read(&story.sources[0].title, ES), "The paper", "not translated yet");
    assert_eq!(read(&story.title, EN), "A way");
    assert_eq!(read(&place.facts[0].text, tag("fr")), "Début.");
    assert_eq!(story.missing_translation(ES), None, "it is there");
}

#[test]
fn a_text_that_the_story_has_in_the_language_is_kept() {
    let mut story = english(&["fr"]);
    let file = json!({"A way": "Un chemin", "It began.": "Cela commença."});
    for _ in 0..2 {
        story.translate("fr.json", &file.to_string()).unwrap();
    }
    let fact = &story.places[0].facts[0].text;
    assert_eq!(story.read(fact, tag("fr")), "Début.");
    assert_eq!(fact.0.len(), 2);
    assert_eq!(story.title.0.len(), 2, "once, even if it is loaded twice");
}

#[test]
fn translations_can_be_added_one_after_another() {
    // The story does not say its own language, and one text is in French alone.
    let more =
        json!({"title": {"fr": "Un chemin"}, "translations": {"en": "en.json", "es": "es.json"}});
    let mut story = parsed(&more);
    story.translate("en.json", r#"{"Un chemin": "A path"}"#).unwrap();
    story.translate("es.json", r#"{"Un chemin": "Un camino", "A way": "Una vía"}"#).unwrap();
    assert_eq!(story.read(&story.title, EN), "A path");
    assert_eq!(story.read(&story.title, ES), "Un camino");
    assert_eq!(story.read(&story.places[0].name, ES), "Una vía");
}

fn problems(file: &str) -> Vec<Problem> {
    let mut story = english(&["es"]);
    let problems = story.translate("es.json", file).unwrap_err();
    assert!(problems.iter().all(|p| p.feature.is_none()));
    problems
}

#[test]
fn problems_are_reported_and_the_rest_is_used() {
    let mut story = english(&["es"]);
    let before = story.clone();
    let file =
        json!({"A way": "Un camino", "A road": "Una carretera", "It began.": 5, "The paper": null});
    let problems = story.translate("es.json", &file.to_string()).unwrap_err();
    let found: Vec<_> =
        problems.iter().map(|p| (p.kind, p.path.as_str(), p.got.as_str())).collect();
    let expected = [
        (ProblemKind::UnknownText, r#"$["A road"]"#, r#""Una carretera""#),
        (ProblemKind::WrongType, r#"$["It began."]"#, "5"),
    ];
    assert_eq!(found, expected);
    assert_eq!(story.read(&story.title, ES), "Un camino");
    assert_eq!(story.places[0].facts, before.places[0].facts);
}

#[test]
fn an_invalid_translation_changes_nothing() {
    for (file, kind) in [
        ("", ProblemKind::NotJson),
        ("<!doctype html>", ProblemKind::NotJson),
        (r#"{"A way": "Un cam"#, ProblemKind::NotJson),
        ("[]", ProblemKind::WrongType),
        ("null", ProblemKind::WrongType),
    ] {
        let found = problems(file);
        assert_eq!((found.len(), found[0].kind, found[0].path.as_str()), (1, kind, "$"), "{file}");
        let mut story = english(&["es"]);
        story.translate("es.json", file).unwrap_err();
        assert_eq!(story, english(&["es"]), "{file}: it can be tried again");
    }
    let many: Map<_, _> = (0..250).map(|i| (i.to_string(), json!("x"))).collect();
    assert_eq!(problems(&json!(many).to_string()).len(), 101);
    let long = json!({"a".repeat(500): "x"}).to_string();
    assert!(problems(&long)[0].path.chars().count() < 100);
    let mut story = english(&["es"]);
    story.translate("other.json", r#"{"A way": "Un camino"}"#).unwrap();
    assert_eq!(story, english(&["es"]), "a file that belongs to another story");
}

/// Takes all languages but English out of `value`, and puts them into `files`, keyed by the English text.
fn split(value: &mut Value, files: &mut Map<String, Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| split(item, files)),
        Value::Object(members) if members.get("en").is_some_and(Value::is_string) => {
            let source = members["en"].as_str().unwrap().to_owned();
            members.retain(|lang, text| {
                if lang != "en" {
                    files.entry(lang.clone()).or_insert_with(|| json!({}))[&source] = text.take();
                }
                lang == "en"
            });
        }
        Value::Object(members) => members.values_mut().for_each(|member| split(member, files)),
        _ => {}
    }
}

/// Every text that a map gives to the page.
fn texts_of(map: &Widget) -> Value {
    let outline = serde_json::to_value(map.outline()).unwrap();
    let places = serde_json::to_value(map.more_places()).unwrap();
    let ids = common::story().places.iter();
    let cards: Vec<_> = ids.map(|p| serde_json::to_value(map.card(&p.id)).unwrap()).collect();
    json!([outline, places, cards, serde_json::to_value(map.credits()).unwrap()])
}

#[test]
fn the_split_built_in_story_is_the_same_in_every_language() {
    let (mut whole, mut files): (Value, _) = (serde_json::from_str(STORY).unwrap(), Map::new());
    let mut own = whole.clone();
    split(&mut own, &mut files);
    assert!(files.contains_key("es") && files.contains_key("ar"));
    let names: Map<_, _> = files.keys().map(|l| (l.clone(), json!(format!("{l}.json")))).collect();
    own["translations"] = json!(names);
    whole["translations"] = json!(names);
    let mut whole = widget_with_story(&whole.to_string(), BOX, EN);
    let mut own = widget_with_story(&own.to_string(), BOX, EN);
    let english = texts_of(&own);
    assert_eq!(english, texts_of(&whole));
    for lang in [ES, AR] {
        own.set_locale(common::locale(lang));
        whole.set_locale(common::locale(lang));
        assert_ne!(texts_of(&own), texts_of(&whole), "{lang}");
        let file = own.missing_translation(lang).unwrap().to_owned();
        let text = files[lang.as_str()].to_string();
        own.load_translation(&file, &text).unwrap();
        // Gives a text the translation that the same text has elsewhere.
        whole.load_translation(&file, &text).unwrap();
        assert_eq!(texts_of(&own), texts_of(&whole), "{lang}");
        assert_eq!(own.missing_translation(lang), None);
    }
    own.set_locale(common::locale(EN));
    assert_eq!(texts_of(&own), english);
}

#[test]
fn names_on_the_map_change_when_a_translation_loads() {
    let more = json!({"lang": "en", "translations": {"es": "es.json"}});
    let mut map = widget_with_story(&story(&more).to_string(), BOX, ES);
    let has = |map: &mut Widget, name: &str| {
        texts(picture(map, None)).any(|text| text.text.contains(name))
    };
    assert!(has(&mut map, "A way"));
    map.load_translation("es.json", r#"{"A way": "Un camino"}"#).unwrap();
    assert!(has(&mut map, "Un camino") && !has(&mut map, "A way"));
}
