//! The words that the map draws itself. All others are the page's: the core hands it data, and the page makes the
//! sentences. Both come from one file a language, `locales/xx.json`.

use crate::tag::Tag;

/// The map's own words in one language. `{…}` in a text is the place of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locale {
    /// The language that the reader asked for: the story's texts are shown in it, if they are there.
    pub asked: Tag,
    /// The language of the words here.
    pub tag: Tag,
    /// Whether lines begin at the right.
    pub rtl: bool,
    /// The scale bar's kilometres, with `{n}`.
    pub km: String,
    /// The scale bar's miles, with `{n}`.
    pub mi: String,
    /// A latitude in the north for which the scale bar holds, with `{n}` in degrees.
    pub at_north: String,
    /// The same in the south.
    pub at_south: String,
    /// A label's second line: how far off its place may be, with `{km}`.
    pub within: String,
    /// The words of the legend.
    pub legend: LegendWords,
}

/// What the legend calls lines and marks, unless the story has its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendWords {
    /// By boat.
    pub boat: String,
    /// On foot.
    pub foot: String,
    /// By road.
    pub road: String,
    /// By road or rail, on a line that no source gives.
    pub rail: String,
    /// A highway off the route.
    pub highway: String,
    /// A place that the story is about.
    pub main: String,
    /// A stop on the way.
    pub context: String,
    /// A place that is known only roughly.
    pub rough: String,
}

impl Locale {
    /// The keys, in a locale file, of the texts that the map draws, with spaces between.
    pub const KEYS: &str = "dir km mi atNorth atSouth within legend.boat legend.foot legend.road \
        legend.rail legend.highway legend.main legend.context legend.rough";

    /// What stands between two texts: a character that no text has.
    pub const BETWEEN: char = '\0';

    /// The words in `tag` for a reader who asked for `asked`: the texts of [`Locale::KEYS`] in their order, with
    /// [`Locale::BETWEEN`] between. Those that are missing stay empty.
    pub fn new(asked: Tag, tag: Tag, texts: &str) -> Self {
        let mut texts = texts.split(Self::BETWEEN);
        let mut next = || String::from(texts.next().unwrap_or_default());
        Self {
            asked,
            tag,
            rtl: next() == "rtl",
            km: next(),
            mi: next(),
            at_north: next(),
            at_south: next(),
            within: next(),
            legend: LegendWords {
                boat: next(),
                foot: next(),
                road: next(),
                rail: next(),
                highway: next(),
                main: next(),
                context: next(),
                rough: next(),
            },
        }
    }
}

/// Puts numbers in their places in a sentence.
pub fn fill(pattern: &str, values: &[(&str, u32)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 8);
    for (i, piece) in pattern.split(['{', '}']).enumerate() {
        match values.iter().find(|(name, _)| i % 2 == 1 && *name == piece) {
            Some((_, value)) => text.push_str(&value.to_string()),
            None => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{LegendWords, Locale, fill};
    use crate::tag::Tag;

    #[test]
    fn each_key_has_its_field() {
        let texts = Locale::KEYS.split(' ').collect::<Vec<_>>().join("\0").replace("dir", "rtl");
        let locale = Locale::new(Tag::UND, Tag::EN, &texts);
        let text = |key: &str| String::from(key);
        let legend = LegendWords {
            boat: text("legend.boat"),
            foot: text("legend.foot"),
            road: text("legend.road"),
            rail: text("legend.rail"),
            highway: text("legend.highway"),
            main: text("legend.main"),
            context: text("legend.context"),
            rough: text("legend.rough"),
        };
        let expected = Locale {
            asked: Tag::UND,
            tag: Tag::EN,
            rtl: true,
            km: text("km"),
            mi: text("mi"),
            at_north: text("atNorth"),
            at_south: text("atSouth"),
            within: text("within"),
            legend,
        };
        assert_eq!(locale, expected);
    }

    #[test]
    fn numbers_find_their_places() {
        assert_eq!(fill("{n} of {of}", &[("n", 3), ("of", 9)]), "3 of 9");
        assert_eq!(fill("nothing", &[("n", 3)]), "nothing");
    }
}
