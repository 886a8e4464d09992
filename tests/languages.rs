//! Languages are data: stories in any language, and locale files that have every key.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::locales::strings;
use common::{AR, EN, ES, LANGS, STORY, locale, manifest, picture, widget_with_story};
use darien_map::basemap::manifest::Name;
use darien_map::language_tag::Tag;
use darien_map::legend::{LegendPlace, legend};
use darien_map::locale::Locale;
use darien_map::scene::Scene;
use darien_map::story::{Labels, ProblemKind, Sorts, Story, Text, parse};
use darien_map::style::Styles;
use kurbo::Size;
use serde_json::{Value, json, to_value};
use std::collections::BTreeSet;

const BOX: Size = Size::new(1000.0, 700.0);

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// The placeholders in a text.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// Whether a key is a form for one country or one plural category, which a language may have or not.
fn is_plural_form(key: &str) -> bool {
    let plural = ["zero", "one", "two", "few", "many"];
    key.rsplit_once('.').is_some_and(|(_, end)| {
        plural.contains(&end) || end.bytes().all(|b| b.is_ascii_uppercase())
    })
}

#[test]
fn every_locale_has_every_key_with_the_same_placeholders() {
    let english = strings(EN);
    assert!(english.len() > 70, "{}", english.len());
    let files = std::fs::read_dir("locales").unwrap().map(|f| f.unwrap().file_name());
    let files: Vec<String> = files.map(|f| f.into_string().unwrap().replace(".json", "")).collect();
    let tags: BTreeSet<_> = files.iter().map(|f| tag(f)).collect();
    assert!(LANGS.iter().all(|lang| tags.contains(lang)), "{tags:?}");
    for file in files {
        let lang = tag(&file);
        assert_eq!(file, lang.as_str(), "a file has its language's tag as its name");
        let own = strings(lang);
        // Each key has a line of its own. A JSON reader takes the last of two that are the same, without a word. `strings` leaves `$read` out.
        let text = std::fs::read_to_string(format!("locales/{file}.json")).unwrap();
        let lines = text.lines().filter(|line| line.starts_with("  \"")).count();
        assert_eq!(lines, own.len() + 1, "{lang}: a key stands twice");
        let rtl = own["dir"] == "rtl";
        assert!(rtl || own["dir"] == "ltr", "{lang}: dir is {}", own["dir"]);
        let speed = own["wordsPerMinute"].as_str().unwrap().parse::<u16>();
        assert!(speed.is_ok_and(|n| (50..500).contains(&n)), "{lang}: {}", own["wordsPerMinute"]);
        let mut same = 0;
        for (key, text) in english.iter().filter(|(key, _)| !is_plural_form(key) && *key != "dir") {
            let text = text.as_str().unwrap();
            let found =
                own.get(key).unwrap_or_else(|| panic!("{lang} lacks {key}")).as_str().unwrap();
            assert!(!found.trim().is_empty() && found.trim() == found, "{lang}: {key}");
            assert_eq!(placeholders(found), placeholders(text), "{lang}: {key}");
            same += usize::from(found == text);
        }
        for key in own.keys().filter(|key| !english.contains_key(*key)) {
            assert!(is_plural_form(key), "{lang} has {key}, which English has not");
        }
        for (key, text) in own.iter().filter(|(key, _)| is_plural_form(key)) {
            let (all, _) = key.rsplit_once('.').unwrap();
            let mut wanted = placeholders(own[all].as_str().unwrap());
            wanted.remove("country");
            let found = placeholders(text.as_str().unwrap());
            // “One chapter” need not repeat its number.
            let spelled = ["one", "two"].iter().any(|n| key.ends_with(&format!(".{n}")));
            wanted.retain(|place| !spelled || *place != "n" || found.contains("n"));
            assert_eq!(found, wanted, "{lang}: {key}");
        }
        // Units and marks are the same in many languages, words are not.
        assert!(lang == EN || same < 16, "{lang}: {same} texts are English");
    }
}

/// Words by which a text could point to something that its reader must see, in the languages of the map. English “left” alone
/// may also be a verb, and Arabic “أعلى” mean “highest”.
const POINTING: [&str; 35] = [
    "on the left",
    "to the left",
    "at left",
    "right",
    "above",
    "below",
    "top",
    "bottom",
    "beside",
    "opposite",
    "red",
    "green",
    "blue",
    "purple",
    "white",
    "round",
    "square",
    "circle",
    "arrow",
    "icon",
    "izquierda",
    "derecha",
    "arriba",
    "abajo",
    "rojo",
    "roja",
    "verde",
    "azul",
    "círculo",
    "flecha",
    "اليسار",
    "اليمين",
    "الأحمر",
    "الأخضر",
    "السهم",
];

/// Whether a text has one of those words.
fn points(text: &str) -> bool {
    let words = text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    POINTING.iter().any(|word| format!(" {words} ").contains(&format!(" {word} ")))
}

#[test]
fn no_text_points_by_shape_colour_or_position() {
    assert!(
        points("Press the button at the right.")
            && points("Pulse la flecha.")
            && !points("Brightly")
    );
    for lang in LANGS {
        // The arrows' own names say where they move the map, and the reader's keyboard has arrows.
        let words = strings(lang);
        let words = words.iter().filter(|(key, _)| !key.starts_with("move") && *key != "keys");
        for (key, text) in words {
            assert!(!points(text.as_str().unwrap()), "{lang}: {key}: {text}");
        }
    }
    let mut count = 0;
    let story: Value = serde_json::from_str(STORY).unwrap();
    let mut left = vec![&story];
    while let Some(value) = left.pop() {
        match value {
            // Addresses are no sentences.
            Value::String(text) if !text.starts_with("https:") => {
                count += 1;
                assert!(!points(text), "{text}");
            }
            Value::Array(list) => left.extend(list),
            Value::Object(fields) => left.extend(fields.values()),
            _ => {}
        }
    }
    assert!(count > 400, "{count}");
}

#[test]
fn the_core_gets_every_word_that_it_draws() {
    for lang in LANGS {
        let words = strings(lang);
        let missing: Vec<_> =
            Locale::KEYS.split(' ').filter(|key| !words.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{lang} lacks {missing:?}");
    }
}

#[test]
fn a_text_is_shown_in_the_nearest_available_language() {
    let text = |langs: &[&str]| Text(langs.iter().map(|l| (tag(l), (*l).to_owned())).collect());
    let shown = |langs: &[&str], asked: &str, own: &str| {
        let text = text(langs);
        let (lang, words) = text.resolve(tag(asked), tag(own));
        (lang.to_string(), words.to_owned())
    };
    let expected = |lang: &str, words: &str| (lang.to_owned(), words.to_owned());
    // The language asked for, or one near to it.
    assert_eq!(shown(&["en", "es", "es-MX"], "es-MX", "und"), expected("es-MX", "es-MX"));
    assert_eq!(shown(&["en", "es"], "es-MX", "und"), expected("es", "es"));
    assert_eq!(shown(&["en", "pt-BR"], "pt", "und"), expected("pt-BR", "pt-BR"));
    // Then the story's own, then English, then the first.
    assert_eq!(shown(&["en", "fr", "es"], "ar", "fr"), expected("fr", "fr"));
    assert_eq!(shown(&["ar", "en", "es"], "fr", "und"), expected("en", "en"));
    assert_eq!(shown(&["ru", "uk"], "fr", "und"), expected("ru", "ru"));
    // What has no language is in the story's own, or in none that is known.
    assert_eq!(shown(&["und", "en"], "de", "fr"), expected("fr", "und"));
    assert_eq!(shown(&["und"], "de", "und"), expected("und", "und"));
    assert_eq!(Text::default().resolve(ES, EN), (Tag::UND, ""));
}

/// Two places and a walk, named in the languages given.
fn walk(lang: Option<&str>, names: [Value; 2]) -> String {
    let [from, to] = names;
    let stop = |id: &str, at: [f64; 2], name: Value| {
        json!({"type": "Feature", "id": id, "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": at}})
    };
    let leg = json!({"type": "Feature", "properties": {"mode": "foot", "from": "a", "to": "b"},
        "geometry": {"type": "LineString", "coordinates": [[-100, 2], [-110, 8]]}});
    json!({"type": "FeatureCollection", "lang": lang, "title": "Le chemin",
        "features": [stop("a", [-100.0, 2.0], from), stop("b", [-110.0, 8.0], to), leg]})
    .to_string()
}

fn texts(scene: &Scene) -> BTreeSet<String> {
    let texts = common::texts(scene).map(|text| text.text);
    texts.collect()
}

#[test]
fn a_story_in_french_alone_is_french_for_every_reader() {
    let story = walk(Some("fr"), [json!("Le fort"), json!({"fr": "L’île"})]);
    for asked in [EN, AR, tag("fr-CA")] {
        let mut map = widget_with_story(&story, BOX, asked);
        let shown = texts(picture(&mut map, None));
        assert!(shown.contains("Le fort") && shown.contains("L’île"), "{shown:?}");
        let outline = to_value(map.outline()).unwrap();
        assert_eq!(
            outline["title"],
            json!(["Le chemin", "fr"]),
            "marked: the interface is not French"
        );
        assert_eq!(outline["places"][1]["way"]["from"], json!(["Le fort", "fr"]));
    }
    // Where the interface is French, too, nothing is foreign.
    let mut map = widget_with_story(&story, BOX, EN);
    map.set_locale(Locale { asked: tag("fr-CA"), tag: tag("fr"), ..locale(EN) });
    assert_eq!(to_value(map.outline()).unwrap()["title"], json!("Le chemin"));
    // And a story that does not say which language it is in is not marked.
    let map = widget_with_story(&walk(None, [json!("Le fort"), json!("L’île")]), BOX, EN);
    assert_eq!(to_value(map.outline()).unwrap()["title"], json!("Le chemin"));
}

#[test]
fn a_story_in_two_languages_is_shown_in_the_requested_one() {
    let names =
        || [json!({"uk": "Форт", "ru": "Крепость"}), json!({"uk": "Острів", "ru": "Остров"})];
    for (lang, asked, fort, island) in [
        (Some("uk"), "uk", "Форт", "Острів"),
        (Some("uk"), "ru-RU", "Крепость", "Остров"),
        (Some("uk"), "en", "Форт", "Острів"),
        (None, "en", "Форт", "Острів"),
    ] {
        let mut map = widget_with_story(&walk(lang, names()), BOX, tag(asked));
        let shown = texts(picture(&mut map, None));
        assert!(shown.contains(fort) && shown.contains(island), "{asked}: {shown:?}");
    }
}

#[test]
fn the_legend_uses_the_story_s_own_words_if_it_has_them() {
    let mut story = parse(STORY).unwrap();
    let english = locale(EN);
    let texts = |story: &Story| -> Vec<String> {
        let rows = legend(story, &Sorts::of(story), &Styles::BUILT_IN, &english, LegendPlace::Page);
        rows.iter().map(|row| row.text.text.to_owned()).collect()
    };
    let own = ["Pan-American Highway, schematic", "Place in the article"];
    let neutral = [english.legend.highway.as_str(), &english.legend.main];
    let has = |texts: &[String], words: [&str; 2]| words.map(|w| texts.iter().any(|t| t == w));
    assert_eq!(has(&texts(&story), own), [true; 2]);
    assert_eq!(has(&texts(&story), neutral), [false; 2]);
    story.legs.iter_mut().for_each(|leg| leg.label = None);
    story.labels = Labels::default();
    assert_eq!(has(&texts(&story), own), [false; 2]);
    assert_eq!(has(&texts(&story), neutral), [true; 2]);
}

#[test]
fn an_invented_locale_is_drawn_completely() {
    let key = |key: &str| match key {
        "dir" => "rtl".into(),
        "km" => "{n}⟨km⟩".into(),
        "mi" => "{n}⟨mi⟩".into(),
        "atNorth" => "⟨{n}⟩".into(),
        key => format!("⟨{key}⟩"),
    };
    let mut map = widget_with_story(&walk(None, [json!("A"), json!("B")]), BOX, EN);
    let words: Vec<String> = Locale::KEYS.split(' ').map(key).collect();
    map.set_locale(Locale::new(tag("xx"), tag("xx"), &words.join("\0")));
    let scene = picture(&mut map, None);
    assert!(scene.rtl);
    let shown = texts(scene);
    assert!(shown.contains("⟨legend.foot⟩"), "{shown:?}");
    for end in ["⟨km⟩", "⟨mi⟩"] {
        assert!(shown.iter().any(|text| text.ends_with(end)), "{end}: {shown:?}");
    }
    assert!(shown.iter().any(|text| text.starts_with('⟨') && text.ends_with("⟩")), "{shown:?}");
    // No word of another language is left: except names, all words are invented.
    let names = ["A", "B", "Le chemin"];
    let others = shown.iter().filter(|text| !text.contains('⟨') && !names.contains(&text.as_str()));
    let others: Vec<_> = others.filter(|text| text.parse::<u32>().is_err()).collect();
    let of_ground = |name: &Name| name.text.as_ref().unwrap().resolve(EN, EN).1.to_owned();
    let ground: BTreeSet<String> = manifest().names.iter().map(of_ground).collect();
    assert!(others.iter().all(|text| ground.contains(*text)), "{others:?}");
}

#[test]
fn every_language_tag_is_accepted_and_other_keys_are_reported() {
    let schema: Value = serde_json::from_str(include_str!("../assets/story.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let story = |lang: &str, name: &str| {
        json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "Point", "coordinates": [1, 2]},
            "properties": {"name": {lang: name}}}]})
    };
    let note = |story: &Value| parse(&story.to_string()).unwrap().notes.swap_remove(0);
    for lang in ["en", "es", "ar", "fr", "pt-BR", "zh-Hant-TW", "es_MX", "EN"] {
        assert!(
            validator.is_valid(&story(lang, "A")) && parse(&story(lang, "A").to_string()).is_ok()
        );
        assert!(!validator.is_valid(&story(lang, "")), "{lang}");
        assert_eq!(note(&story(lang, "")).kind, ProblemKind::Empty);
    }
    for bad in ["in English", "e", "en-", "français", ""] {
        assert!(!validator.is_valid(&story(bad, "A")), "{bad}");
        let note = note(&story(bad, "A"));
        assert_eq!((note.kind, note.got.as_str()), (ProblemKind::BadValue, bad));
    }
    assert_eq!(parse(STORY).unwrap().lang, Tag::UND);
}
