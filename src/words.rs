//! Texts for the page. The page must mark a text whose language differs from that of the interface.

use crate::language_tag::Tag;
use crate::locale::Locale;
use crate::rich_text::{Run, joined, runs};
use crate::story::Text;
use serde::{Serialize, Serializer};

/// A text, and its language if that is not the interface's. It is serialized as a string, or as a list of
/// text and language tag. A text with emphasis or links is always a list: the text without marks, the tag (empty if it needs none), and for each
/// run its marks (`em`, `strong`, both or none), the address of its link or none, and its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// The text as the story has it; may be empty.
    pub text: &'a str,
    /// Its language; `None` if it is the interface's, or not known.
    pub foreign: Option<Tag>,
    /// Whether it may have emphasis and links.
    pub rich: bool,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let runs = if self.rich { runs(self.text) } else { Vec::new() };
        let plain = joined(&runs);
        let text = if self.rich { &plain } else { self.text };
        let lang = self.foreign.as_ref().map_or("", Tag::as_str);
        let mut parts = vec![text, lang];
        if !runs.iter().all(Run::is_plain) {
            for run in &runs {
                let marks = ["", "em", "strong", "em strong"].get(usize::from(run.marks));
                parts.extend([marks.copied().unwrap_or_default(), run.link, run.text]);
            }
        }
        if lang.is_empty() && parts.len() == 2 {
            to.serialize_str(text)
        } else {
            to.collect_seq(parts)
        }
    }
}

/// The reader's languages: which one is preferred, and which one needs no mark.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    asked: Tag,
    own: Tag,
    interface: Tag,
}

impl Reader {
    /// A reader with an interface in `locale`, of a story whose default language is `own`.
    pub fn new(own: Tag, locale: &Locale) -> Self {
        Self { asked: locale.asked, own, interface: locale.tag }
    }

    /// A text, in the language nearest to the preferred one.
    pub fn words<'a>(&self, text: &'a Text) -> Words<'a> {
        let (lang, text) = text.resolve(self.asked, self.own);
        let foreign = if lang == self.interface || lang == Tag::UND { None } else { Some(lang) };
        Words { text, foreign, rich: false }
    }

    /// The same for a text that may have emphasis and links.
    pub fn rich_words<'a>(&self, text: &'a Text) -> Words<'a> {
        Words { rich: true, ..self.words(text) }
    }

    /// The same as [`Self::words`] for an optional text: empty if it is absent.
    pub fn some_words<'a>(&self, text: Option<&'a Text>) -> Words<'a> {
        text.map_or_else(Words::default, |text| self.words(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_marks_is_given_as_its_runs() {
        let reader = Reader { asked: Tag::EN, own: Tag::EN, interface: Tag::EN };
        let json = |reader: &Reader, text: &str| {
            let text = Text(vec![(Tag::EN, text.into())]);
            serde_json::to_string(&reader.rich_words(&text)).unwrap()
        };
        assert_eq!(json(&reader, "5 * 3"), r#""5 * 3""#);
        assert_eq!(json(&reader, r"\*a\*"), r#""*a*""#, "no marks are left, so it is a plain text");
        assert_eq!(
            json(&reader, "A ***b*** [c *d*](http://x)"),
            r#"["A b c d","","","","A ","em strong","","b","",""," ","","http://x","c ","em","http://x","d"]"#
        );
        let foreign = Reader { interface: Tag::UND, ..reader };
        assert_eq!(json(&foreign, "a"), r#"["a","en"]"#);
        assert_eq!(json(&foreign, "*a*"), r#"["a","en","em","","a"]"#);
    }
}
