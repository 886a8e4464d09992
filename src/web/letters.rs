//! The fonts that texts are painted with.

use crate::svg::FAMILIES;
use crate::text::{Alphabets, Family, Font, push_decimal};

/// The fonts of the map: its own, or families that the page sets.
#[derive(Default)]
pub(super) struct Letters {
    /// CSS font families for sans and serif; empty for the map's own fonts.
    families: [String; 2],
    /// The letters beyond those of the map's own fonts.
    pub(super) alphabets: Alphabets,
}

impl Letters {
    /// Sets the families; the letters stay.
    pub(super) fn set_families(&mut self, sans: String, serif: String) {
        self.families = [sans, serif];
    }

    /// Whether the map's own font is used, so that the built-in advances are right.
    pub(super) fn own(&self, family: Family) -> bool {
        self.families[family as usize].is_empty()
    }

    /// CSS font families: sans and serif.
    pub(super) fn families(&self) -> [&str; 2] {
        let mut families: [&str; 2] = FAMILIES;
        for (family, theirs) in families.iter_mut().zip(&self.families) {
            if !theirs.is_empty() {
                *family = theirs;
            }
        }
        families
    }

    /// The value of the CSS property `font`.
    pub(super) fn css(&self, font: &Font) -> String {
        let mut out = String::with_capacity(80);
        if font.italic {
            out.push_str("italic ");
        }
        out.push_str(font.weight.css());
        out.push(' ');
        push_decimal(&mut out, font.size);
        out.push_str("px ");
        out.push_str(self.families()[font.family as usize]);
        out
    }
}
