//! Map and legend take all styles from one table.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "common/variants.rs"]
mod variants;

use common::made::story_of;
use common::{EN, ES, LANGS, locale, paths, picture, story, widget};
use darien_map::basemap::Manifest;
use darien_map::camera::{Camera, View};
use darien_map::compose::{Input, Memory, Steady, compose};
use darien_map::language_tag::Tag;
use darien_map::legend::{LegendPlace, LegendRow, dispute_row, legend};
use darien_map::locale::Locale;
use darien_map::plot::Plot;
use darien_map::scene::{Geometries, Scene, Stroke};
use darien_map::selection::Selection;
use darien_map::settings::{Parts, Settings};
use darien_map::story::{Certainty, Mode, PlaceKind, Rank, Sorts, Story, parse};
use darien_map::style::{
    AreaRow, ColorRole, LegendLabel, Length, LineLayer, LineRow, MarkRow, Paint, PaintColor,
    Sizing, StrokeStyle, Styles,
};
use darien_map::text::BakedAdvances;
use darien_map::theme::{Color, ThemeName};
use darien_map::tiles::Tiles;
use darien_map::timeline::Timeline;
use kurbo::Size;
use serde_json::{Value, json};
use std::cmp::Ordering;
use variants::variants;

/// The words of a language, for as long as the test runs.
fn words(lang: Tag) -> &'static Locale {
    Box::leak(Box::new(locale(lang)))
}

/// The built-in ones.
const MODES: [Mode; 6] = [Mode::Boat, Mode::Foot, Mode::Road, Mode::Rail, Mode::Highway, Mode::Gap];
const CERTAINTIES: [Certainty; 4] =
    [Certainty::Documented, Certainty::Approximate, Certainty::Schematic, Certainty::Unsourced];

/// On a canvas where nothing is left out.
const WHOLE: LegendPlace = LegendPlace::Canvas {
    off_route: true,
    ahead: true,
    rough_places: true,
    sizing: Sizing::OVERVIEW,
};

fn feature(properties: &Value, geometry: &Value) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": geometry})
}

fn place(name: &str, kind: &str, rank: &str, at: [f64; 2]) -> Value {
    let properties = json!({"name": name, "kind": kind, "rank": rank});
    feature(&properties, &json!({"type": "Point", "coordinates": at}))
}

fn leg(mode: &str, line: [[f64; 2]; 2]) -> Value {
    let properties = json!({"kind": "leg", "mode": mode, "certainty": "unsourced"});
    feature(&properties, &json!({"type": "LineString", "coordinates": line}))
}

/// A story of an island that does not exist, with every kind of look in it.
fn island() -> Vec<Value> {
    let ring = json!([[9.0, 60.0], [12.0, 60.0], [12.0, 62.0], [9.0, 62.0], [9.0, 60.0]]);
    let area = |kind: &str| {
        feature(
            &json!({"name": kind, "kind": kind}),
            &json!({"type": "Polygon", "coordinates": [ring]}),
        )
    };
    let rough = json!({"name": "Hut", "kind": "stop", "rank": "context", "accuracyKm": 40});
    vec![
        place("Harbour", "stop", "main", [9.0, 60.0]),
        place("Ford", "stop", "context", [10.0, 60.5]),
        place("Farm", "town", "context", [11.0, 61.5]),
        place("Gate", "road-end", "context", [9.5, 61.5]),
        feature(&rough, &json!({"type": "Point", "coordinates": [10.5, 60.2]})),
        area("state"),
        area("region"),
        leg("boat", [[8.0, 59.0], [9.0, 60.0]]),
        leg("foot", [[9.0, 60.0], [10.0, 60.5]]),
        leg("road", [[10.0, 60.5], [11.0, 61.0]]),
        leg("highway", [[9.0, 61.0], [12.0, 61.0]]),
        leg("gap", [[12.0, 61.0], [13.0, 61.0]]),
    ]
}

fn read(features: &[Value]) -> Story {
    parse(&story_of(features)).unwrap()
}

/// The picture of a story in a table of styles, all of the story in sight and near enough for details.
fn drawn(story: &Story, styles: &Styles, settings: &Settings) -> Scene {
    let mut shapes = Geometries::default();
    let plot = Plot::new(story, &mut shapes);
    let size = Size::new(900.0, 700.0);
    let home = Camera::new(View { lon: 10.5, lat: 60.5, zoom: 5.0 }, size);
    let camera = Camera::new(View { zoom: 7.7, ..home.view() }, size);
    let mut settings = settings.clone();
    settings.set_parts(Parts::all_except("locator"));
    let (grounds, measure) = (&[], &BakedAdvances);
    let shapes = &shapes;
    let input = Input {
        story,
        insets: &[],
        plot: &plot,
        manifest: &Manifest::default(),
        grounds,
        reliefs: &[],
        needed: &|_| None,
        tiles: &Tiles::default(),
        shapes,
        settings: &settings,
        selection: &Selection::default(),
        timeline: &Timeline::default(),
        camera: &camera,
        home,
        steady: &Steady::default(),
        styles,
        measure,
        changes: 0,
    };
    let mut scene = Scene::default();
    compose(&input, &mut Memory::default(), &mut scene);
    scene
}

fn strokes(scene: &Scene) -> Vec<Stroke> {
    paths(scene).filter_map(|path| path.stroke).collect()
}

fn texts<'a>(rows: &[LegendRow<'a>]) -> Vec<&'a str> {
    rows.iter().map(|row| row.text.text).collect()
}

#[test]
fn every_mode_and_kind_has_a_style() {
    let styles = Styles::BUILT_IN;
    assert_eq!(MODES.len() + 1, variants("src/story/mode.rs", "Mode").len());
    assert_eq!(CERTAINTIES.len(), variants("src/story/mod.rs", "Certainty").len());
    for mode in MODES {
        for certainty in CERTAINTIES {
            let rows = styles.lines.iter().filter(|row| row.fits(mode, certainty)).count();
            assert!(rows > 0, "{mode:?}, {certainty:?}");
        }
    }
    for rank in [Rank::Main, Rank::Context] {
        for kind in [PlaceKind::Stop, PlaceKind::Town, PlaceKind::RoadEnd] {
            assert!(styles.mark(kind, rank).is_some(), "{kind:?}, {rank:?}");
        }
        assert_eq!(styles.mark(PlaceKind::River, rank), None);
    }
    let kinds = styles.areas.iter().flat_map(|row| row.kinds);
    assert_eq!(kinds.count(), variants("src/story/mod.rs", "PlaceKind").len());
    // Whatever the legend can explain some look is for, and one alone.
    let lines = styles.lines.iter().map(|row| row.style.label);
    let marks = styles.marks.iter().map(|row| row.style.label);
    // All kinds of areas share the look of the one that the card is about.
    let areas = styles.areas.iter().map(|row| row.style.label);
    assert!(areas.into_iter().all(|label| label == Some(LegendLabel::Subject)));
    let areas = [styles.rough.label, styles.plain_area.label, styles.ahead.label];
    let dispute = dispute_row(&styles, words(EN), Sizing::Page).label.unwrap();
    let all = lines.chain(marks).chain(areas).flatten().chain([dispute]);
    let all: Vec<LegendLabel> = all.collect();
    assert_eq!(all.len(), variants("src/style.rs", "LegendLabel").len());
    assert!(all.iter().enumerate().all(|(i, label)| !all[..i].contains(label)), "{all:?}");
}

#[test]
fn the_legend_has_each_style_once() {
    let (styles, island) = (Styles::BUILT_IN, read(&island()));
    for (story, count) in [(story(), 10), (&island, 9)] {
        for place in [WHOLE, LegendPlace::Page] {
            let rows = legend(story, &Sorts::of(story), &styles, words(ES), place);
            assert_eq!(rows.len(), count, "{:?}", texts(&rows));
            for (i, row) in rows.iter().enumerate() {
                let apart =
                    |other: &LegendRow| other.text != row.text && other.sample != row.sample;
                assert!(rows[..i].iter().all(apart), "{row:?}");
            }
        }
    }
    assert!(
        legend(&Story::default(), &Sorts::default(), &styles, words(EN), LegendPlace::Page)
            .is_empty()
    );
}

#[test]
fn the_legend_leaves_out_what_the_story_does_not_have() {
    let styles = Styles::BUILT_IN;
    let rows = |features: &[Value]| {
        let story: &Story = Box::leak(Box::new(read(features)));
        legend(story, &Sorts::of(story), &styles, words(EN), LegendPlace::Page)
    };
    let all = rows(&island());
    let without = |word: &str, text: &str| {
        let mut features = island();
        features.retain(|f| f["properties"]["mode"] != word && f["properties"]["rank"] != word);
        assert!(texts(&all).contains(&text), "{text}");
        assert!(!texts(&rows(&features)).contains(&text), "{text}");
        all.len() - rows(&features).len()
    };
    assert_eq!(without("boat", "By boat or canoe, approximate"), 1);
    assert_eq!(without("foot", "On foot, approximate"), 1);
    // A mark that is the only one of the map needs no explanation.
    assert_eq!(without("main", "Stop on the way"), 2);
}

/// The contrast of a colour with what is under it, by WCAG 2.2.
fn contrast(color: Color, under: Color) -> f64 {
    let luminance = |c: Color| {
        let [r, g, b] = c.rgb.map(|v| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(color.over(under)), luminance(under));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_sample_stands_out_from_the_panel() {
    for name in ThemeName::ALL {
        let theme = name.theme();
        for row in
            legend(story(), &Sorts::of(story()), &Styles::BUILT_IN, words(EN), LegendPlace::Page)
        {
            // A line thinner than a pixel would be fainter than its colour.
            let stroke = row.sample.stroke(theme).filter(|s| s.width >= 1.0).map(|s| s.color);
            let seen = [stroke, row.sample.fill(theme)].into_iter().flatten();
            let best = seen.map(|color| contrast(color, theme.surface)).fold(1.0, f64::max);
            assert!(best >= 3.0, "{name:?}: {} has {best:.2} : 1", row.text.text);
        }
    }
}

#[test]
fn the_line_ahead_is_hollow_in_the_key_as_on_the_map() {
    let rows = legend(story(), &Sorts::of(story()), &Styles::BUILT_IN, words(EN), WHOLE);
    let hollow: Vec<&LegendRow> = rows.iter().filter(|row| row.sample.core > 0.0).collect();
    let [row] = hollow[..] else { panic!("{hollow:?}") };
    assert_eq!(row.text.text, "Still ahead in the story");
    let theme = ThemeName::Light.theme();
    let (line, inside) = (row.sample.stroke(theme).unwrap(), row.sample.hollow(theme).unwrap());
    assert_eq!((line.color, inside.color), (theme.ahead, theme.ring));
    // The map draws both strokes on a solid leg that is ahead.
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    map.set_progress(0.0);
    let drawn = strokes(picture(&mut map, None));
    for stroke in [line, inside] {
        assert!(
            drawn
                .iter()
                .any(|s| s.color == stroke.color && s.width == stroke.width && s.dash.is_none())
        );
    }
}

#[test]
fn the_legend_of_a_view_explains_what_it_shows() {
    let styles = Styles::BUILT_IN;
    let whole = legend(story(), &Sorts::of(story()), &styles, words(EN), LegendPlace::Page);
    let rows = |off_route, ahead, rough_places| {
        let sizing = Sizing::OVERVIEW;
        let place = LegendPlace::Canvas { off_route, ahead, rough_places, sizing };
        legend(story(), &Sorts::of(story()), &styles, words(EN), place)
    };
    assert_eq!(texts(&rows(true, true, true)), texts(&whole));
    let missing = |rows: &[LegendRow]| -> Vec<&str> {
        let there = texts(rows);
        texts(&whole).into_iter().filter(|text| !there.contains(text)).collect()
    };
    assert_eq!(missing(&rows(false, true, true)), ["Pan-American Highway, schematic"]);
    assert_eq!(missing(&rows(true, false, true)), ["Still ahead in the story"]);
    assert_eq!(missing(&rows(true, true, false)), ["Place known only roughly"]);
}

#[test]
fn the_legend_is_the_same_on_the_canvas_and_in_the_page() {
    let styles = Styles::BUILT_IN;
    for lang in LANGS {
        let canvas = legend(story(), &Sorts::of(story()), &styles, words(lang), WHOLE);
        let page = legend(story(), &Sorts::of(story()), &styles, words(lang), LegendPlace::Page);
        assert_eq!(texts(&canvas), texts(&page));
        for (canvas, page) in canvas.iter().zip(&page) {
            let (a, b) = (canvas.sample, page.sample);
            assert_eq!((a.fill, a.radius), (b.fill, b.radius), "{}", page.text.text);
            assert_eq!(
                (a.stroke, a.dash.is_some()),
                (b.stroke, b.dash.is_some()),
                "{}",
                page.text.text
            );
        }
    }
    // And they are what the map and the outline show.
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    let page = legend(story(), &Sorts::of(story()), &styles, words(EN), LegendPlace::Page);
    assert_eq!(map.outline().legend, page);
    let near = View { lon: -77.2, lat: 8.3, zoom: 9.2 };
    map.set_progress(0.5);
    let scene = picture(&mut map, Some(near));
    for row in page {
        let text = common::texts(scene).any(|text| text.text == row.text.text);
        assert!(text, "{}", row.text.text);
    }
}

const INVENTED: Paint = Paint { color: PaintColor::Role(ColorRole::ContextLabel), percent: 50 };

/// The rows of a table.
type Scanlines = (Vec<LineRow>, Vec<MarkRow>, Vec<AreaRow>);

fn rows() -> Scanlines {
    let Styles { lines, marks, areas, .. } = Styles::BUILT_IN;
    (lines.to_vec(), marks.to_vec(), areas.to_vec())
}

/// A table in which every style differs from the built-in one.
fn invented((lines, marks, areas): &mut Scanlines) -> Styles<'_> {
    let mut number = 20.0;
    let mut stroke = |stroke: &mut StrokeStyle| {
        number += 1.0;
        let width = Length::same(number);
        *stroke = StrokeStyle { paint: INVENTED, width, dash: Some([width, width]), round: true };
    };
    for row in &mut *lines {
        stroke(&mut row.style.stroke);
        row.style.casing = Length::ZERO;
    }
    for row in &mut *marks {
        row.style.fill = INVENTED;
        row.style.edge.iter_mut().for_each(&mut stroke);
    }
    let mut rough = Styles::BUILT_IN.rough;
    for area in areas.iter_mut().map(|row| &mut row.style).chain([&mut rough]) {
        (area.fill, area.highlighted) = (INVENTED, INVENTED);
        area.edge.iter_mut().for_each(&mut stroke);
    }
    Styles { lines, marks, areas, rough, ..Styles::BUILT_IN }
}

#[test]
fn an_invented_table_changes_both_map_and_legend() {
    let story = read(&island());
    let settings = Settings::default();
    let theme = *settings.theme();
    let colors = |scene: &Scene| -> Vec<Color> {
        let both = paths(scene).flat_map(|path| [path.fill, path.stroke.map(|s| s.color)]);
        both.flatten().collect()
    };
    let has_color = |scene: &Scene, color: Color| colors(scene).iter().any(|c| c.rgb == color.rgb);
    let mut rows = rows();
    let (built_in, other) = (Styles::BUILT_IN, invented(&mut rows));
    let (before, after) = (drawn(&story, &built_in, &settings), drawn(&story, &other, &settings));
    let gone = [theme.route, theme.highway, theme.casing, theme.ring];
    for color in gone {
        assert!(has_color(&before, color), "{color:?} is in the built-in table");
        assert!(!has_color(&after, color), "{color:?} is drawn, but in no style");
    }
    // Every stroke of the table that this story uses is drawn, and those in the legend twice.
    let widths: Vec<f64> = strokes(&after).iter().map(|stroke| stroke.width).collect();
    let count = |width: f64| widths.iter().filter(|w| (**w - width).abs() < 1e-9).count();
    let page = legend(&story, &Sorts::of(&story), &other, words(EN), LegendPlace::Page);
    assert_eq!(
        page.len(),
        legend(&story, &Sorts::of(&story), &built_in, words(EN), LegendPlace::Page).len()
    );
    // Here all of the route is travelled, so that no line is hollow.
    for row in page.iter().filter(|row| row.label != Some(LegendLabel::Ahead)) {
        let sample = row.sample;
        assert_eq!((sample.stroke, sample.round), (INVENTED, true), "{}", row.text.text);
        assert_eq!(sample.dash, Some([sample.width; 2]), "{}", row.text.text);
        assert!(count(sample.width) >= 2, "{}: {} in {widths:?}", row.text.text, sample.width);
    }
    let gap = other.line(Mode::Gap, Certainty::Unsourced);
    assert_eq!((gap.label, count(gap.stroke.width.at(Sizing::OVERVIEW))), (None, 1));
}

#[test]
fn a_highway_is_drawn_under_the_route() {
    let story = read(&island());
    let order = |styles: &Styles| {
        let all = strokes(&drawn(&story, styles, &Settings::default()));
        let place_of = |mode| {
            let style = &styles.line(mode, Certainty::Unsourced).stroke;
            let sizing = Sizing::Map { narrow: false, detail: (7.7 - 6.4) / (8.6 - 6.4) };
            let stroke = style.stroke(Settings::default().theme(), sizing);
            all.iter().position(|s| (s.color, s.dash) == (stroke.color, stroke.dash)).unwrap()
        };
        place_of(Mode::Highway).cmp(&place_of(Mode::Boat))
    };
    assert_eq!(order(&Styles::BUILT_IN), Ordering::Less);
    let mut lines = rows().0;
    for row in lines.iter_mut().filter(|row| row.modes == [Mode::Highway]) {
        row.style.layer = LineLayer::Route;
    }
    let on_top = Styles { lines: &lines, ..Styles::BUILT_IN };
    assert_eq!(order(&on_top), Ordering::Greater);
}
