//! Texts on their way to the page, which has to mark those in another language than its own.

use crate::lang::Lang;
use crate::story::Text;
use serde::{Serialize, Serializer};

/// A text, and the tag of its language if that is not the map's. It is told as a text, or as a list of the
/// two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// The text; may be empty.
    pub text: &'a str,
    /// BCP 47 tag.
    pub foreign: Option<&'static str>,
}

impl<'a> Words<'a> {
    /// A text in `lang`, or in the language it falls back to.
    pub fn of(text: &'a Text, lang: Lang) -> Self {
        let (told, text) = text.told(lang);
        Self { text, foreign: (told != lang).then_some(told.tag()) }
    }

    /// The same of a text that may be missing; then it is empty.
    pub fn of_some(text: Option<&'a Text>, lang: Lang) -> Self {
        text.map_or_else(Self::default, |text| Self::of(text, lang))
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.foreign {
            Some(lang) => to.collect_seq([self.text, lang]),
            None => to.serialize_str(self.text),
        }
    }
}
