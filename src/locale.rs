//! The interface words that the map draws itself. The page has all others: the core sends it data, and the
//! page makes the sentences. Both read the same file per language, `locales/xx.json`.

use crate::language_tag::Tag;

/// The words that the map draws, in one language. `{…}` in a text is a placeholder for a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Locale {
    /// The language that the reader asked for. The story's texts are shown in it if the story has it.
    pub asked: Tag,
    /// The language of these words.
    pub tag: Tag,
    /// Whether the language is written from right to left.
    pub rtl: bool,
    /// How fast it is read, in words a minute, 20 to 1000.
    pub words_per_minute: f64,
    /// Kilometres at the scale bar, with `{n}`.
    pub km: String,
    /// Miles at the scale bar, with `{n}`.
    pub mi: String,
    /// The same in metres.
    pub m: String,
    /// The same in feet.
    pub ft: String,
    /// The northern latitude for which the scale bar is true, with `{n}` in degrees.
    pub at_north: String,
    /// The same for a southern latitude.
    pub at_south: String,
    /// A label's second line: how uncertain its position is, with `{km}`.
    pub within: String,
    /// The words of the legend.
    pub legend: LegendWords,
}

/// The legend's names for lines and marks, unless the story gives its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendWords {
    /// A leg by boat.
    pub boat: String,
    /// A leg on foot.
    pub foot: String,
    /// A leg by road.
    pub road: String,
    /// A leg by road or rail whose course no source gives.
    pub rail: String,
    /// A highway that is not part of the route.
    pub highway: String,
    /// The route that the story has not reached yet.
    pub ahead: String,
    /// A place of rank main.
    pub main: String,
    /// A place of rank context.
    pub context: String,
    /// A place whose position is known only roughly.
    pub rough: String,
    /// The area that the card is about.
    pub subject: String,
    /// A border in dispute.
    pub disputed: String,
}

/// Words a minute in a language whose own number is not known: the mean of 17 languages (IReST, see CONTRIBUTING.md).
const WORDS_PER_MINUTE: f64 = 184.0;

impl Default for Locale {
    fn default() -> Self {
        Self::new(Tag::default(), Tag::default(), "")
    }
}

impl Locale {
    /// The keys, in a locale file, of the texts that the map draws, separated by spaces.
    pub const KEYS: &str = "dir wordsPerMinute km mi m ft atNorth atSouth within legend.boat legend.foot legend.road \
        legend.rail legend.highway legend.ahead legend.main legend.context legend.rough legend.subject legend.disputed";

    /// The separator between two texts: a character that no text contains.
    pub const BETWEEN: char = '\0';

    /// The words in language `tag` for a reader who asked for `asked`. `texts` are the texts of
    /// [`Locale::KEYS`] in the same order, separated by [`Locale::BETWEEN`]. Missing texts stay empty.
    pub fn new(asked: Tag, tag: Tag, texts: &str) -> Self {
        let mut texts = texts.split(Self::BETWEEN);
        let mut next = || String::from(texts.next().unwrap_or_default());
        Self {
            asked,
            tag,
            rtl: next() == "rtl",
            words_per_minute: next()
                .parse()
                .map_or(WORDS_PER_MINUTE, |n: u16| f64::from(n.clamp(20, 1000))),
            km: next(),
            mi: next(),
            m: next(),
            ft: next(),
            at_north: next(),
            at_south: next(),
            within: next(),
            legend: LegendWords {
                boat: next(),
                foot: next(),
                road: next(),
                rail: next(),
                highway: next(),
                ahead: next(),
                main: next(),
                context: next(),
                rough: next(),
                subject: next(),
                disputed: next(),
            },
        }
    }
}

/// Replaces the placeholders of a sentence with numbers.
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
    use super::{LegendWords, Locale, WORDS_PER_MINUTE, fill};
    use crate::language_tag::Tag;

    #[test]
    fn each_key_has_its_field() {
        let texts = Locale::KEYS.split(' ').collect::<Vec<_>>().join("\0").replace("dir", "rtl");
        let texts = texts.replace("wordsPerMinute", "228");
        let locale = Locale::new(Tag::UND, Tag::EN, &texts);
        let text = |key: &str| String::from(key);
        let legend = LegendWords {
            boat: text("legend.boat"),
            foot: text("legend.foot"),
            road: text("legend.road"),
            rail: text("legend.rail"),
            highway: text("legend.highway"),
            ahead: text("legend.ahead"),
            main: text("legend.main"),
            context: text("legend.context"),
            rough: text("legend.rough"),
            subject: text("legend.subject"),
            disputed: text("legend.disputed"),
        };
        let expected = Locale {
            asked: Tag::UND,
            tag: Tag::EN,
            rtl: true,
            words_per_minute: 228.0,
            km: text("km"),
            mi: text("mi"),
            m: text("m"),
            ft: text("ft"),
            at_north: text("atNorth"),
            at_south: text("atSouth"),
            within: text("within"),
            legend,
        };
        assert_eq!(locale, expected);
    }

    #[test]
    fn the_reading_speed_is_one_that_is_possible() {
        let speed =
            |text: &str| Locale::new(Tag::EN, Tag::EN, &format!("ltr\0{text}")).words_per_minute;
        assert_eq!((speed("138"), speed("0"), speed("9999")), (138.0, 20.0, 1000.0));
        for unknown in ["", "fast", "-5", "1e3", "99999999"] {
            assert_eq!(speed(unknown), WORDS_PER_MINUTE, "{unknown}");
        }
    }

    #[test]
    fn placeholders_are_replaced_by_numbers() {
        assert_eq!(fill("{n} of {of}", &[("n", 3), ("of", 9)]), "3 of 9");
        assert_eq!(fill("nothing", &[("n", 3)]), "nothing");
    }
}
