//! The names on the map in another language: a file for each, of which the page loads the one that its reader needs.

use super::Manifest;
use super::read::read_object;
use crate::language_tag::Tag;
use crate::story::parse::report::Report;
use crate::story::parse::value::{Object, given};
use crate::story::{Problem, ProblemKind};

/// The names of a basemap in one language. Empty where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// Its address in [`Manifest::translations`].
    file: String,
    /// In the order of [`Manifest::names`].
    names: Vec<String>,
    /// In the order of the cities' ids.
    cities: Vec<String>,
    /// In turn the name that a river has in the files, and its translation.
    rivers: Vec<String>,
}

impl Translation {
    /// The name at this index of [`Manifest::names`].
    pub fn name(&self, index: usize) -> Option<&str> {
        word(&self.names, index)
    }

    /// The name of the city with this id.
    pub fn city(&self, id: u32) -> Option<&str> {
        word(&self.cities, id as usize)
    }

    /// The name of the river that has this name in the files.
    pub fn river(&self, name: &str) -> Option<&str> {
        let known = self.rivers.iter().step_by(2).position(|known| known == name)?;
        word(&self.rivers, 2 * known + 1)
    }
}

fn word(list: &[String], index: usize) -> Option<&str> {
    list.get(index).map(String::as_str).filter(|word| !word.is_empty())
}

impl Manifest {
    /// The address of the translation for a reader who asked for this language, relative to the manifest's own; empty if there is
    /// none.
    pub fn translation_for(&self, asked: Tag) -> &str {
        // Without a translation the names are those of the manifest.
        self.translations.resolve(asked, Tag::EN).1
    }

    /// The translation for a reader who asked for this language, if it is loaded.
    pub fn translation(&self, asked: Tag) -> Option<&Translation> {
        let file = self.translation_for(asked);
        self.translated.as_ref().filter(|translation| translation.file == file)
    }

    /// Takes the translation with this address, given as the `json` in that file, instead of the one before.
    ///
    /// # Errors
    /// Every problem found, never an empty list. Then the names stay as they were.
    pub fn load_translation(&mut self, file: &str, json: &str) -> Result<(), Vec<Problem>> {
        let (mut lists, mut rivers) = ([Vec::new(), Vec::new()], Vec::new());
        let names = self.names.len();
        read_object(json, &mut |root, report| {
            lists = ["names", "cities"].map(|key| texts(root, key, report));
            if given(root, "rivers").is_some() {
                rivers = texts(root, "rivers", report);
            }
            // The names may be loaded later.
            if names > 0 && lists[0].len() != names {
                report.enter_key("names");
                let got = lists[0].len().to_string() + " names";
                let expected = names.to_string() + ", one for each name of the basemap";
                report.push_text(ProblemKind::BadValue, got, &expected);
                report.leave();
            }
        })?;
        let [names, cities] = lists;
        self.translated = Some(Translation { file: file.into(), names, cities, rivers });
        Ok(())
    }

    /// Drops a translation that was made for other names.
    pub(super) fn check_translation(&mut self) {
        self.translated.take_if(|translation| translation.names.len() != self.names.len());
    }
}

/// The texts of a list, which may be empty.
fn texts(root: &Object, key: &'static str, report: &mut Report) -> Vec<String> {
    let items = given(root, key).and_then(|list| list.as_array());
    let mut texts = Vec::new();
    for item in items.into_iter().flatten() {
        texts.extend(item.as_str().map(String::from));
    }
    if items.is_none_or(|items| items.len() != texts.len()) {
        report.push_at(key, ProblemKind::WrongType, given(root, key), "a list of texts");
    }
    texts
}
