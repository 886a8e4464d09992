//! Text metrics: how wide a text is, which label placement must know before anything is painted.

mod advances;
mod alphabets;

use advances::Advances;
pub use alphabets::{Alphabet, Alphabets};

/// A font family; the map uses two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Humanist sans: labels on land.
    Sans,
    /// Serif: titles, and in italics labels on water.
    Serif,
}

/// The weight of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
    /// 700.
    Bold,
}

impl Weight {
    /// The value of CSS `font-weight`.
    pub const fn css(self) -> &'static str {
        match self {
            Self::Regular => "400",
            Self::Semibold => "600",
            Self::Bold => "700",
        }
    }
}

/// A font at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// Which family.
    pub family: Family,
    /// Its weight.
    pub weight: Weight,
    /// Whether it is italic.
    pub italic: bool,
    /// Size in CSS pixels.
    pub size: f64,
    /// Space added after every letter, in em.
    pub tracking: f64,
}

impl Font {
    /// A sans font.
    pub const fn sans(size: f64, weight: Weight) -> Self {
        Self { family: Family::Sans, weight, italic: false, size, tracking: 0.0 }
    }

    /// An italic serif font.
    pub const fn serif_italic(size: f64) -> Self {
        let (family, weight) = (Family::Serif, Weight::Regular);
        Self { family, weight, italic: true, size, tracking: 0.0 }
    }

    /// The same font with `em` of space after each letter.
    pub const fn tracked(self, em: f64) -> Self {
        Self { tracking: em, ..self }
    }

    /// The font for a text: without letter spacing if the text's letters must stay joined, and upright if it is
    /// read from the right, because those scripts have no italics.
    pub fn for_text(self, text: &str) -> Self {
        let tracking = if is_spaceable(text) { self.tracking } else { 0.0 };
        Self { tracking, italic: self.italic && !is_read_from_right(text), ..self }
    }

    /// From the baseline up to the top of an accented capital, in CSS pixels.
    pub fn ascent(&self) -> f64 {
        self.size * if self.family == Family::Sans { 0.845 } else { 0.877 }
    }

    /// From the baseline down to the bottom of a g, in CSS pixels.
    pub fn descent(&self) -> f64 {
        self.size * if self.family == Family::Sans { 0.22 } else { 0.235 }
    }

    /// Height of a capital, in CSS pixels.
    pub fn cap_height(&self) -> f64 {
        self.size * if self.family == Family::Sans { 0.66 } else { 0.67 }
    }

    /// Height of a small x, in CSS pixels.
    pub fn x_height(&self) -> f64 {
        self.size * if self.family == Family::Sans { 0.486 } else { 0.476 }
    }

    /// The map's own font face for this font, an index into [`FACES`].
    fn face(&self) -> usize {
        match (self.family, self.italic, self.weight) {
            (Family::Sans, true, _) => 2,
            (Family::Sans, _, Weight::Regular) => 0,
            (Family::Sans, ..) => 1,
            (Family::Serif, false, _) => 3,
            (Family::Serif, true, _) => 4,
        }
    }

    /// The advance of a letter in CSS pixels, if it is in the map's own fonts.
    pub fn baked(&self, c: char) -> Option<f64> {
        let table = FACES.get(self.face())?;
        let code = c as usize;
        let index = match code {
            0x20..0x7f => code - 0x20,
            0xa0..0x100 => code - 0xa0 + 95,
            _ => advances::MORE.iter().position(|m| *m == c)? + 191,
        };
        self.advance(u16::from(*table.get(index)?))
    }

    /// An advance in steps of the tables, in CSS pixels; `None` if there are none.
    fn advance(&self, steps: u16) -> Option<f64> {
        (steps > 0).then(|| f64::from(steps) * self.size / f64::from(advances::STEPS))
    }
}

/// The advances of the map's own font faces. The files of alphabets have the faces in the same order.
const FACES: [&Advances; 5] = [
    &advances::SANS_400,
    &advances::SANS_600,
    &advances::SANS_400_ITALIC,
    &advances::SERIF_600,
    &advances::SERIF_400_ITALIC,
];

/// A number in hundredths, rounded. NaN becomes 0. The difference of two results is a number, too: what is farther than
/// ten million CSS pixels away is as far as that.
pub fn hundredths(v: f64) -> i64 {
    libm::round(v.clamp(-1e7, 1e7) * 100.0) as i64
}

/// Writes a number with at most two decimals and no trailing zeros. The standard library's formatting
/// of floats would add 20 kB to the WASM.
pub fn push_decimal(out: &mut String, v: f64) {
    push_hundredths(out, hundredths(v));
}

/// Writes a number of hundredths in the same way.
pub fn push_hundredths(out: &mut String, v: i64) {
    if v < 0 {
        out.push('-');
    }
    let parts = v.unsigned_abs();
    out.push_str(&(parts / 100).to_string());
    let rest = (parts % 100) as u8;
    if rest > 0 {
        out.push('.');
        out.push((b'0' + rest / 10) as char);
        if !rest.is_multiple_of(10) {
            out.push((b'0' + rest % 10) as char);
        }
    }
}

/// Writes bytes as hexadecimal digits.
pub fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push((if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }) as char);
        }
    }
}

/// The most letters of a text that a picture shows: more than fit on any screen.
const MOST_LETTERS: usize = 1000;

/// The beginning of a text: as much of it as a picture can show. The rest would be measured for nothing, in every
/// picture.
pub fn showable(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_LETTERS).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A text in capitals, for Latin, Greek and Cyrillic letters. The standard library's tables for every
/// script would add 12 kB to the WASM.
pub fn capitals(name: &str) -> String {
    let capital = |c: char| {
        let code = c as u32;
        let up = match code {
            0x61..=0x7a | 0xe0..=0xf6 | 0xf8..=0xfe | 0x3b1..=0x3c1 | 0x3c3..=0x3c9 => code - 32,
            0x430..=0x44f => code - 32,
            0x450..=0x45f => code - 80,
            0x100..=0x137 | 0x14a..=0x177 => code & !1,
            0x139..=0x148 | 0x179..=0x17e => code - (1 - code % 2),
            _ => code,
        };
        char::from_u32(up).unwrap_or(c)
    };
    name.chars().map(capital).collect()
}

/// Whether letter spacing is possible: each letter of European and East Asian scripts can be drawn by itself.
/// In other scripts letters are joined, combined or written from right to left.
pub fn is_spaceable(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
            | '\u{1e00}'..='\u{200a}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{20a0}'..='\u{20bf}' | '\u{2100}'..='\u{22ff}'
            | '\u{2e80}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309b}'..='\u{a4ff}'
            | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}')
    })
}

/// Whether a text is read from the right: it has letters of Hebrew, Arabic or a related script.
pub fn is_read_from_right(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Measures text.
pub trait MeasureText {
    /// Width of `text` in CSS pixels, without tracking.
    fn advance(&self, text: &str, font: &Font) -> f64;

    /// Width of `text` in CSS pixels, including the tracking between its letters.
    fn width(&self, text: &str, font: &Font) -> f64 {
        let gaps = text.chars().fold(0_u32, |n, _| n + 1).saturating_sub(1);
        self.advance(text, font) + f64::from(gaps) * font.tracking * font.size
    }
}

/// The advances of the map's own fonts, compiled into the crate. For letters that the fonts do not have it
/// assumes a width: 0.6 em up to U+08FF, the alphabets from Greek to Arabic, and 1 em elsewhere. This is
/// generous, so that no text is longer than its box.
#[derive(Clone, Copy, Debug, Default)]
pub struct BakedAdvances;

impl MeasureText for BakedAdvances {
    fn advance(&self, text: &str, font: &Font) -> f64 {
        let guess = |c| if c < '\u{900}' { 0.6 } else { 1.0 };
        text.chars().map(|c| font.baked(c).unwrap_or_else(|| guess(c) * font.size)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_end_has_a_beginning() {
        assert_eq!(showable("Acandí"), "Acandí");
        assert_eq!(showable(&"é".repeat(MOST_LETTERS + 1)), "é".repeat(MOST_LETTERS));
    }

    #[test]
    fn an_accent_adds_no_width() {
        let font = Font::sans(10.0, Weight::Regular);
        assert_eq!(BakedAdvances.width("Acandí", &font), BakedAdvances.width("Acandi", &font));
        assert!((BakedAdvances.width("A", &font) - 5.44).abs() < 1e-9);
    }

    #[test]
    fn each_font_has_the_letters_of_the_names() {
        let serif = Font { family: Family::Serif, ..Font::sans(10.0, Weight::Semibold) };
        let italic = Font { italic: true, ..Font::sans(10.0, Weight::Regular) };
        let (regular, bold) =
            (Font::sans(10.0, Weight::Regular), Font::sans(10.0, Weight::Semibold));
        for font in [regular, bold, italic, serif, Font::serif_italic(10.0)] {
            for c in "Ññ Áéí ¿Qué? ¡Sí! 25° – “los” ‘1’ … −3 ± 4 · 5, 60 %".chars()
            {
                assert!(font.baked(c).is_some_and(|w| (1.0..=10.2).contains(&w)), "{c} {font:?}");
            }
        }
        assert!(regular.baked('ç').is_some() && serif.baked('ç').is_none());
        assert!((BakedAdvances.advance("çЖ東", &serif) - 22.0).abs() < 1e-9, "guesses");
    }

    #[test]
    fn joined_letters_are_not_spaced() {
        for name in ["PANAMÁ", "ΑΘΗΝΑ", "МОСКВА", "巴霍奇基托", "ナイロビ", "서울", "“A – B”", ""]
        {
            assert!(is_spaceable(name), "{name}");
        }
        let joined =
            ["باخو", "באחו", "บาโฮ", "दिल्ली", "👨‍👩‍👧", "🇵🇦", "a\u{301}", "\u{202e}ab", "が\u{3099}"];
        let font = Font::sans(10.0, Weight::Regular).tracked(0.5);
        for name in joined {
            assert!(!is_spaceable(name), "{name}");
            assert_eq!(font.for_text(name).tracking, 0.0);
        }
        assert_eq!(font.for_text("Panamá").tracking, 0.5);
    }

    #[test]
    fn scripts_read_from_the_right_stay_upright() {
        let font = Font::serif_italic(21.0);
        for name in ["المحيط الهادئ", "106 كم (66 ميل)", "הים התיכון", "𞤀𞤣𞤤𞤢𞤥"]
        {
            assert!(is_read_from_right(name) && !font.for_text(name).italic, "{name}");
            // So no bracket of such a text is drawn by itself: it would have to be mirrored.
            assert!(!is_spaceable(name), "{name}");
        }
        for name in ["Pacific Ocean", "106 km (66 mi)", "Тихий океан", "太平洋", ""] {
            assert!(!is_read_from_right(name) && font.for_text(name).italic, "{name}");
        }
    }

    #[test]
    fn letters_of_three_scripts_have_capitals() {
        assert_eq!(capitals("Panamá ñandú"), "PANAMÁ ÑANDÚ");
        assert_eq!(capitals("Łódź, Žilina, ėšų"), "ŁÓDŹ, ŽILINA, ĖŠŲ");
        assert_eq!(capitals("Афины Αθήνα"), "АФИНЫ ΑΘήΝΑ", "accented Greek letters stay");
        assert_eq!(capitals("東京 ×÷ß"), "東京 ×÷ß");
    }

    #[test]
    fn numbers_have_no_trailing_zeros() {
        let written = |v| {
            let mut s = String::new();
            push_decimal(&mut s, v);
            s
        };
        let cases = [
            (f64::NAN, "0"),
            (f64::MIN, "-10000000"),
            (1e300, "10000000"),
            (0.0, "0"),
            (-0.004, "0"),
            (1.5, "1.5"),
            (-2.05, "-2.05"),
            (1280.999, "1281"),
        ];
        for (v, text) in cases {
            assert_eq!(written(v), text);
        }
    }

    #[test]
    fn tracking_is_only_between_letters() {
        let font = Font::sans(10.0, Weight::Regular).tracked(0.5);
        let plain = BakedAdvances.advance("ABC", &font);
        assert!((BakedAdvances.width("ABC", &font) - plain - 10.0).abs() < 1e-9);
        assert_eq!(BakedAdvances.width("", &font), 0.0);
    }
}
