//! Texts for the page. The page must mark a text whose language differs from that of the interface.

use crate::language_tag::Tag;
use crate::locale::Locale;
use crate::story::Text;
use serde::{Serialize, Serializer};

/// A text, and its language if that is not the interface's. It is serialized as a string, or as a list of
/// text and language tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// The text; may be empty.
    pub text: &'a str,
    /// Its language; `None` if it is the interface's, or not known.
    pub foreign: Option<Tag>,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.foreign {
            Some(lang) => to.collect_seq([self.text, lang.as_str()]),
            None => to.serialize_str(self.text),
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
        Words { text, foreign }
    }

    /// The same for an optional text: empty if it is absent.
    pub fn some_words<'a>(&self, text: Option<&'a Text>) -> Words<'a> {
        text.map_or_else(Words::default, |text| self.words(text))
    }
}
