//! The interface's words for native tests, from the same files as the page's: `locales/xx.json`. What the page takes
//! from `Intl` comes from `tests/fixtures/cldr`, which says how it was made.

use darien_map::language_tag::Tag;
use darien_map::locale::Locale;
use darien_map::outline::Way;
use serde_json::{Map, Value, json};
use std::fs;

pub const EN: Tag = Tag::parse("en").unwrap();
pub const ES: Tag = Tag::parse("es").unwrap();
pub const AR: Tag = Tag::parse("ar").unwrap();

/// The languages of the built-in story.
pub const LANGS: [Tag; 3] = [EN, ES, AR];

/// The words of a language, by their keys.
pub fn strings(lang: Tag) -> Map<String, Value> {
    let mut words = read(&format!("locales/{lang}.json"));
    // Each file says who has read it.
    let read_by = words.remove("$read").expect("$read");
    assert!(read_by.as_str().is_some_and(|name| !name.is_empty()), "{lang}: {read_by}");
    words
}

fn read(path: &str) -> Map<String, Value> {
    let text = fs::read_to_string(path).expect(path);
    serde_json::from_str(&text).unwrap()
}

/// The map's own words for a reader who asked for `asked`: in English, if there are none in that language.
pub fn locale(asked: Tag) -> Locale {
    let tag = asked.best_of(LANGS.into_iter()).map_or(EN, |i| LANGS[i]);
    let words = strings(tag);
    let texts: Vec<_> = Locale::KEYS.split(' ').map(|key| words[key].as_str().unwrap()).collect();
    Locale::new(asked, tag, &texts.join("\0"))
}

/// Where a place is, in words: the same sentence that `www/element/phrases.ts` makes.
pub fn way_in_words(way: &Way, lang: Tag) -> String {
    let (words, cldr) = (strings(lang), read(&format!("tests/fixtures/cldr/{lang}.json")));
    let word = |key: &str| words.get(key).and_then(Value::as_str).map(String::from);
    let filled = |pattern: &str, values: &[(&str, &str)]| {
        values.iter().fold(pattern.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    };
    let km = filled(&word("km").unwrap(), &[("n", &number(way.km, &cldr))]);
    // As they cross to the page.
    let name = |value: Value| value.as_str().unwrap().to_owned();
    let direction = word(&format!("direction.{}", name(json!(way.direction)))).unwrap();
    let mode = way.mode.map(|mode| word(&format!("by.{}", name(json!(mode)))).unwrap());
    let mode = mode.unwrap_or_default();
    let key = if way.mode.is_none() { "way" } else { "wayBy" };
    let (pattern, country) = match way.into {
        None => (word(key).unwrap(), String::new()),
        Some(code) => {
            let own = word(&format!("wayInto.{code}"));
            let name = match way.country.text {
                "" => cldr["countries"][code].as_str().unwrap(),
                name => name,
            };
            (own.or_else(|| word("wayInto")).unwrap(), name.to_owned())
        }
    };
    let values = [
        ("distance", km.as_str()),
        ("direction", &direction),
        ("place", way.from.text),
        ("mode", &mode),
        ("country", &country),
    ];
    filled(&pattern, &values)
}

fn number(n: u32, cldr: &Map<String, Value>) -> String {
    let mut text = n.to_string();
    if text.len() as u64 >= cldr["fewestDigits"].as_u64().unwrap() {
        let mut at = text.len() - 3;
        loop {
            text.insert_str(at, cldr["group"].as_str().unwrap());
            if at <= 3 {
                break;
            }
            at -= 3;
        }
    }
    text
}
