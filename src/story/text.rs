//! Texts in several languages.

use crate::language_tag::Tag;

/// A text in one or more languages. After parsing, no text is empty. A text that the file gives without a
/// language has the tag [`Tag::UND`]: it is in the story's default language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<(Tag, String)>);

impl Text {
    /// The text for a reader who asked for the language `asked`, in a story whose default language is
    /// `own`. It is in the language asked for, or one near to it (see [`Tag::best_of`]); else in the
    /// default language, in English, or in the first language there is.
    ///
    /// Returns the text with its language, or an empty text with [`Tag::UND`] if there is none.
    pub fn resolve(&self, asked: Tag, own: Tag) -> (Tag, &str) {
        let tags = self.0.iter().map(|(tag, _)| if *tag == Tag::UND { own } else { *tag });
        let found = [asked, own, Tag::EN].into_iter().find_map(|tag| tag.best_of(tags.clone()));
        let found = found.or(if self.0.is_empty() { None } else { Some(0) });
        let tag = found.and_then(|i| tags.clone().nth(i)).unwrap_or_default();
        (tag, found.and_then(|i| self.0.get(i)).map_or("", |(_, text)| text))
    }
}
