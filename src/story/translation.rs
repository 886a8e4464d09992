//! A story's translations: files with its texts in other languages. The page loads the one that its reader needs.
//!
//! A file is one object. Its keys are the story's own texts, its values are the same texts in the other language.

use super::parse::report::Report;
use super::parse::value::{Object, object};
use super::{
    Chapter, Fact, Figure, FigureValue, Inset, Labels, Leg, Place, Problem, ProblemKind, Source,
    Story, Text,
};
use crate::json;
use crate::language_tag::Tag;
use serde_json::Value;

/// A file with the story's texts in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The language of the file's texts.
    pub lang: Tag,
    /// The address of the file, relative to that of the story.
    pub file: String,
    /// Whether the story has the texts of the file.
    pub is_loaded: bool,
}

impl Text {
    /// The text that a translation names it by: the one in the story's default language `own`, else the first.
    fn source(&self, own: Tag) -> &str {
        let tags = self.0.iter().map(|(tag, _)| if *tag == Tag::UND { own } else { *tag });
        let found = self.0.get(own.best_of(tags).unwrap_or_default());
        found.map_or("", |(_, text)| text)
    }
}

impl Story {
    /// The translation that a reader who asked for the language `asked` needs, if it is not loaded: the nearest
    /// one (see [`Tag::best_of`]), unless the story's default language is as near.
    pub fn missing_translation(&self, asked: Tag) -> Option<&Translation> {
        let tags = core::iter::once(self.lang).chain(self.translations.iter().map(|t| t.lang));
        let index = asked.best_of(tags)?.checked_sub(1)?;
        self.translations.get(index).filter(|translation| !translation.is_loaded)
    }

    /// Adds the texts of the translation whose address is `file`, given as the `json` in that file. A text that
    /// the story has in that language already stays as it is. An empty text is not translated yet.
    ///
    /// # Errors
    /// Every problem found in the file. Its other texts are added all the same.
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
        let Some(translation) = self.translations.iter_mut().find(|t| t.file == file) else {
            return;
        };
        translation.is_loaded = true;
        let (lang, own) = (translation.lang, self.lang);
        let mut used = texts.clone();
        self.each_text(&mut |text| {
            let source = text.source(own);
            let Some(translated) = texts.get(source) else { return };
            if let Some(mark) = used.get_mut(source) {
                *mark = Value::Null;
            }
            let given = text.0.iter().any(|(tag, _)| *tag == lang);
            if let Some(translated) = translated.as_str().filter(|s| !given && !s.trim().is_empty())
            {
                text.0.push((lang, translated.into()));
            }
        });
        for (key, value) in
            texts.iter().filter(|(key, value)| *key != "$schema" && !value.is_null())
        {
            report.enter_text(key);
            if !value.is_string() {
                report.push(ProblemKind::WrongType, value, "a text");
            } else if used.get(key).is_some_and(|mark| !mark.is_null()) {
                let expected = "as its key a text of the story, in the story's own language";
                report.push(ProblemKind::UnknownText, value, expected);
            }
            report.leave();
        }
    }

    /// Calls `visit` with every text of the story. No field is left out, so that a new one cannot be forgotten.
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let Self {
            lang: _,
            translations: _,
            title,
            summary,
            as_of,
            insets,
            sources,
            figures,
            places,
            legs,
            chapters,
            labels,
        } = self;
        let Labels { start, main_place, reported } = labels;
        for text in [title, summary, start, main_place, reported].into_iter().chain(as_of) {
            visit(text);
        }
        for Inset { title, bounds: _ } in insets {
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
            id: _,
            kind: _,
            rank: _,
            at: _,
            shape: _,
            country: _,
            accuracy_km: _,
            max_zoom: _,
        } in places
        {
            visit(name);
            place.iter_mut().chain(remark).for_each(&mut *visit);
            facts.iter_mut().for_each(|fact| fact.each_text(visit));
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
            certainty: _,
            sources: _,
            line: _,
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
            id: _,
            place: _,
            highlighted: _,
            bounds: _,
            up_to: _,
            figure: _,
        } in chapters
        {
            visit(title);
            visit(text);
        }
    }
}

impl Fact {
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let Self { text, note, id: _, date: _, standing: _, sources: _ } = self;
        visit(text);
        note.iter_mut().for_each(visit);
    }
}
