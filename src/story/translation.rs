//! A story's translations: files with its texts in other languages. The page loads the one that its reader needs.
//!
//! A file is one object. Its keys are the story's own texts, its values are the same texts in the other language. A text that
//! the story gives in several languages is named by the first of them.

use super::looks::{Category, Class, Looks, NamedRoute, OwnMode, SizeByValue};
use super::parse::report::Report;
use super::parse::value::{Object, object};
use super::{
    Chapter, Fact, Figure, FigureValue, Inset, Labels, Leg, Media, Place, Problem, ProblemKind,
    Source, Story, Text,
};
use crate::json;
use crate::language_tag::Tag;
use serde_json::Value;

impl Story {
    /// The address, relative to that of the story, of the translation that a reader who asked for the language `asked`
    /// needs: the nearest one (see [`Tag::best_of`]), unless the story's default language is as near. `None` if there
    /// is none, or if the story has it already.
    pub fn missing_translation(&self, asked: Tag) -> Option<&str> {
        Some(self.read(&self.translations, asked)).filter(|file| !file.is_empty())
    }

    /// Adds the texts of the translation whose address is `file`, given as the `json` in that file. A text that
    /// the story has in that language already stays as it is. An empty text is not translated yet.
    ///
    /// # Errors
    /// Every problem found in the file. Its other texts are still added.
    pub fn translate(&mut self, file: &str, json: &str) -> Result<(), Vec<Problem>> {
        let mut report = Report::default();
        match json::read(json) {
            Ok(value) => {
                if let Some(texts) = object(&value, &mut report) {
                    self.add_texts(file, texts, &mut report);
                }
            }
            Err(error) => report.push_not_json(error),
        }
        let problems = report.into_problems();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn add_texts(&mut self, file: &str, texts: &Object, report: &mut Report) {
        let mut files = self.translations.0.iter_mut();
        let Some((lang, address)) = files.find(|(_, address)| address == file) else { return };
        address.clear();
        let lang = *lang;
        let mut sources = Object::new();
        self.each_text(&mut |Text(given)| {
            let Some((_, source)) = given.first() else { return };
            let words = texts.get(source).and_then(Value::as_str).unwrap_or_default();
            sources.insert(source.clone(), Value::Null);
            if !words.trim().is_empty() && given.iter().all(|(tag, _)| *tag != lang) {
                given.push((lang, words.into()));
            }
        });
        for (key, value) in texts {
            let is_text = value.is_string();
            if value.is_null() || key == "$schema" || is_text && sources.contains_key(key) {
                continue;
            }
            let (kind, expected) = if is_text {
                (ProblemKind::UnknownText, "as its key a text of the story")
            } else {
                (ProblemKind::WrongType, "a text")
            };
            report.push_member(key, kind, value, expected);
        }
    }

    /// Calls `visit` with every text of the story. No field is left out, so that a new one cannot be forgotten.
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let Self {
            lang: _,
            axis: _,
            borders: _,
            notes: _,
            translations: _,
            title,
            summary,
            as_of,
            insets,
            says_insets: _,
            sources,
            figures,
            places,
            legs,
            chapters,
            labels,
            looks: Looks { modes, routes, categories, classes, size },
        } = self;
        let Labels { start, main_place, reported } = labels;
        for text in [title, summary, start, main_place, reported] {
            visit(text);
        }
        as_of.iter_mut().for_each(&mut *visit);
        for OwnMode {
            label,
            by,
            word: _,
            like: _,
            color: _,
            width: _,
            dash: _,
            arc: _,
            arrow: _,
        } in modes
        {
            for text in [label, by] {
                text.iter_mut().for_each(&mut *visit);
            }
        }
        for NamedRoute { name, id: _, color: _ } in routes {
            visit(name);
        }
        for Category { label, word: _, color: _, outline: _, icon: _ } in categories {
            visit(label);
        }
        for Class { label, color: _, up_to: _ } in classes {
            visit(label);
        }
        if let Some(SizeByValue { legend, max: _, largest: _ }) = size {
            legend.iter_mut().for_each(|(_, label)| visit(label));
        }
        for Inset { title, bounds: _, place: _ } in insets {
            visit(title);
        }
        for Source { title, id: _, date: _, url: _ } in sources {
            visit(title);
        }
        for Figure { title, values, id: _ } in figures {
            visit(title);
            for FigureValue { label, note, value: _, sources: _ } in values {
                visit(label);
                note.iter_mut().for_each(&mut *visit);
            }
        }
        for Place {
            name,
            place,
            remark,
            facts,
            media,
            id: _,
            kind: _,
            rank: _,
            at: _,
            shape: _,
            country: _,
            accuracy_km: _,
            max_zoom: _,
            category: _,
            value: _,
            number: _,
            time: _,
        } in places
        {
            visit(name);
            for text in [place, remark] {
                text.iter_mut().for_each(&mut *visit);
            }
            facts.iter_mut().for_each(|fact| fact.each_text(visit));
            media.iter_mut().for_each(|media| media.each_text(visit));
        }
        for Leg {
            name,
            duration,
            remark,
            label,
            facts,
            id: _,
            from: _,
            to: _,
            mode: _,
            route: _,
            certainty: _,
            sources: _,
            line: _,
            time: _,
        } in legs
        {
            for text in [name, duration, remark, label] {
                text.iter_mut().for_each(&mut *visit);
            }
            facts.iter_mut().for_each(|fact| fact.each_text(visit));
        }
        for Chapter {
            title,
            text,
            media,
            id: _,
            place: _,
            highlighted: _,
            bounds: _,
            up_to: _,
            figure: _,
            time: _,
        } in chapters
        {
            visit(title);
            visit(text);
            media.iter_mut().for_each(|media| media.each_text(visit));
        }
    }
}

impl Fact {
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let Self { text, note, copy, media, id: _, date: _, standing: _, sources: _ } = self;
        visit(text);
        for text in [note, copy] {
            text.iter_mut().for_each(&mut *visit);
        }
        media.iter_mut().for_each(|media| media.each_text(visit));
    }
}

impl Media {
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        // The captions of a film are addresses.
        let Self {
            words,
            caption,
            credit,
            kind: _,
            src: _,
            sizes: _,
            size: _,
            poster: _,
            captions: _,
        } = self;
        for text in [words, caption, credit] {
            visit(text);
        }
    }
}
