//! Breaks long texts into lines.

use crate::text::{Font, MeasureText};

/// A text broken between words into lines that are at most `width` CSS pixels wide. A word that is wider gets a
/// line of its own.
pub(super) fn wrap(measure: &dyn MeasureText, text: &str, font: &Font, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.into() } else { line.clone() + " " + word };
        if !line.is_empty() && measure.width(&longer, font) > width {
            lines.push(core::mem::replace(&mut line, word.into()));
        } else {
            line = longer;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A name in at most `count` lines that are at most `width` CSS pixels wide. What does not fit is cut off.
pub(super) fn fit(
    measure: &dyn MeasureText,
    name: &str,
    font: &Font,
    width: f64,
    count: usize,
) -> Vec<String> {
    let mut lines = wrap(measure, name, font, width);
    // The same number of lines, but as equal in width as possible.
    let mut narrower = width;
    while lines.len() > 1 {
        narrower *= 0.92;
        let even = wrap(measure, name, font, narrower);
        let too_wide = even.iter().any(|line| measure.width(line, font) > narrower);
        if even.len() > lines.len() || too_wide {
            break;
        }
        lines = even;
    }
    let too_many = lines.len() > count;
    lines.truncate(count);
    let last = lines.len().saturating_sub(1);
    for (i, line) in lines.iter_mut().enumerate() {
        if measure.width(line, font) <= width && !(too_many && i == last) {
            continue;
        }
        *line = beginning(measure, line, font, width).to_owned() + "…";
    }
    lines
}

/// As much of a line as is at most `width` CSS pixels wide.
fn beginning<'a>(measure: &dyn MeasureText, line: &'a str, font: &Font, width: f64) -> &'a str {
    let mut ends: Vec<&str> = line.char_indices().filter_map(|(i, _)| line.get(..i)).collect();
    ends.push(line);
    // Not letter by letter: a name may have a thousand of them, and each picture needs many names.
    let fitting = ends.partition_point(|text| measure.width(text, font) <= width);
    ends.get(fitting.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BakedAdvances, Weight};

    #[test]
    fn a_name_has_lines_and_an_end() {
        let font = Font::sans(12.0, Weight::Regular);
        let fitted = |name: &str| fit(&BakedAdvances, name, &font, 90.0, 2);
        assert_eq!(fitted("Acandí"), ["Acandí"]);
        assert_eq!(fitted("South Texas ports of entry"), ["South Texas", "ports of entry"]);
        assert_eq!(fitted("a long name of a port"), ["a long name", "of a port"]);
        let long = fitted(&"road and river ".repeat(8));
        assert_eq!(long.len(), 2);
        assert!(long[1].ends_with('…'), "{long:?}");
        let word = fitted(&"達連隘口".repeat(30));
        assert_eq!(word.len(), 1);
        assert!(word[0].ends_with('…') && word[0].chars().count() < 12, "{word:?}");
        assert!(fitted("").is_empty());
    }

    /// Counts the letters that it measures.
    #[derive(Default)]
    struct Counting(core::cell::Cell<usize>);

    impl MeasureText for Counting {
        fn advance(&self, text: &str, font: &Font) -> f64 {
            self.0.set(self.0.get() + text.chars().count());
            BakedAdvances.advance(text, font)
        }
    }

    #[test]
    fn a_word_is_not_measured_once_for_each_of_its_letters() {
        let (font, count) = (Font::sans(12.0, Weight::Regular), Counting::default());
        let lines = fit(&count, &"x".repeat(1000), &font, 90.0, 2);
        assert!(lines[0].ends_with('…') && lines[0].chars().count() < 20, "{lines:?}");
        assert!(count.0.get() < 20_000, "{} letters measured", count.0.get());
    }
}
