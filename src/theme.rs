//! Colours and type sizes: five themes. A page may replace each colour.

mod contrast;
mod palettes;
#[cfg(test)]
mod tests;

use crate::text::{Font, Weight};
pub use palettes::{CONTRAST, CONTRAST_DARK, DARK, LIGHT, PRINT};

/// A colour with opacity: red, green, blue, alpha from 0 to 255.
#[derive(Clone, Copy, Debug, Default, Eq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
    /// 255 = opaque.
    pub alpha: u8,
}

impl Color {
    /// The same colour with its opacity multiplied by `alpha` (0 to 1).
    pub const fn at(self, alpha: f64) -> Self {
        Self { alpha: (self.alpha as f64 * alpha + 0.5) as u8, ..self }
    }

    /// This colour composited over another (Porter and Duff's “over”).
    pub fn over(self, low: Self) -> Self {
        let top = f64::from(self.alpha);
        let under = f64::from(low.alpha) * (1.0 - top / 255.0);
        let alpha = top + under;
        if alpha <= 0.0 {
            return low;
        }
        let mut out = Self { alpha: (alpha + 0.5) as u8, ..self };
        for (o, l) in out.rgb.iter_mut().zip(low.rgb) {
            *o = ((f64::from(*o) * top + f64::from(l) * under) / alpha + 0.5) as u8;
        }
        out
    }
}

/// Compares colours as single numbers. Compared by components, the 31 colours of a theme take 1 kB of code.
impl PartialEq for Color {
    fn eq(&self, other: &Self) -> bool {
        let number = |Self { rgb: [r, g, b], alpha }: Self| u32::from_le_bytes([r, g, b, alpha]);
        number(*self) == number(*other)
    }
}

/// The themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Warm paper.
    #[default]
    Light,
    /// Charcoal and ink.
    Dark,
    /// Light; text has a contrast of at least 7 : 1.
    Contrast,
    /// Dark; text has a contrast of at least 7 : 1.
    ContrastDark,
    /// Black on white, for paper.
    Print,
}

impl ThemeName {
    /// Every theme, in the order of the element's list of names.
    pub const ALL: [Self; 5] =
        [Self::Light, Self::Dark, Self::Contrast, Self::ContrastDark, Self::Print];

    /// The colours of the theme.
    pub const fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Contrast => &CONTRAST,
            Self::ContrastDark => &CONTRAST_DARK,
            Self::Print => &PRINT,
        }
    }
}

/// The table of colours. It defines the fields of the struct, their names and order, and the CSS system colour
/// that replaces each in forced-colours mode.
macro_rules! theme {
    ($($(#[$doc:meta])* $color:ident: $system:ident)*) => {
        /// Every colour the map paints with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $color: Color,)*
        }

        impl Theme {
            /// The name of each colour, a colon, and the CSS system colour for forced-colours mode; a space
            /// ends each pair. A page sets `land_halo` as the property `--darien-map-land-halo`.
            pub const NAMES: &str =
                concat!($(stringify!($color), ":", stringify!($system), " "),*);

            /// Replaces colours by those of the page: red, green, blue and alpha of each, in the order of
            /// [`Theme::NAMES`]. A colour with alpha 0 keeps the theme's.
            pub fn with(mut self, rgba: &[u8]) -> Self {
                for (color, own) in [$(&mut self.$color),*].into_iter().zip(rgba.chunks_exact(4)) {
                    if let [r, g, b, alpha @ 1..=255] = *own {
                        *color = Color { rgb: [r, g, b], alpha };
                    }
                }
                self
            }
        }
    };
}

theme! {
    /// Land.
    land: Canvas
    /// The tint of high land.
    high_land: Canvas
    /// Slopes that face away from the light.
    hillshade_dark: Canvas
    /// Slopes that face the light.
    hillshade_light: Canvas
    /// Drawn over countries that are off the route.
    off_route: Canvas
    /// Sea at the coast.
    sea: Canvas
    /// Sea far from any coast.
    offshore: Canvas
    /// Lakes.
    lake: Canvas
    /// Parks and woods in tiles.
    park: Canvas
    /// Coast line and shores.
    coast: CanvasText
    /// Rivers.
    river: GrayText
    /// Borders between countries.
    border: GrayText
    /// The route.
    route: LinkText
    /// Legs that the story has not reached yet.
    ahead: GrayText
    /// The casing of the route, a wider line under it.
    casing: Canvas
    /// Inside a ring.
    ring: Canvas
    /// Highways off the route.
    highway: GrayText
    /// Labels of places of rank main.
    main_label: CanvasText
    /// Labels of places of rank context.
    context_label: CanvasText
    /// Labels of countries and states.
    country_label: CanvasText
    /// Labels of countries that are placed on water.
    country_on_water: CanvasText
    /// Labels of countries off the route.
    country_off_route: CanvasText
    /// Labels of seas.
    sea_label: CanvasText
    /// Labels of rivers.
    river_label: CanvasText
    /// Halos of labels on land.
    land_halo: Canvas
    /// Halos of labels on water.
    sea_halo: Canvas
    /// The background of panels.
    surface: Canvas
    /// Text in panels.
    ink: CanvasText
    /// Secondary text in panels.
    second_ink: CanvasText
    /// Lines between parts of a panel.
    rule: CanvasText
    /// The frame of an inset.
    inset_frame: CanvasText
    /// The mark of a corrected fact.
    corrected: LinkText
}

/// The fonts for one width of the viewport and one level of detail. Sizes are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeScale {
    /// A place of rank main.
    pub main: Font,
    /// A place of rank context.
    pub context: Font,
    /// The second line of a label.
    pub remark: Font,
    /// A country of the story: the fonts that are tried first, second and last.
    pub country: [Font; 3],
    /// A country that is not part of the story.
    pub off_route: [Font; 2],
    /// A state.
    pub state: Font,
    /// An ocean or a sea.
    pub sea: Font,
    /// A gulf or a bay.
    pub bay: Font,
    /// A river: a large one, and others.
    pub river: [Font; 2],
    /// A remark along a line.
    pub line_remark: Font,
}

impl TypeScale {
    /// The fonts for a viewport `width` CSS pixels wide. `detail` goes from 0 for the whole route to 1 for the
    /// closest views, and the sizes grow with it in steps of a quarter of a pixel. All are `text` times as large.
    pub fn of(width: f64, detail: f64, text: f64) -> Self {
        let narrow = width < 480.0;
        // Sizes are in quarters of a pixel, which are small constants in the WASM.
        let size = |overview: u8, phone: u8, near: u8| {
            let far = f64::from(if narrow { phone } else { overview });
            libm::round(far + (f64::from(near) - far) * detail) / 4.0 * text
        };
        let context = size(46, 48, 50);
        let country = Font::sans(size(60, 48, 76), Weight::Semibold);
        let medium = Font::sans(size(46, 44, 56), Weight::Semibold);
        let small = Font::sans(size(42, 40, 48), Weight::Semibold);
        let regular = Font { weight: Weight::Regular, ..small };
        let sea = Font::serif_italic(size(84, 60, 96));
        Self {
            main: Font::sans(size(54, 52, 64), Weight::Semibold),
            context: Font::sans(context, Weight::Regular),
            remark: Font::sans(size(48, 48, 52), Weight::Regular),
            country: [
                country.tracked(if narrow { 0.2 } else { 0.34 }),
                medium.tracked(0.19),
                small.tracked(0.14),
            ],
            off_route: [regular.tracked(0.14), regular.tracked(0.06)],
            state: Font::sans(size(44, 42, 48), Weight::Regular).tracked(0.1),
            sea: sea.tracked(if narrow { 0.09 } else { 0.2 }),
            bay: Font::serif_italic(size(64, 52, 68)).tracked(0.09),
            river: [
                Font::serif_italic(size(48, 48, 60)).tracked(0.04),
                Font::serif_italic(size(48, 46, 52)).tracked(0.04),
            ],
            line_remark: Font { italic: true, ..Font::sans(size(44, 46, 46), Weight::Regular) },
        }
    }
}
