//! Alphabets whose letters the map's own fonts do not have from the start: a file for each has them, with their advances.

use super::{FACES, Font};
use core::cell::Cell;

/// Letters that are in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The letters of Western Europe that not all faces have, as in French, Portuguese or Italian.
    Western,
    /// More Latin letters, as in Polish, Turkish or Czech.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Letters with two marks, as only Vietnamese has them.
    Vietnamese,
}

impl Alphabet {
    /// The alphabet of a letter, if it has a file.
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{1a0}' | '\u{1a1}' | '\u{1af}' | '\u{1b0}' | '\u{1ea0}'..='\u{1ef9}' => {
                Self::Vietnamese
            }
            '\u{c0}'..='\u{ff}' | '‚' | '„' | '‹' | '›' | '€' => Self::Western,
            '\u{100}'..='\u{24f}' | '\u{1e9e}' => Self::Latin,
            '\u{370}'..='\u{3ff}' => Self::Greek,
            '\u{400}'..='\u{52f}' | '№' => Self::Cyrillic,
            _ => return None,
        })
    }
}

/// The alphabets that are loaded, and those that texts had letters of while they were not.
#[derive(Clone, Debug, Default)]
pub struct Alphabets {
    loaded: Vec<Letters>,
    /// A bit for each [`Alphabet`].
    missing: Cell<u8>,
}

/// The letters of one file.
#[derive(Clone, Debug)]
struct Letters {
    /// Their codes, rising.
    codes: Vec<u16>,
    /// For each face the advances of all letters, in steps; 0 = not in this face.
    advances: Vec<u16>,
}

impl Alphabets {
    /// Adds the letters of a file: the number of letters, their codes, and their advances in each face, as `tools/fonts/cut.py` writes
    /// them; all are u16, little-endian. A file that is too short adds nothing.
    pub fn add(&mut self, file: &[u8]) {
        let mut numbers = file
            .chunks_exact(2)
            .map(|pair| pair.iter().rev().fold(0, |n, byte| n << 8 | u16::from(*byte)));
        let count = usize::from(numbers.next().unwrap_or(0));
        let numbers: Vec<u16> = numbers.take(count * (1 + FACES.len())).collect();
        if numbers.len() < count * (1 + FACES.len()) {
            return;
        }
        let (codes, advances) = numbers.split_at(count);
        self.loaded.push(Letters { codes: codes.to_vec(), advances: advances.to_vec() });
    }

    /// The advance of a letter in CSS pixels, if it is in a file that is loaded. Otherwise its alphabet is missing.
    pub fn advance(&self, c: char, font: &Font) -> Option<f64> {
        let code = u16::try_from(u32::from(c)).ok()?;
        for Letters { codes, advances } in &self.loaded {
            if let Ok(index) = codes.binary_search(&code) {
                return font.advance(*advances.get(font.face() * codes.len() + index)?);
            }
        }
        if let Some(alphabet) = Alphabet::of(c) {
            self.missing.set(self.missing.get() | 1 << alphabet as u8);
        }
        None
    }

    /// The alphabets that are missing since the last call: a bit for each [`Alphabet`], in its order.
    pub fn take_missing(&self) -> u8 {
        self.missing.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Weight;

    /// A file with two letters: А, as wide as an em, and Б, half as wide, which is in the first face only.
    fn file() -> Vec<u8> {
        let numbers: [u16; 13] = [2, 0x410, 0x411, 250, 125, 250, 0, 250, 0, 250, 0, 250, 0];
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    #[test]
    fn letters_of_a_file_have_their_advances() {
        let (mut alphabets, font) = (Alphabets::default(), Font::sans(10.0, Weight::Regular));
        alphabets.add(&file());
        assert_eq!(alphabets.advance('А', &font), Some(10.0));
        assert_eq!(alphabets.advance('Б', &font), Some(5.0));
        assert_eq!(alphabets.advance('Б', &Font::serif_italic(10.0)), None);
        assert_eq!(alphabets.take_missing(), 0);
    }

    #[test]
    fn a_letter_without_its_file_reports_its_alphabet() {
        let (alphabets, font) = (Alphabets::default(), Font::sans(10.0, Weight::Regular));
        for (letter, bit) in [('ç', 0), ('ł', 1), ('Ω', 2), ('Ж', 3), ('ế', 4), ('ơ', 4)] {
            assert_eq!(alphabets.advance(letter, &font), None);
            assert_eq!(alphabets.take_missing(), 1 << bit, "{letter}");
        }
        for letter in ['東', 'ب', '🇵', '\u{301}'] {
            assert_eq!(alphabets.advance(letter, &font), None);
            assert_eq!(alphabets.take_missing(), 0, "{letter}");
        }
    }

    #[test]
    fn a_file_cut_short_adds_nothing() {
        for end in 0..file().len() {
            let mut alphabets = Alphabets::default();
            alphabets.add(file().get(..end).unwrap_or_default());
            assert!(alphabets.loaded.iter().all(|letters| letters.codes.is_empty()));
        }
    }

    #[test]
    fn each_file_of_the_package_has_its_letters() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts");
        for (name, letters) in [
            ("western", "ÀàÂâÃãÄäÇçÈèÊêËëÎîÏïÔôÕõÖöØøÙùÛûÝýÿÞþß€„‚"),
            ("latin", "ŁłźĘęŚśİıŒœĞğŞşČčŘřŽžőűȘșȚțđ"),
            ("greek", "ΑΒΓΔΩάέήίόύώϊςσ"),
            ("cyrillic", "АБВГДЖЩЮЯЁЇІЄҐўјљњћџ№"),
            ("vietnamese", "ƠơƯưẠạẾếỆệỘộỹ"),
        ] {
            let mut alphabets = Alphabets::default();
            alphabets.add(&std::fs::read(format!("{root}/{name}.bin")).expect("the file"));
            let sans = Font::sans(10.0, Weight::Regular);
            for font in [sans, Font::sans(10.0, Weight::Semibold), Font::serif_italic(10.0)] {
                for c in letters.chars() {
                    let advance = font.baked(c).or_else(|| alphabets.advance(c, &font));
                    assert!(advance.is_some_and(|w| (1.0..=12.0).contains(&w)), "{c} {font:?}");
                }
            }
            assert_eq!(alphabets.take_missing(), 0, "{name}");
        }
    }
}
