//! What the page asks for: language, colours, which parts of the box are covered, which panels to draw.

use crate::locale::Locale;
use crate::theme::{LIGHT, Theme};
use kurbo::{Insets, Rect};

/// The longest side of a box, in CSS pixels: more than any screen has, and as much as a canvas can have.
pub const LONGEST: f64 = 16_384.0;

/// What the page asks for. Every setter returns whether the value is a new one.
#[derive(Clone, Debug)]
pub struct Settings {
    locale: Locale,
    theme: Theme,
    padding: Insets,
    obstacles: Vec<Rect>,
    parts: Parts,
    progress: f64,
    numbered: bool,
    text_scale: f64,
    reduced_motion: bool,
    revision: u32,
}

/// Which panels are drawn over the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The story's title and summary.
    pub title: bool,
    /// The legend of lines and marks.
    pub key: bool,
    /// The scale bar.
    pub scale: bool,
    /// The part of the map that the story enlarges.
    pub inset: bool,
    /// A small map of the whole route that shows where the view is.
    pub locator: bool,
}

impl Parts {
    /// All parts except those in `names`, which are separated by spaces. Unknown names are ignored.
    pub fn all_except(names: &str) -> Self {
        let mut parts = Self { title: true, key: true, scale: true, inset: true, locator: true };
        for name in names.split(' ') {
            match name {
                "title" => parts.title = false,
                "key" => parts.key = false,
                "scale" => parts.scale = false,
                "inset" => parts.inset = false,
                "locator" => parts.locator = false,
                _ => {}
            }
        }
        parts
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            locale: Locale::default(),
            theme: LIGHT,
            padding: Insets::ZERO,
            obstacles: Vec::new(),
            parts: Parts::all_except(""),
            progress: 1.0,
            numbered: false,
            text_scale: 1.0,
            reduced_motion: false,
            revision: 0,
        }
    }
}

impl Settings {
    /// A number that grows with every change that a picture can show. While it stays the same, so do the
    /// settings that pictures depend on.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The language that the reader asked for, and the interface's words.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The colours.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// How much of each side of the box is covered by a card or a sheet, in CSS pixels.
    pub fn padding(&self) -> Insets {
        self.padding
    }

    /// What the page shows over the map, in CSS pixels. Labels and panels keep clear of it.
    pub fn obstacles(&self) -> &[Rect] {
        &self.obstacles
    }

    /// Which panels are drawn over the map.
    pub fn parts(&self) -> Parts {
        self.parts
    }

    /// How much of the route the reader has travelled, 0 to 1. The rest is drawn lighter.
    pub fn progress(&self) -> f64 {
        self.progress
    }

    /// Whether the places in sight have numbers, for the keyboard.
    pub fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// How much larger than usual all letters are, 1 to 2: the reader's own font size.
    pub fn text_scale(&self) -> f64 {
        self.text_scale
    }

    /// Whether the reader asked for less motion: the camera jumps instead of flying.
    pub fn reduced_motion(&self) -> bool {
        self.reduced_motion
    }

    /// See [`Settings::locale`].
    pub fn set_locale(&mut self, locale: Locale) -> bool {
        change(&mut self.locale, locale, &mut self.revision)
    }

    /// See [`Settings::theme`].
    pub fn set_theme(&mut self, theme: Theme) -> bool {
        change(&mut self.theme, theme, &mut self.revision)
    }

    /// See [`Settings::padding`]. Values that are negative, not finite, or larger than any box are ignored.
    pub fn set_padding(&mut self, padding: Insets) -> bool {
        let Insets { x0, y0, x1, y1 } = padding;
        let valid = [x0, y0, x1, y1].iter().all(|side| (0.0..=LONGEST).contains(side));
        valid && change(&mut self.padding, padding, &mut self.revision)
    }

    /// See [`Settings::obstacles`]. Those that are not finite are left out.
    pub fn set_obstacles(&mut self, mut obstacles: Vec<Rect>) -> bool {
        obstacles.retain(Rect::is_finite);
        change(&mut self.obstacles, obstacles, &mut self.revision)
    }

    /// See [`Settings::parts`].
    pub fn set_parts(&mut self, parts: Parts) -> bool {
        change(&mut self.parts, parts, &mut self.revision)
    }

    /// See [`Settings::progress`]. It is clamped to 0 to 1; a value that is not finite is ignored.
    pub fn set_progress(&mut self, progress: f64) -> bool {
        let valid = progress.is_finite();
        valid && change(&mut self.progress, progress.clamp(0.0, 1.0), &mut self.revision)
    }

    /// See [`Settings::is_numbered`].
    pub fn set_numbered(&mut self, numbered: bool) -> bool {
        change(&mut self.numbered, numbered, &mut self.revision)
    }

    /// See [`Settings::text_scale`]. It is clamped to 1 to 2; a value that is not finite is ignored.
    pub fn set_text_scale(&mut self, scale: f64) -> bool {
        let valid = scale.is_finite();
        valid && change(&mut self.text_scale, scale.clamp(1.0, 2.0), &mut self.revision)
    }

    /// See [`Settings::reduced_motion`]. Pictures do not depend on it, so the revision stays the same.
    pub fn set_reduced_motion(&mut self, reduced: bool) -> bool {
        core::mem::replace(&mut self.reduced_motion, reduced) != reduced
    }
}

/// Gives a field a value. If that is a new one, the revision grows.
fn change<T: PartialEq>(field: &mut T, value: T, revision: &mut u32) -> bool {
    let is_new = *field != value;
    if is_new {
        *field = value;
        *revision += 1;
    }
    is_new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language_tag::Tag;
    use crate::theme::DARK;

    #[test]
    fn panels_are_drawn_unless_the_page_leaves_them_out() {
        let parts = Parts::all_except("scale  zoom nonsense key");
        assert!(parts.title && parts.inset && parts.locator && !parts.scale && !parts.key);
        assert_eq!(Settings::default().parts(), Parts::all_except("titles"));
    }

    #[test]
    fn the_revision_grows_with_real_changes_only() {
        let mut settings = Settings::default();
        let setters: [fn(&mut Settings) -> bool; 8] = [
            |s| s.set_theme(DARK),
            |s| s.set_locale(Locale { asked: Tag::parse("ar").unwrap(), ..Locale::default() }),
            |s| s.set_padding(Insets::uniform(4.0)),
            |s| s.set_obstacles(vec![Rect::new(0.0, 0.0, 9.0, 9.0)]),
            |s| s.set_parts(Parts::all_except("key")),
            |s| s.set_progress(0.5),
            |s| s.set_numbered(true),
            |s| s.set_text_scale(1.5),
        ];
        for (i, set) in setters.iter().enumerate() {
            let before = settings.revision();
            assert!(set(&mut settings) && settings.revision() > before, "setter {i}");
            let before = settings.revision();
            assert!(!set(&mut settings) && settings.revision() == before, "setter {i}, repeated");
        }
        let before = settings.revision();
        assert!(settings.set_reduced_motion(true) && !settings.set_reduced_motion(true));
        assert_eq!(settings.revision(), before, "no picture depends on reduced motion");
    }

    #[test]
    fn values_out_of_range_are_ignored_or_clamped() {
        let mut settings = Settings::default();
        assert!(!settings.set_padding(Insets::uniform(-1.0)));
        assert!(!settings.set_padding(Insets::uniform(f64::NAN)));
        assert!(!settings.set_padding(Insets::uniform(1e300)));
        assert!(!settings.set_obstacles(vec![Rect::new(0.0, f64::NAN, 9.0, 9.0)]));
        assert!(!settings.set_progress(f64::NAN) && !settings.set_progress(7.0));
        assert!(settings.set_progress(-1.0));
        assert!(!settings.set_text_scale(f64::INFINITY) && !settings.set_text_scale(0.6));
        assert!(settings.set_text_scale(5.0) && settings.text_scale() == 2.0);
        assert_eq!((settings.progress(), settings.padding()), (0.0, Insets::ZERO));
    }
}
