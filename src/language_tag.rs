//! Language tags (BCP 47), small enough to be `Copy`.

use core::fmt::{Debug, Display, Formatter, Result as Formatted};

/// Longest tag that is kept, in bytes. Longer tags are cut at the end of a subtag.
const LONGEST: usize = 16;

/// A BCP 47 language tag such as `es`, `pt-BR` or `zh-Hant-TW`.
///
/// The case is normalized as BCP 47 recommends, so two spellings of one tag are equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag([u8; LONGEST]);

impl Tag {
    /// English, the fallback of every language.
    pub const EN: Self = Self::known("en");

    /// An undetermined language (`und`).
    pub const UND: Self = Self::known("und");

    /// Parses a language of two to eight letters, then subtags of one to eight letters or digits, separated by
    /// `-` or `_`. Returns `None` if `text` is not such a tag.
    pub const fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let mut tag = [0; LONGEST];
        // How many bytes of the text are kept, and where the current subtag begins.
        let (mut kept, mut start, mut full) = (0, 0, false);
        let mut i = 0;
        while i <= text.len() {
            let ends = i == text.len() || text[i] == b'-' || text[i] == b'_';
            if !ends
                && !(if start == 0 {
                    text[i].is_ascii_alphabetic()
                } else {
                    text[i].is_ascii_alphanumeric()
                })
            {
                return None;
            }
            if ends {
                let length = i - start;
                if length == 0 || length > 8 || start == 0 && length == 1 {
                    return None;
                }
                full |= i > LONGEST;
                if !full {
                    copy(text, start, i, &mut tag);
                    kept = i;
                }
                start = i + 1;
            }
            i += 1;
        }
        if kept == 0 { None } else { Some(Self(tag)) }
    }

    /// A tag from a literal that is known to be valid.
    ///
    /// # Panics
    /// If it is not valid; for a constant, this is a compile error.
    #[allow(clippy::panic, reason = "constants are made while compiling")]
    const fn known(text: &str) -> Self {
        match Self::parse(text) {
            Some(tag) => tag,
            None => panic!("no language tag"),
        }
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|b| *b == 0).unwrap_or(LONGEST);
        // The bytes are always ASCII.
        core::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// The tag without its last subtag: `zh-Hant` for `zh-Hant-TW`; `None` for `zh`.
    pub fn parent(self) -> Option<Self> {
        let end = self.0.iter().rposition(|b| *b == b'-')?;
        let mut tag = self.0;
        tag[end..].fill(0);
        Some(Self(tag))
    }

    /// The language alone, without script, region and variants: `zh` for `zh-Hant-TW`.
    pub fn primary(self) -> Self {
        self.parent().map_or(self, Self::primary)
    }

    /// The index of the tag in `tags` that fits a reader of this language best: the same tag, one of its
    /// parents (`es` for `es-MX`), or another tag with the same primary language (`pt-BR` for `pt`). `None`
    /// if none fits.
    pub fn best_of(self, tags: impl Iterator<Item = Self> + Clone) -> Option<usize> {
        let mut wanted = Some(self);
        while let Some(tag) = wanted {
            if let Some(found) = tags.clone().position(|t| t == tag) {
                return Some(found);
            }
            wanted = tag.parent();
        }
        tags.clone().position(|t| t.primary() == self.primary())
    }
}

/// Copies a subtag and normalizes its case: regions are upper case, scripts begin with an upper-case letter.
const fn copy(from: &[u8], start: usize, end: usize, to: &mut [u8; LONGEST]) {
    let length = end - start;
    let region = start > 0 && length == 2;
    let script = start > 0 && length == 4;
    if start > 0 {
        to[start - 1] = b'-';
    }
    let mut i = start;
    while i < end {
        let upper = region || script && i == start;
        to[i] = if upper { from[i].to_ascii_uppercase() } else { from[i].to_ascii_lowercase() };
        i += 1;
    }
}

impl Default for Tag {
    fn default() -> Self {
        Self::UND
    }
}

impl Display for Tag {
    fn fmt(&self, f: &mut Formatter) -> Formatted {
        f.write_str(self.as_str())
    }
}

impl Debug for Tag {
    fn fmt(&self, f: &mut Formatter) -> Formatted {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Tag {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    fn tag(text: &str) -> Tag {
        Tag::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_a_tag_are_normalized() {
        let spellings = [
            ("EN", "en"),
            ("es_mx", "es-MX"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH-1996"),
            ("fil", "fil"),
            // Too long: cut at the end of a subtag.
            ("sl-Latn-IT-rozaj-biske", "sl-Latn-IT-rozaj"),
            ("hy-Latn-IT-arevela", "hy-Latn-IT"),
        ];
        for (written, kept) in spellings {
            assert_eq!(tag(written).as_str(), kept, "{written}");
        }
        for bad in
            ["", "e", "english language", "en-", "-en", "e1", "en--US", "en-toolongsub", "français"]
        {
            assert_eq!(Tag::parse(bad), None, "{bad}");
        }
        assert_eq!(Tag::default().as_str(), "und");
    }

    #[test]
    fn the_nearest_language_is_found() {
        let best = |wanted: &str, given: &[&str]| {
            let found = tag(wanted).best_of(given.iter().map(|t| tag(t)));
            found.map(|i| given[i].to_owned())
        };
        assert_eq!(best("es-MX", &["en", "es", "es-MX"]).unwrap(), "es-MX");
        assert_eq!(best("es-MX", &["en", "es"]).unwrap(), "es");
        assert_eq!(best("pt", &["en", "pt-BR"]).unwrap(), "pt-BR");
        assert_eq!(best("zh-Hant-TW", &["zh-Hans", "zh-Hant"]).unwrap(), "zh-Hant");
        assert_eq!(best("zh-Hant-TW", &["zh-Hans"]).unwrap(), "zh-Hans");
        assert_eq!(best("fr", &["en", "es"]), None);
        assert_eq!(best("ar", &["arc"]), None, "another language");
    }
}
