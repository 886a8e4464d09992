//! Colours and type sizes of the two themes.

use crate::text::{Font, Weight};

/// A colour with opacity: red, green, blue, alpha from 0 to 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
    /// 255 = opaque.
    pub alpha: u8,
}

/// An opaque colour from `0xRRGGBB`.
const fn hex(rgb: u32) -> Color {
    Color { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], alpha: 255 }
}

impl Color {
    /// The same colour at `alpha` (0 to 1) of its opacity.
    pub const fn at(self, alpha: f64) -> Self {
        Self { alpha: (self.alpha as f64 * alpha + 0.5) as u8, ..self }
    }
}

/// Which of the themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Warm paper.
    #[default]
    Light,
    /// Charcoal and ink.
    Dark,
}

/// Every colour the map paints with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Land.
    pub land: Color,
    /// What high land is tinted with.
    pub high_land: Color,
    /// Slopes away from the light.
    pub shade: Color,
    /// Slopes towards the light.
    pub lit: Color,
    /// Laid over countries off the route.
    pub off_route: Color,
    /// Sea.
    pub sea: Color,
    /// Lakes.
    pub lake: Color,
    /// Coast line and shores.
    pub coast: Color,
    /// Rivers.
    pub river: Color,
    /// Borders between countries.
    pub border: Color,
    /// The route.
    pub route: Color,
    /// What of the route is still to come.
    pub ahead: Color,
    /// Under the route.
    pub casing: Color,
    /// Inside a ring.
    pub ring: Color,
    /// Highways off the route.
    pub highway: Color,
    /// Places of the story.
    pub main_label: Color,
    /// Places on the way.
    pub context_label: Color,
    /// Countries and states.
    pub country_label: Color,
    /// Seas.
    pub sea_label: Color,
    /// Rivers.
    pub river_label: Color,
    /// Around letters on land.
    pub land_halo: Color,
    /// Around letters on water.
    pub sea_halo: Color,
    /// Around an inset.
    pub inset_frame: Color,
    /// Behind furniture.
    pub surface: Color,
    /// Text of the furniture.
    pub ink: Color,
    /// Lesser text of the furniture.
    pub second_ink: Color,
}

/// Light: warm paper land, blue-grey water, one deep colour for the route.
pub const LIGHT: Theme = Theme {
    land: hex(0xefe8da),
    high_land: hex(0xe6dac2),
    shade: hex(0xa58d66),
    lit: hex(0xfdfaf2),
    off_route: hex(0xe7e4da).at(0.6),
    sea: hex(0xc5d4da),
    lake: hex(0xcbd9de),
    coast: hex(0x8aa0aa),
    river: hex(0x86a7b6),
    border: hex(0x85765f),
    route: hex(0x6d1f4f),
    ahead: hex(0x916380),
    casing: hex(0xf7f2e7).at(0.85),
    ring: hex(0xfffdf8),
    highway: hex(0x8c7355),
    main_label: hex(0x241c14),
    context_label: hex(0x463b2f),
    country_label: hex(0x5f503d),
    sea_label: hex(0x34566a),
    river_label: hex(0x2f5a70),
    land_halo: hex(0xf4eee1).at(0.92),
    sea_halo: hex(0xd0dce0).at(0.92),
    inset_frame: hex(0x6a5b48),
    surface: hex(0xfbf8f1),
    ink: hex(0x231b13),
    second_ink: hex(0x5d5143),
};

/// Dark: charcoal land, ink-blue water, the same hierarchy.
pub const DARK: Theme = Theme {
    land: hex(0x2c2d2e),
    high_land: hex(0x3a3935),
    shade: hex(0x17181a),
    lit: hex(0x4c4a45),
    off_route: hex(0x26282a).at(0.6),
    sea: hex(0x16242f),
    lake: hex(0x1a2934),
    coast: hex(0x4d6372),
    river: hex(0x456676),
    border: hex(0x7c7468),
    route: hex(0xf2a4b4),
    ahead: hex(0x9a7480),
    casing: hex(0x1d1e20).at(0.85),
    ring: hex(0x232425),
    highway: hex(0xa48f72),
    main_label: hex(0xf6f0e4),
    context_label: hex(0xcfc6b7),
    country_label: hex(0xb0a694),
    sea_label: hex(0x8fb2c4),
    river_label: hex(0x93b8c9),
    land_halo: hex(0x242526).at(0.92),
    sea_halo: hex(0x172530).at(0.92),
    inset_frame: hex(0xa79c89),
    surface: hex(0x222426),
    ink: hex(0xf3ede1),
    second_ink: hex(0xb9b0a2),
};

impl ThemeName {
    /// The theme of this name.
    pub const fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// Type sizes, in CSS pixels, for a box of one of three kinds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeScale {
    /// A place of the story.
    pub main: Font,
    /// A place on the way.
    pub context: Font,
    /// The second line of a label.
    pub remark: Font,
    /// A country of the story: what is tried first, second and last.
    pub country: [Font; 3],
    /// A country the story does not speak of.
    pub off_route: [Font; 2],
    /// A state.
    pub state: Font,
    /// An ocean or a sea.
    pub sea: Font,
    /// A gulf or a bay.
    pub bay: Font,
    /// A river: a great one, and others.
    pub river: [Font; 2],
    /// Words along the line.
    pub line_remark: Font,
}

impl TypeScale {
    /// Sizes for a box `width` CSS pixels wide; `detail` goes from 0 at the overview to 1 where the
    /// Darién fills the box, and letters grow with it in steps of a quarter of a pixel.
    pub fn of(width: f64, detail: f64) -> Self {
        let narrow = width < 480.0;
        let size = |overview: f64, phone: f64, near: f64| {
            let far = if narrow { phone } else { overview };
            libm::round((far + (near - far) * detail) * 4.0) / 4.0
        };
        let context = size(11.5, 12.0, 12.5);
        let country = Font::sans(size(15.0, 12.0, 19.0), Weight::Semibold);
        let medium = Font::sans(size(11.5, 11.0, 14.0), Weight::Semibold);
        let small = Font::sans(size(10.5, 10.0, 12.0), Weight::Semibold);
        let sea = Font::serif_italic(size(21.0, 15.0, 24.0));
        Self {
            main: Font::sans(size(13.5, 13.0, 16.0), Weight::Semibold),
            context: Font::sans(context, Weight::Regular),
            remark: Font::sans(size(12.0, 12.0, 13.0), Weight::Regular),
            country: [
                country.tracked(if narrow { 0.2 } else { 0.34 }),
                medium.tracked(0.19),
                small.tracked(0.14),
            ],
            off_route: [0.14, 0.06].map(|t| Font { weight: Weight::Regular, ..small }.tracked(t)),
            state: Font::sans(size(11.0, 10.5, 12.0), Weight::Regular).tracked(0.1),
            sea: sea.tracked(if narrow { 0.09 } else { 0.2 }),
            bay: Font::serif_italic(size(16.0, 13.0, 17.0)).tracked(0.09),
            river: [size(12.0, 12.0, 15.0), size(12.0, 11.5, 13.0)]
                .map(|s| Font::serif_italic(s).tracked(0.04)),
            line_remark: Font {
                italic: true,
                ..Font::sans(size(11.0, 11.5, 11.5), Weight::Regular)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2 contrast ratio of two opaque colours.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |c: Color| {
            let [r, g, b] = c.rgb.map(|v| {
                let v = f64::from(v) / 255.0;
                if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_label_stands_out_from_its_ground() {
        for (name, t) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("main on land", t.main_label, t.land),
                ("main on sea", t.main_label, t.sea),
                ("context on land", t.context_label, t.land),
                ("context on sea", t.context_label, t.sea),
                ("country on land", t.country_label, t.land),
                ("country on high land", t.country_label, t.high_land),
                ("sea on sea", t.sea_label, t.sea),
                ("river on land", t.river_label, t.land),
                ("route on land", t.route, t.land),
                ("ink on surface", t.ink, t.surface),
                ("second ink on surface", t.second_ink, t.surface),
                ("ink on sea", t.ink, t.sea),
                ("second ink on sea", t.second_ink, t.sea),
            ];
            for (what, a, b) in pairs {
                assert!(contrast(a, b) >= 4.5, "{name}: {what} {:.2}", contrast(a, b));
            }
        }
    }
}
