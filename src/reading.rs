//! How long a reader needs for a chapter: while the story plays, it stays that long.

use crate::locale::Locale;
use crate::story::{PlaceIx, Story};

/// Seconds beside those of reading: to find the card, and to look at the map.
const LOOKING: f64 = 2.5;

/// The other places that each chapter shows: those it highlights that no chapter is about and no earlier chapter
/// shows.
pub fn other_places(story: &Story) -> Vec<Vec<PlaceIx>> {
    let mut open = vec![true; story.places.len()];
    let mut take = |ix: PlaceIx| open.get_mut(ix.0 as usize).is_some_and(core::mem::take);
    for chapter in &story.chapters {
        take(chapter.place);
    }
    let chapters = story.chapters.iter();
    chapters.map(|c| c.highlighted.iter().copied().filter(|ix| take(*ix)).collect()).collect()
}

/// Seconds to read a chapter's title and text, and the facts of its place and of the `others` that it shows.
pub fn reading_time(story: &Story, chapter: usize, others: &[PlaceIx], locale: &Locale) -> f64 {
    let Some(chapter) = story.chapters.get(chapter) else { return LOOKING };
    let places = core::iter::once(&chapter.place).chain(others).filter_map(|ix| story.place(*ix));
    let facts = places.flat_map(|place| &place.facts).map(|fact| &fact.text);
    let texts = [&chapter.title, &chapter.text].into_iter().chain(facts);
    let words: f64 = texts.map(|text| words(story.read(text, locale.asked))).sum();
    LOOKING + words * 60.0 / locale.words_per_minute
}

/// The number of words in a text. Some scripts have no space between words; there each letter is a part of one.
fn words(text: &str) -> f64 {
    let (mut words, mut inside) = (0.0, false);
    for letter in text.chars() {
        let part = match letter {
            // Chinese and Japanese; 158 words of Chinese are 255 letters (IReST).
            '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 0.62,
            // Thai, Lao, Burmese and Khmer, with vowels and tones: about four for a word.
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => 0.25,
            _ if inside || letter.is_whitespace() => 0.0,
            _ => 1.0,
        };
        words += part;
        inside = !letter.is_whitespace() && (part == 1.0 || part == 0.0 && inside);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language_tag::Tag;
    use crate::story::parse;

    #[test]
    fn words_are_counted_in_scripts_with_and_without_spaces() {
        assert_eq!(words(""), 0.0);
        assert_eq!(words("  four words,\n not five "), 4.0);
        assert_eq!(words("خط الإبلاغ المجاني"), 3.0);
        assert!((words("人们在这里等待") - 7.0 * 0.62).abs() < 1e-9);
        assert!((words("ข้ามแม่น้ำ") - 10.0 * 0.25).abs() < 1e-9);
        assert!((words("CBP One 在2024年") - (2.0 + 2.0 * 0.62 + 1.0)).abs() < 1e-9);
    }

    #[test]
    fn a_chapter_takes_as_long_as_its_text_and_the_facts_that_it_shows() {
        let place = |id: &str, words: usize| {
            format!(
                r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[1,1]}},"properties":
                {{"name":"{id}","facts":[{{"text":{{"en":"{}","es":"{}"}},"date":"2024","sources":["s"]}}]}}}}"#,
                "word ".repeat(words),
                "palabra ".repeat(2 * words)
            )
        };
        let story = parse(&format!(
            r#"{{"type":"FeatureCollection","lang":"en","sources":[{{"id":"s","title":"S"}}],"features":[{},{},{}],
            "chapters":[{{"title":"One","text":"Two words","place":"a","lit":["b","c"]}},
            {{"title":"One","text":"Two words","place":"b","lit":["c"]}}]}}"#,
            place("a", 17),
            place("b", 37),
            place("c", 40)
        ))
        .unwrap();
        let others = other_places(&story);
        assert_eq!(others, [vec![PlaceIx(2)], vec![]]);
        let seconds = |chapter: usize, locale: &Locale| {
            reading_time(&story, chapter, others.get(chapter).map_or(&[], Vec::as_slice), locale)
        };
        let english = Locale { asked: Tag::EN, words_per_minute: 120.0, ..Locale::default() };
        assert!((seconds(0, &english) - LOOKING - 60.0 / 2.0).abs() < 1e-9);
        assert!((seconds(1, &english) - LOOKING - 40.0 / 2.0).abs() < 1e-9);
        assert_eq!(seconds(2, &english), LOOKING, "there is no such chapter");
        let spanish =
            Locale { asked: Tag::parse("es").unwrap(), words_per_minute: 60.0, ..english };
        assert!((seconds(1, &spanish) - LOOKING - 77.0).abs() < 1e-9);
    }
}
