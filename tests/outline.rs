//! The outline, for readers who do not see the map, has everything that the map shows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_types, reason = "a test may look at the clock")]

mod common;

use common::{EN, ES, story, widget, widget_with_story};
use darien_map::language_tag::Tag;
use darien_map::outline::Outline;
use darien_map::story::Text;
use kurbo::Size;
use serde_json::{Value, json, to_value};
use std::time::Instant;

const BOX: Size = Size::new(800.0, 600.0);

/// A text of the built-in story as the page gets it.
fn words(text: &Text, lang: Tag) -> Value {
    let (found, text) = text.resolve(lang, story().lang);
    if found == lang || found == Tag::UND { json!(text) } else { json!([text, found]) }
}

fn maybe(text: Option<&Text>, lang: Tag) -> Value {
    text.map_or(json!(""), |t| words(t, lang))
}

#[test]
fn the_outline_has_everything_that_the_map_shows() {
    let story = story();
    for lang in [EN, ES] {
        let map = widget(BOX, lang);
        let outline = to_value(map.outline()).unwrap();
        assert_eq!(outline["title"], words(&story.title, lang));
        assert_eq!(outline["summary"], words(&story.summary, lang));
        let places = outline["places"].as_array().unwrap();
        assert_eq!(places.len(), story.places.len());
        let mut facts = 0;
        for (place, outline) in story.places.iter().zip(places) {
            assert_eq!(outline["id"], json!(place.id));
            assert_eq!(outline["name"], words(&place.name, lang), "{}", place.id);
            assert_eq!(outline["where"], maybe(place.place.as_ref(), lang), "{}", place.id);
            assert_eq!(
                outline["facts"].as_array().unwrap().len(),
                place.facts.len(),
                "{}",
                place.id
            );
            for (fact, outline) in place.facts.iter().zip(outline["facts"].as_array().unwrap()) {
                facts += 1;
                assert_eq!(outline["text"], words(&fact.text, lang));
                assert_eq!(outline["date"], json!(fact.date));
                assert_eq!(outline["standing"], json!(fact.standing.name()));
                assert_eq!(outline["note"], maybe(fact.note.as_ref(), lang));
                let title = |ix: usize| words(&story.sources[ix].title, lang);
                let titles = fact.sources.iter().map(|s| title(s.0 as usize));
                let named = outline["sources"].as_array().unwrap().iter();
                assert!(titles.eq(named.map(|s| s["title"].clone())), "{}", place.id);
            }
            // What the card says the outline says, too.
            let card = to_value(map.card(&place.id)).unwrap();
            assert_eq!(card["facts"], outline["facts"], "{}", place.id);
        }
        assert!(facts > 30, "{facts}");
        let chapters = outline["chapters"].as_array().unwrap();
        assert_eq!(chapters.len(), story.chapters.len());
        for (chapter, outline) in story.chapters.iter().zip(chapters) {
            assert_eq!(outline["id"], json!(chapter.id));
            assert_eq!(outline["title"], words(&chapter.title, lang));
            assert_eq!(outline["text"], words(&chapter.text, lang));
            assert_eq!(outline["place"], json!(story.place(chapter.place).unwrap().id));
        }
        // Every kind of line and mark there is in this story, in words.
        let legend = outline["legend"].as_array().unwrap();
        assert_eq!(legend.len(), 10);
        assert!(legend.iter().all(|row| row["text"].as_str().is_some_and(|t| !t.is_empty())));
    }
}

#[test]
fn a_text_in_another_language_is_marked() {
    let story = json!({"type": "FeatureCollection", "title": {"es": "Un viaje"}, "features": [{
        "type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [-77.0, 8.0]},
        "properties": {"name": {"en": "The fort", "es": "El fuerte"}, "place": {"es": "En la costa"}}
    }]});
    let map = widget_with_story(&story.to_string(), BOX, EN);
    let outline = to_value(map.outline()).unwrap();
    assert_eq!(outline["title"], json!(["Un viaje", "es"]));
    assert_eq!(outline["places"][0]["name"], json!("The fort"));
    assert_eq!(outline["places"][0]["where"], json!(["En la costa", "es"]));
}

/// 500 chapters may tell 50,000 places, so the outline has only their indices.
#[test]
fn the_places_and_legs_of_a_chapter_are_told_when_the_page_asks() {
    let at = |i: usize| [-100.0 + i as f64 * 0.1, 10.0];
    let places = (0..200).map(|i| {
        json!({"type": "Feature", "id": format!("p{i}"), "properties": {"name": format!("Place {i}")},
            "geometry": {"type": "Point", "coordinates": at(i)}})
    });
    let leg = json!({"type": "Feature", "id": "leg", "properties": {"kind": "leg", "from": "p0", "to": "p1"},
        "geometry": {"type": "LineString", "coordinates": [at(0), at(1)]}});
    let lit = |c: usize| (1..50).map(|k| format!("p{}", c * 50 + k)).collect::<Vec<_>>();
    let chapters = (0..4).map(
        |c| json!({"title": "T", "text": "t", "place": format!("p{}", c * 50), "lit": lit(c)}),
    );
    let story = json!({"type": "FeatureCollection", "chapters": chapters.collect::<Vec<_>>(),
        "features": places.chain([leg]).collect::<Vec<_>>()});
    let map = widget_with_story(&story.to_string(), BOX, EN);
    let outline = map.outline();
    assert!(!to_value(&outline.chapters).unwrap().to_string().contains("Place"));
    for (c, chapter) in outline.chapters.iter().enumerate() {
        let told = map.told(chapter.others.iter().copied(), chapter.legs.iter().copied());
        assert!(told.places.iter().map(|place| place.id).eq(lit(c)), "{c}");
        assert_eq!(told.places[0].name.text, format!("Place {}", c * 50 + 1));
        assert!(told.legs.iter().map(|leg| leg.id).eq((c == 0).then_some("leg")), "{c}");
    }
    let none = map.told([200, u32::MAX].into_iter(), [1].into_iter());
    assert_eq!((none.places, none.legs), (vec![], vec![]));
}

/// How much there is to compare in an outline must not grow with the square of the story.
#[test]
fn the_outline_of_a_huge_story_is_made_quickly() {
    let at = |i: usize| json!([-100.0 + i as f64 * 1e-3, 20.0]);
    let places = (0..5_000).map(|i| {
        json!({"type": "Feature", "id": i, "properties": {"name": "P", "kind": "stop"},
            "geometry": {"type": "Point", "coordinates": at(i)}})
    });
    let legs = (0..4_999).map(|i| {
        json!({"type": "Feature", "id": format!("l{i}"),
            "properties": {"kind": "leg", "from": i.to_string(), "to": (i + 1).to_string()},
            "geometry": {"type": "LineString", "coordinates": [at(i), at(i + 1)]}})
    });
    let features: Vec<Value> = places.chain(legs).collect();
    let map = widget_with_story(
        &json!({"type": "FeatureCollection", "features": features}).to_string(),
        BOX,
        EN,
    );
    let begin = Instant::now();
    let outline: Outline = map.outline();
    let seconds = begin.elapsed().as_secs_f64();
    assert_eq!((outline.places.len(), outline.more), (1000, 4000));
    assert_eq!((outline.legs.len(), outline.more_legs), (1000, 3999));
    let told: usize = outline.chapters.iter().map(|c| c.legs.len() + c.more_legs).sum();
    assert!(outline.chapters.iter().all(|c| c.legs.len() <= 100));
    assert!(told <= 4999, "{told}");
    eprintln!("an outline of 5,000 places took {seconds:.2} s");
    // The first places are outline in full; after a thousand places the way is left out.
    assert_ne!(outline.places[999].way, None);
    let more = map.more_places();
    assert!(more.texts.starts_with("1000\0P\0\x001001\0P\0\0"));
    assert_eq!((more.main.len(), more.at.len()), (4000, 8000));
    // A leg behind the listed ones has its place in the route.
    let leg = map.leg("l4998").unwrap();
    assert_eq!((leg.index, leg.count, leg.leg.id), (4998, 4999, "l4998"));
    assert_eq!((leg.before.map(|leg| leg.id), leg.after), (Some("l4997"), None));
    assert_eq!(map.leg("l0").unwrap().before, None);
    assert!(map.leg("l4999").is_none());
}
