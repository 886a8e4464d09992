//! Pictures, sounds and films of a story, and the emphasis and links in its texts, as the page gets them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, STORY, locale, picture, texts, widget, widget_with_story};
use darien_map::language_tag::Tag;
use darien_map::rich_text::{Run, runs};
use darien_map::story::{MAX_BYTES, Story, Text, parse};
use darien_map::widget::Widget;
use kurbo::Size;
use serde_json::{json, to_value};

const BOX: Size = Size::new(1000.0, 700.0);

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// A story with media at a place, a fact and a chapter.
fn with_media() -> String {
    let media = |src: &str| json!([{"src": src, "alt": {"en": "A tram", "pt": "Um elétrico"}, "credit": "[X](https://x.org)", "caption": "*C*"}]);
    json!({
        "type": "FeatureCollection",
        "lang": "en",
        "translations": {"es": "story.es.json"},
        "title": "T",
        "summary": "A *river* and [a town](https://x.org/a).",
        "sources": [{"id": "s", "title": "S"}],
        "features": [{
            "type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [0, 0]},
            "properties": {"name": "A", "media": media("place.webp"),
                "facts": [{"text": "**F**", "date": "2024", "sources": ["s"], "media": media("fact.webp")}]},
        }],
        "chapters": [{"title": "C", "text": "[x](javascript:alert(1)) 5*3*2", "place": "a", "media": [
            {"kind": "video", "src": "film.webm", "title": "F", "poster": "p.webp", "width": 16, "height": 9,
                "captions": {"en": "en.vtt", "pt": "pt.vtt"}},
            {"kind": "audio", "src": "sound.ogg", "title": "S", "captions": "own.vtt", "width": 5},
        ]}],
    })
    .to_string()
}

fn shown(text: &str, lang: Tag) -> Widget {
    widget_with_story(text, BOX, lang)
}

#[test]
fn media_come_with_the_place_the_fact_and_the_chapter() {
    let map = shown(&with_media(), EN);
    let outline = to_value(map.outline()).unwrap();
    assert_eq!(outline["hasMedia"], true);
    let place = &outline["places"][0];
    let (caption, credit) =
        (json!(["C", "", "em", "", "C"]), json!(["X", "", "", "https://x.org", "X"]));
    let image = json!(["image", "place.webp", "", "", "", "", "A tram", caption, credit]);
    assert_eq!(place["media"], image);
    assert_eq!(place["facts"][0]["media"][1], "fact.webp");
    let film = ["video", "film.webm", "", "16/9", "p.webp", "en en.vtt\npt pt.vtt\n", "F", "", ""];
    // A width alone is no size.
    let sound = ["audio", "sound.ogg", "", "", "", "und own.vtt\n", "S", "", ""];
    assert_eq!(outline["chapters"][0]["media"], json!([film, sound].concat()));
    let card = to_value(map.card("a")).unwrap();
    assert_eq!(card["media"], place["media"]);
    assert_eq!(card["facts"], place["facts"]);
    let plain = to_value(widget(BOX, EN).outline()).unwrap();
    assert_eq!(plain["hasMedia"], false, "the built-in story has none");
}

#[test]
fn the_words_of_media_are_translated_and_their_addresses_are_not() {
    let mut map = shown(&with_media(), tag("pt"));
    let words = |map: &Widget| to_value(map.outline()).unwrap()["places"][0]["media"].clone();
    assert_eq!(words(&map)[6], json!(["Um elétrico", "pt"]), "the interface is in English");
    let mut story = parse(&with_media()).unwrap();
    let file =
        json!({"A tram": "Un tranvía", "*C*": "*P*", "[X](https://x.org)": "De X", "own.vtt": "x"});
    let problems = story.translate("story.es.json", &file.to_string()).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].path, "$[\"own.vtt\"]");
    map.set_locale(locale(tag("es")));
    map.load_translation(
        "story.es.json",
        &json!({"A tram": "Un tranvía", "*C*": "*P*"}).to_string(),
    )
    .unwrap();
    assert_eq!(words(&map)[6], "Un tranvía");
    assert_eq!(words(&map)[7], json!(["P", "", "em", "", "P"]));
}

#[test]
fn texts_have_their_runs_and_nothing_else_becomes_a_link() {
    let map = shown(&with_media(), EN);
    let outline = to_value(map.outline()).unwrap();
    assert_eq!(
        outline["summary"],
        json!([
            "A river and a town.",
            "",
            "",
            "",
            "A ",
            "em",
            "",
            "river",
            "",
            "",
            " and ",
            "",
            "https://x.org/a",
            "a town",
            "",
            "",
            "."
        ])
    );
    assert_eq!(outline["places"][0]["facts"][0]["text"], json!(["F", "", "strong", "", "F"]));
    assert_eq!(outline["chapters"][0]["text"], "[x](javascript:alert(1)) 5*3*2");
}

#[test]
fn the_picture_shows_words_without_marks() {
    let mut map = shown(&with_media(), EN);
    let texts: Vec<_> = texts(picture(&mut map, None)).map(|item| item.text).collect();
    assert!(texts.iter().any(|text| text.contains("A river and a town.")), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains(['*', '['])), "{texts:?}");
}

/// Calls `check` with every text that may have marks.
fn each_rich_text(story: &Story, check: &mut dyn FnMut(&str)) {
    let mut all = |text: &Text| text.0.iter().for_each(|(_, text)| check(text));
    all(&story.summary);
    let facts =
        story.places.iter().flat_map(|p| &p.facts).chain(story.legs.iter().flat_map(|l| &l.facts));
    facts.for_each(|fact| all(&fact.text));
    story.chapters.iter().for_each(|chapter| all(&chapter.text));
}

#[test]
fn stories_that_were_written_without_marks_look_the_same() {
    let mut texts = 0;
    let mut check = |name: &str, text: &str| {
        each_rich_text(&parse(text).unwrap(), &mut |text| {
            texts += 1;
            assert!(runs(text).iter().all(Run::is_plain), "{name}: {text}");
            assert_eq!(darien_map::rich_text::plain(text), text, "{name}");
        });
    };
    check("the built-in story", STORY);
    for entry in std::fs::read_dir("examples/stories").unwrap() {
        let path = entry.unwrap().path();
        let is_story = path.extension().is_some_and(|ending| ending == "geojson");
        if is_story && !path.ends_with("douro.geojson") {
            check(&path.display().to_string(), &std::fs::read_to_string(path).unwrap());
        }
    }
    assert!(texts > 300, "{texts}");
}

/// A text has at most 50,000 bytes. A hundred such texts of nothing but marks are read in one go.
#[test]
fn stories_of_nothing_but_marks_are_read() {
    for piece in ["*", "**a ", "[", "[a](https://x", "*[a](https://x)* "] {
        let text = piece.repeat(49_000 / piece.len());
        let facts: Vec<_> =
            (0..100).map(|_| json!({"text": text, "date": "2024", "sources": ["s"]})).collect();
        let story = json!({"type": "FeatureCollection", "sources": [{"id": "s", "title": "S"}], "features": [{
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {"name": "A", "facts": facts}}]});
        let story = story.to_string();
        assert!(story.len() < MAX_BYTES);
        let outline = to_value(shown(&story, EN).outline()).unwrap();
        assert_eq!(outline["places"][0]["facts"].as_array().unwrap().len(), 100);
    }
}
