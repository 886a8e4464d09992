//! The languages: how each is written, and the interface's own words, one file a language.

/// Makes [`Lang`] and its table of words from the list of languages.
macro_rules! languages {
    ($($(#[$mark:meta])? $lang:ident $tag:ident $name:literal;)*) => {
        $(mod $tag;)*

        /// A language the story's texts and the interface are told in.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Lang {
            $(#[doc = $name] $(#[$mark])? $lang,)*
        }

        impl Lang {
            /// Every language, in the order they are listed to readers.
            pub const ALL: &[Self] = &[$(Self::$lang),*];

            /// The tags of all, for whoever has to choose one.
            pub(crate) const TEXTS: &str = concat!("a text, or texts by language:", $(" ", stringify!($tag)),*);

            /// The BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$lang => stringify!($tag),)*
                }
            }
        }

        impl Strings {
            /// The interface's words in `lang`.
            pub const fn of(lang: Lang) -> &'static Self {
                match lang {
                    $(Lang::$lang => &$tag::WORDS,)*
                }
            }
        }
    };
}

// One line a language: its name here, its BCP 47 tag, which is its file's name too, and what it is.
languages! {
    #[default] En en "English, and what every other language falls back to.";
    Es es "Spanish.";
    Ar ar "Arabic.";
}

impl Lang {
    /// The language of a BCP 47 tag such as `es-MX`, by its first subtag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next()?;
        Self::ALL.iter().copied().find(|l| first.eq_ignore_ascii_case(l.tag()))
    }

    /// Whether it is read from the right.
    pub fn is_rtl(self) -> bool {
        Strings::of(self).dir == Direction::Rtl
    }
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// At the left.
    Ltr,
    /// At the right.
    Rtl,
}

/// Every text of the interface in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Strings {
    /// How the language is written.
    pub dir: Direction,
    /// What the map is called by a screen reader.
    pub map: &'static str,
    /// Heading of the list of places.
    pub places: &'static str,
    /// Button.
    pub zoom_in: &'static str,
    /// Button.
    pub zoom_out: &'static str,
    /// Button: show the whole route.
    pub fit: &'static str,
    /// Button.
    pub close: &'static str,
    /// Opens the credits.
    pub sources: &'static str,
    /// Button: opens the key.
    pub key: &'static str,
    /// Button: makes the card taller.
    pub more: &'static str,
    /// Before the place a distance is measured from.
    pub from: &'static str,
    /// After a number of kilometres.
    pub km: &'static str,
    /// After a number of miles.
    #[serde(skip)]
    pub mi: &'static str,
    /// Between a distance and the whole length of the route.
    pub of_about: &'static str,
    /// How the distance was measured.
    pub measured: &'static str,
    /// Button on the card.
    pub previous: &'static str,
    /// Button on the card.
    pub next: &'static str,
    /// How the line is drawn, in one word.
    #[serde(skip)]
    pub schematic: &'static str,
    /// Before the span of time the map speaks of.
    #[serde(skip)]
    pub as_of: &'static str,
    /// Above the card of a stop, before its number.
    #[serde(skip)]
    pub step: &'static str,
    /// Which step of the telling, with `{n}` and `{of}`.
    #[serde(skip)]
    pub n_of: &'static str,
    /// Under a place that is known roughly, with `{km}` and `{mi}`.
    #[serde(skip)]
    pub approximate: &'static str,
    /// A label's second line, with `{km}`.
    #[serde(skip)]
    pub within: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub reported: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub corrected: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub context: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub town: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub region: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub state: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub country: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub river: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub border: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub road_end: &'static str,
    /// Kind of place: a stop off every leg.
    #[serde(skip)]
    pub stop: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_boat: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub on_foot: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_road: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_rail: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub highway: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub gap: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub main_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub context_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub rough_place: &'static str,
    /// After the scale bar, before a latitude.
    #[serde(skip)]
    pub at_latitude: &'static str,
    /// North and south, for a latitude.
    #[serde(skip)]
    pub north_south: [&'static str; 2],
    /// Button: the story goes on by itself.
    pub play: &'static str,
    /// Button: it no longer does.
    pub pause: &'static str,
    /// Button: to the first chapter.
    pub start: &'static str,
    /// Button: back to the chapter, after a look around.
    pub resume: &'static str,
    /// Before a chapter's number.
    pub chapter: &'static str,
    /// Heading of the list of chapters.
    pub chapters: &'static str,
    /// Hint to one finger on the map.
    pub two_fingers: &'static str,
    /// Hint to a wheel over the map.
    pub ctrl_zoom: &'static str,
    /// The same on a Mac.
    pub cmd_zoom: &'static str,
    /// Button.
    pub copy_link: &'static str,
    /// Said when that is done.
    pub copied: &'static str,
    /// Button.
    pub full_screen: &'static str,
    /// The same button, in full screen.
    pub leave_full_screen: &'static str,
    /// Link past the list of places.
    pub skip: &'static str,
    /// What the keys do while the map has the focus.
    pub keys: &'static str,
    /// Clockwise from north, each as it stands after a distance.
    #[serde(skip)]
    pub directions: [&'static str; 8],
    /// How a leg is travelled.
    #[serde(skip)]
    pub boat: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub foot: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub road: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub rail: &'static str,
    /// Between parts of a sentence.
    #[serde(skip)]
    pub comma: &'static str,
    /// Between weightier parts.
    #[serde(skip)]
    pub semicolon: &'static str,
    /// Before the country that a leg leads into.
    #[serde(skip)]
    pub crosses: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of a language, in the order of its fields.
    fn texts(lang: Lang) -> Vec<String> {
        let all = format!("{:#?}", Strings::of(lang));
        let quoted =
            all.lines().filter_map(|l| Some(l.split_once('"')?.1.rsplit_once('"')?.0.into()));
        quoted.collect()
    }

    /// The names of the numbers that a text wants.
    fn wanted(text: &str) -> Vec<&str> {
        // What `Debug` writes as \\u{…} is a letter.
        let pieces = text.split('{').skip(1).zip(text.split('{'));
        let names = pieces.filter(|(_, before)| !before.ends_with("\\u"));
        let mut names: Vec<&str> = names.filter_map(|(name, _)| name.split('}').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_has_every_text() {
        let english = texts(Lang::En);
        assert!(english.len() > 70, "{}", english.len());
        for &lang in Lang::ALL {
            let own = texts(lang);
            assert_eq!(own.len(), english.len());
            let mut same = 0;
            for (text, en) in own.iter().zip(&english) {
                assert!(!text.trim().is_empty() && text.trim() == text, "{lang:?}: {en}");
                assert_eq!(wanted(text), wanted(en), "{lang:?}: {text}");
                same += usize::from(text == en);
                let joined = text.chars().any(|c| ('\u{590}'..'\u{900}').contains(&c));
                assert_eq!(joined, lang.is_rtl(), "{lang:?}: {text}");
            }
            // Spanish has units and sides of the world in common with English.
            assert!(lang == Lang::En || same < 8, "{lang:?}: {same} texts are English");
        }
    }

    #[test]
    fn a_tag_names_a_language_by_its_first_part() {
        for &lang in Lang::ALL {
            assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
        }
        let tags = ["ar-EG", "AR", "es_MX", "en-GB", "arc", "fr", ""];
        let known =
            [Some(Lang::Ar), Some(Lang::Ar), Some(Lang::Es), Some(Lang::En), None, None, None];
        assert_eq!(tags.map(Lang::from_tag), known);
        assert!(Lang::Ar.is_rtl() && !Lang::En.is_rtl() && !Lang::Es.is_rtl());
    }
}
