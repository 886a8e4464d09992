//! The names in sight: all names that are drawn as letters on the map, as text.

use crate::basemap::Manifest;
use crate::ground::Ground;
use crate::language_tag::Tag;
use crate::locale::Locale;
use crate::scene::NameId;
use crate::story::Story;
use crate::words::{Reader, Words};

/// The names of a picture, in the language of the map, each once. A name that no longer exists is left out.
pub fn names_in_sight<'a>(
    names: &'a [NameId],
    story: &'a Story,
    manifest: &'a Manifest,
    grounds: &'a [Ground],
    locale: &Locale,
) -> Vec<Words<'a>> {
    let (story_reader, ground_reader) =
        (Reader::new(story.lang, locale), Reader::new(Tag::UND, locale));
    let translation = manifest.translation(locale.asked);
    let in_map_language = |text: &'a str| Words { text, ..Words::default() };
    let words = |name: &NameId| match *name {
        NameId::Place(ix) => story.place(ix).map(|place| story_reader.words(&place.name)),
        NameId::Ground(i) => {
            let translated = translation.and_then(|names| names.name(i)).map(in_map_language);
            translated.or_else(|| Some(ground_reader.words(manifest.names.get(i)?.text.as_ref()?)))
        }
        NameId::River(piece, i) => {
            let ground = grounds.iter().find(|g| g.piece == piece)?;
            let river = ground.river_names.get(i)?;
            let translated = translation.and_then(|names| names.river(&river.name));
            Some(in_map_language(translated.unwrap_or(&river.name)))
        }
        NameId::City(piece, i) => {
            let ground = grounds.iter().find(|g| g.piece == piece)?;
            let city = ground.cities.get(i)?;
            let translated = translation.and_then(|names| names.city(city.id));
            Some(in_map_language(translated.unwrap_or(&city.name)))
        }
    };
    let mut unique = Vec::new();
    for words in names.iter().filter_map(words) {
        if !unique.contains(&words) {
            unique.push(words);
        }
    }
    unique
}
