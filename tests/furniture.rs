//! Legend and locator keep their place and size in all chapters.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{AR, EN, STORY, widget_with_story};
use darien_map::geo::LonLat;
use darien_map::language_tag::Tag;
use darien_map::scene::{Item, ItemId, Layer, LayerKind, Zone};
use darien_map::story::parse;
use darien_map::text::BakedAdvances;
use darien_map::widget::Widget;
use kurbo::{Insets, Rect, Size};

/// A box, how much of it a card or sheet covers, and the card.
fn boxes() -> [(Size, Insets, Rect); 4] {
    let right = |w: f64, h: f64| {
        let card = Rect::new(w - 352.0, 16.0, w - 16.0, 16.0 + (h - 106.0).min(600.0));
        (Size::new(w, h), Insets::new(0.0, 0.0, 352.0, 0.0), card)
    };
    let below = |w: f64, h: f64| {
        let sheet = (0.46 * h).round();
        (Size::new(w, h), Insets::new(0.0, 0.0, 0.0, sheet), Rect::new(0.0, h - sheet, w, h))
    };
    [right(1280.0, 800.0), right(1920.0, 1080.0), right(1024.0, 700.0), below(390.0, 844.0)]
}

/// A story of the same form somewhere else: a way from north to south, with a chapter for each of its parts.
fn invented() -> String {
    let mut features = Vec::new();
    let mut chapters = Vec::new();
    for i in 0..6 {
        let (lon, lat) = (20.0 + f64::from(i * i) * 1.2, 52.0 - f64::from(i) * 6.0);
        features.push(format!(
            r#"{{"type":"Feature","id":"p{i}","properties":{{"name":"Place {i}","rank":"main"}},
            "geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#
        ));
        if i > 0 {
            let before = i - 1;
            let (from, up) = (20.0 + f64::from(before * before) * 1.2, lat + 6.0);
            let mode = if i % 2 == 0 { "foot" } else { "road" };
            features.push(format!(
                r#"{{"type":"Feature","id":"l{i}","properties":{{"kind":"leg","from":"p{before}","to":"p{i}",
                "mode":"{mode}","certainty":"schematic"}},
                "geometry":{{"type":"LineString","coordinates":[[{from},{up}],[{lon},{lat}]]}}}}"#
            ));
        }
        let with = if i % 2 == 0 { "p0\",\"p5" } else { "p1" };
        chapters.push(format!(
            r#"{{"id":"c{i}","title":"Chapter {i}","text":"Text.","place":"p{i}","lit":["{with}"]}}"#
        ));
    }
    format!(
        r#"{{"type":"FeatureCollection","chapters":[{}],"features":[{}]}}"#,
        chapters.join(","),
        features.join(",")
    )
}

fn locator(map: &Widget) -> Option<Rect> {
    map.scene().0.placed_targets().find_map(|t| match t.zone {
        Zone::Panel(rect) if t.id == ItemId::Locator => Some(rect),
        _ => None,
    })
}

/// The panel with a text.
fn panel_with(map: &Widget, words: &str) -> Option<Rect> {
    let says = |item: &Item| matches!(item, Item::Text(text) if text.text == words);
    map.scene().0.layers.iter().find_map(|layer| match layer.kind {
        LayerKind::Panel(rect) if layer.items.iter().any(says) => Some(rect),
        _ => None,
    })
}

/// Where key and locator are in one chapter.
struct Furniture {
    key: Option<Rect>,
    locator: Option<Rect>,
    /// Whether the view shows the whole route.
    whole: bool,
}

/// Key and locator in all chapters of a story.
fn in_all_chapters(
    text: &str,
    lang: Tag,
    (size, padding, card): (Size, Insets, Rect),
) -> Vec<Furniture> {
    let story = parse(text).unwrap();
    let mut map = widget_with_story(text, size, lang);
    map.set_reduced_motion(true);
    let locale = map.settings().locale();
    let (rtl, road) = (locale.rtl, locale.legend.road.clone());
    let turned = if rtl { Insets::new(padding.x1, 0.0, padding.x0, padding.y1) } else { padding };
    let mirrored = Rect::new(size.width - card.x1, card.y0, size.width - card.x0, card.y1);
    map.set_padding(turned);
    map.set_obstacles(vec![if rtl { mirrored } else { card }]);
    let chapters = 0..story.chapters.len();
    let furniture = chapters.map(|chapter| {
        map.go_to(Some(chapter), 0.0);
        map.frame(0.0, &BakedAdvances);
        let camera = map.viewpoint().camera();
        let inside = |at: &LonLat| size.to_rect().contains(camera.project(*at));
        let whole = story.legs.iter().flat_map(|leg| &leg.line).all(inside);
        Furniture { key: panel_with(&map, &road), locator: locator(&map), whole }
    });
    furniture.collect()
}

/// Goes through all boxes and languages with the built-in story and an invented one.
fn with_each(test: impl Fn(&str, Size, &[Furniture])) {
    for at in boxes() {
        for (name, text) in [("built-in", STORY.to_string()), ("invented", invented())] {
            for lang in [EN, AR] {
                let furniture = in_all_chapters(&text, lang, at);
                assert!(furniture.len() > 5);
                test(&format!("{name} {lang:?}"), at.0, &furniture);
            }
        }
    }
}

#[test]
fn the_legend_keeps_its_place_and_size_in_all_chapters() {
    with_each(|what, size, chapters| {
        for (i, chapter) in chapters.iter().enumerate() {
            assert_eq!(chapter.key, chapters[0].key, "{what} {size}, chapter {i}");
            assert_eq!(chapter.key.is_some(), size.width > 1000.0, "{what} {size}, chapter {i}");
        }
    });
}

#[test]
fn the_locator_keeps_its_place_and_size_in_all_chapters() {
    with_each(|what, size, chapters| {
        let part: Vec<&Furniture> = chapters.iter().filter(|c| !c.whole).collect();
        let shown: Vec<Rect> = part.iter().filter_map(|c| c.locator).collect();
        // It is left out where it would lie on a line.
        assert!(shown.is_empty() || shown.len() * 2 > part.len(), "{what} {size}");
        for (i, chapter) in part.iter().enumerate() {
            let Some(locator) = chapter.locator else { continue };
            assert_eq!(locator, shown[0], "{what} {size}, chapter {i}");
            assert!(size.width < 1280.0 || locator.width() == 200.0, "{what} {size}");
            assert!(chapter.key.is_none_or(|key| key.intersect(locator).is_zero_area()));
        }
        assert!(!shown.is_empty() || size.width < 480.0, "{what} {size}");
        assert!(chapters.iter().all(|c| !c.whole || c.locator.is_none()), "{what} {size}");
    });
}

/// What a page lays over a map on a phone: two buttons above, the second one as wide as its word, more buttons below them, credits,
/// a sheet.
fn phone(lang: Tag) -> (Size, Insets, Vec<Rect>) {
    let at = |x0, y0, x1, y1| Rect::new(x0, y0, x1, y1);
    let above = if lang == AR {
        [at(266.0, 12.0, 378.0, 56.0), at(102.0, 12.0, 258.0, 56.0), at(143.0, 429.0, 390.0, 455.0)]
    } else {
        [at(179.0, 12.0, 290.5, 56.0), at(298.5, 12.0, 378.0, 56.0), at(0.0, 429.0, 192.0, 455.0)]
    };
    let rects = [at(342.0, 64.0, 378.0, 280.0), at(0.0, 455.0, 390.0, 842.0)];
    (Size::new(390.0, 842.0), Insets::new(0.0, 0.0, 0.0, 413.0), [&above[..], &rects[..]].concat())
}

#[test]
fn a_phone_has_locator_and_scale_bar_in_every_chapter() {
    for lang in [EN, AR] {
        let (size, padding, covered) = phone(lang);
        let mut map = widget_with_story(STORY, size, lang);
        map.set_reduced_motion(true);
        map.set_padding(padding);
        map.set_obstacles(covered.clone());
        let story = parse(STORY).unwrap();
        let mut first = None;
        for (i, chapter) in story.chapters.iter().enumerate() {
            let what = format!("{lang:?}, chapter {i}");
            map.go_to(Some(i), 0.0);
            map.frame(0.0, &BakedAdvances);
            let panel = locator(&map).unwrap_or_else(|| panic!("{what}: no locator"));
            assert_eq!(*first.get_or_insert(panel), panel, "{what}");
            assert!(covered.iter().all(|r| r.intersect(panel).is_zero_area()), "{what}");
            for ix in chapter.highlighted.iter().chain([&chapter.place]) {
                let place = story.place(*ix).unwrap();
                let at = map.project(place.at);
                assert!(!place.has_mark() || !panel.contains(at), "{what}: over {}", place.id);
            }
            let zero = |layer: &&Layer| {
                layer.items.iter().any(|item| matches!(item, Item::Text(t) if t.text == "0"))
            };
            let scale = map.scene().0.layers.iter().find(zero);
            let Some(LayerKind::Panel(scale)) = scale.map(|layer| layer.kind) else {
                panic!("{what}: no scale bar");
            };
            assert!(scale.intersect(panel).is_zero_area(), "{what}");
        }
    }
}
