//! Reference pictures: the scene as SVG in several sizes, themes and languages. After a change that is
//! meant, run with `DARIEN_PICTURES=write`, open the pictures and look at them before committing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, ES, picture, texts, widget};
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Scene, TextItem};
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::theme::ThemeName;
use kurbo::Size;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A picture: its size, language, theme, view (none: the whole route), chosen place and how much of
/// the route is walked.
type Case = ((f64, f64), Tag, ThemeName, Option<View>, Option<&'static str>, f64);

const GAP: Option<View> = Some(View { lon: -77.2, lat: 8.3, zoom: 9.2 });
const BORDER: Option<View> = Some(View { lon: -98.6, lat: 26.0, zoom: 7.6 });

const CASES: [Case; 7] = [
    ((1280.0, 800.0), EN, ThemeName::Light, None, None, 1.0),
    ((1280.0, 800.0), EN, ThemeName::Dark, GAP, Some("bajo-chiquito"), 1.0),
    ((768.0, 1024.0), ES, ThemeName::Contrast, None, None, 1.0),
    ((600.0, 400.0), ES, ThemeName::Print, BORDER, None, 1.0),
    ((360.0, 640.0), EN, ThemeName::Light, None, Some("panama"), 0.4),
    ((320.0, 568.0), ES, ThemeName::ContrastDark, None, None, 1.0),
    ((1000.0, 300.0), EN, ThemeName::Light, None, None, 1.0),
];

#[test]
fn pictures_match_the_references() {
    let mut wrong = String::new();
    for (n, (size, lang, theme, view, chosen, progress)) in CASES.into_iter().enumerate() {
        let mut map = widget(Size::from(size), lang);
        map.set_reduced_motion(true);
        map.set_theme(*theme.theme());
        map.set_progress(progress);
        map.select(chosen);
        // Choosing comes nearer; these pictures show the whole route.
        map.fit(0.0);
        picture(&mut map, view);
        let (scene, shapes) = map.scene();
        let title = "By boat, on foot, by road";
        let (families, image) = (FAMILIES, &|_| None);
        let extras = Extras { title, description: "", families, style: "", image };
        let drawn = svg(scene, shapes, &extras);
        let (w, h) = size;
        let name = format!("{}-{w}x{h}-{}-{}", n + 1, lang, format!("{theme:?}").to_lowercase());
        let path = format!("tests/pictures/{name}.svg");
        if std::env::var("DARIEN_PICTURES").is_ok_and(|v| v == "write") {
            std::fs::write(&path, &drawn).unwrap();
            std::fs::write(format!("tests/pictures/{name}.txt"), letters(scene)).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if drawn != kept {
            let before = std::fs::read_to_string(format!("tests/pictures/{name}.txt"));
            let _ = write!(
                wrong,
                "\n{path} differs\n{}",
                difference(&before.unwrap_or_default(), &letters(scene))
            );
            let mut lines = drawn.lines().zip(kept.lines()).enumerate();
            if let Some((i, (new, old))) = lines.find(|(_, (a, b))| a != b) {
                let cut = |line: &str| line.chars().take(140).collect::<String>();
                let _ = writeln!(wrong, "  line {}: was {}\n  now {}", i + 1, cut(old), cut(new));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every text of a scene with the foot of its first letter: the part of a picture that can be read.
fn letters(scene: &Scene) -> String {
    let line = |t: TextItem| {
        let at = t.glyphs.first().map_or(t.origin, |g| g.0);
        format!("{} at {:.0},{:.0} in {} px\n", t.text, at.x, at.y, t.font.size)
    };
    texts(scene).map(line).collect()
}

/// Which texts are gone, new or elsewhere.
fn difference(before: &str, now: &str) -> String {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (before.lines().collect(), now.lines().collect());
    let gone = old.difference(&new).map(|l| format!("  gone: {l}\n"));
    gone.chain(new.difference(&old).map(|l| format!("  new:  {l}\n"))).collect()
}

#[test]
fn a_difference_is_reported_by_line() {
    let report = difference(
        "Acandí at 1,2 in 13 px\nMetetí at 3,4 in 12 px\n",
        "Acandí at 9,2 in 13 px\nMetetí at 3,4 in 12 px\n",
    );
    assert_eq!(report, "  gone: Acandí at 1,2 in 13 px\n  new:  Acandí at 9,2 in 13 px\n");
}
