//! Texts on their way to the page, which has to mark those in another language than its own.

use crate::locale::Locale;
use crate::story::Text;
use crate::tag::Tag;
use serde::{Serialize, Serializer};

/// A text, and the tag of its language if that is not the interface's. It crosses to the page as a text, or as a list
/// of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// The text; may be empty.
    pub text: &'a str,
    /// Its language; absent where it is the interface's, or not known.
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

/// Who texts are for: which language is asked for, and which one needs no mark.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    asked: Tag,
    own: Tag,
    interface: Tag,
}

impl Reader {
    /// A reader of texts whose own language is `own`, with an interface in `locale`.
    pub fn new(own: Tag, locale: &Locale) -> Self {
        Self { asked: locale.asked, own, interface: locale.tag }
    }

    /// A text, in the language nearest to the one asked for.
    pub fn words<'a>(&self, text: &'a Text) -> Words<'a> {
        let (lang, text) = text.resolve(self.asked, self.own);
        let foreign = if lang == self.interface || lang == Tag::UND { None } else { Some(lang) };
        Words { text, foreign }
    }

    /// The same of a text that may be absent; then it is empty.
    pub fn some_words<'a>(&self, text: Option<&'a Text>) -> Words<'a> {
        text.map_or_else(Words::default, |text| self.words(text))
    }
}
