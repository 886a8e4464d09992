//! Right-to-left languages: furniture is on the right and letters are joined.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{AR, EN, locale, picture, widget, widget_with_story};
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Geometry, Item, Scene, TextItem};
use darien_map::text::{BakedAdvances, MeasureText};
use kurbo::{Rect, Shape, Size};

const BOX: Size = Size::new(1280.0, 800.0);

/// A walk from one foot of the box to the other side's head: the foot where `lang` begins is free.
fn walk(lang: Tag) -> String {
    let (from, to) = if lang == AR { ([-110, 2], [-100, 8]) } else { ([-100, 2], [-110, 8]) };
    let stop = |id: &str, at: [i32; 2]| {
        serde_json::json!({"type": "Feature", "id": id, "properties": {"name": id},
            "geometry": {"type": "Point", "coordinates": at}})
    };
    let leg = serde_json::json!({"type": "Feature",
        "properties": {"mode": "foot", "certainty": "schematic", "from": "a", "to": "b"},
        "geometry": {"type": "LineString", "coordinates": [from, to]}});
    serde_json::json!({"type": "FeatureCollection", "title": {"en": "The title", "ar": "العنوان"},
        "features": [stop("a", from), stop("b", to), leg]})
    .to_string()
}

/// Every text, and which item of the scene it is.
fn texts(scene: &Scene) -> impl Iterator<Item = (usize, TextItem)> {
    scene.placed_items().enumerate().filter_map(|(i, item)| match item.into_owned() {
        Item::Text(text) => Some((i, text)),
        _ => None,
    })
}

/// From the left end of a text to its right end.
fn reach(text: &TextItem) -> (f64, f64) {
    let x = text.origin.x;
    (x, x + BakedAdvances.width(&text.text, &text.font))
}

/// The text that reads `words`, and the box of what was drawn before it.
fn find(scene: &Scene, words: &str) -> ((f64, f64), Rect) {
    let (i, text) =
        texts(scene).find(|(_, t)| t.text == words).unwrap_or_else(|| panic!("{words}"));
    let items: Vec<_> = scene.placed_items().take(i).collect();
    let before = items.iter().rev().find_map(|item| match &**item {
        Item::Path(path) => match &path.shape {
            Geometry::Path(path) => Some(path.bounding_box()),
            Geometry::Circle(circle) => Some(circle.bounding_box()),
            Geometry::Retained(..) => None,
        },
        _ => None,
    });
    (reach(&text), before.unwrap())
}

#[test]
fn the_furniture_is_on_the_side_where_lines_begin() {
    for lang in [EN, AR] {
        let mut map = widget_with_story(&walk(lang), BOX, lang);
        let scene = picture(&mut map, None);
        let (title, _) = find(scene, if lang == AR { "العنوان" } else { "The title" });
        let (row, sample) = find(scene, &locale(lang).legend.foot);
        assert_eq!(scene.rtl, lang == AR);
        if lang == AR {
            assert!((title.1 - 1256.0).abs() < 0.01 && title.0 > 640.0, "{title:?}");
            assert!((row.1 - 1212.0).abs() < 0.01, "{row:?}");
            assert!(sample.x0 > row.1 && (sample.x1 - 1256.0).abs() < 0.01, "{sample:?}");
        } else {
            assert!((title.0 - 24.0).abs() < 0.01 && title.1 < 640.0, "{title:?}");
            assert!((row.0 - 68.0).abs() < 0.01, "{row:?}");
            assert!(sample.x1 < row.0 && (sample.x0 - 24.0).abs() < 0.01, "{sample:?}");
        }
    }
}

#[test]
fn furniture_moves_to_the_other_corner_if_land_is_in_its_way() {
    // In the flatter box no stop is near that foot, only land.
    for size in [BOX, Size::new(1280.0, 702.0)] {
        let mut map = widget(size, AR);
        let scene = picture(&mut map, None);
        let title = map_title(scene);
        assert!(title.1 < 640.0 && title.0 > 24.0, "{title:?}");
        let (row, sample) = find(scene, &locale(AR).legend.foot);
        assert!(sample.x0 > row.1 && (sample.x1 - title.1).abs() < 0.01, "{sample:?}, {title:?}");
    }
}

fn map_title(scene: &Scene) -> (f64, f64) {
    find(scene, "بالقارب وسيرًا وبرًّا").0
}

#[test]
fn arabic_letters_are_drawn_joined() {
    let gap = View { lon: -77.2, lat: 8.3, zoom: 9.2 };
    for view in [None, Some(gap)] {
        let mut map = widget(BOX, AR);
        let scene = picture(&mut map, view);
        let arabic = |t: &TextItem| t.text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
        let joined: Vec<_> = texts(scene).map(|(_, t)| t).filter(|t| arabic(t)).collect();
        assert!(joined.len() > 10, "{}", joined.len());
        for text in joined {
            assert!(text.font.tracking == 0.0, "{} is spaced", text.text);
            assert!(text.glyphs.is_empty(), "{} is set letter by letter", text.text);
            let (left, right) = reach(&text);
            assert!(left >= 0.0 && right <= BOX.width, "{} is cut", text.text);
        }
    }
}
