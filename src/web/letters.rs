//! The faces that letters are painted in.

use crate::svg::FAMILIES;
use crate::text::{Family, Font, push_decimal};

/// What letters are painted in: the map's own faces, or families that the page names.
#[derive(Default)]
pub(super) struct Letters {
    /// CSS lists of families for the sans and the serif; empty: the map's own.
    families: [String; 2],
}

impl Letters {
    pub(super) fn new(sans: String, serif: String) -> Self {
        Self { families: [sans, serif] }
    }

    /// Whether the baked advances hold.
    pub(super) fn own(&self, family: Family) -> bool {
        self.families[family as usize].is_empty()
    }

    /// CSS lists of families: sans and serif.
    pub(super) fn families(&self) -> [&str; 2] {
        let mut families: [&str; 2] = FAMILIES;
        for (family, theirs) in families.iter_mut().zip(&self.families) {
            if !theirs.is_empty() {
                *family = theirs;
            }
        }
        families
    }

    /// A face as CSS writes it.
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
