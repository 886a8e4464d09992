//! What a story says about its looks: on the map, in the legend, in the list, and within limits.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::locales::strings;
use common::{EN, locale, paths, picture};
use darien_map::language_tag::Tag;
use darien_map::scene::{Geometries, Scene};
use darien_map::story::{Mode, parse};
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::theme::{Color, DARK, LIGHT, Theme, ThemeName};
use darien_map::widget::Widget;
use kurbo::Size;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Relative luminance by WCAG 2.2.
fn luminance(color: Color) -> f64 {
    let [r, g, b] = color.rgb.map(|v| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What a line or mark may be on.
fn grounds(theme: &Theme) -> [Color; 6] {
    let high = theme.high_land.over(theme.land);
    [theme.land, high, theme.sea, theme.offshore, theme.lake, theme.surface]
}

proptest! {
    #[test]
    fn every_color_becomes_legible_in_every_theme(rgb: [u8; 3]) {
        for name in ThemeName::ALL {
            let theme = name.theme();
            let color = theme.legible(rgb);
            for ground in grounds(theme) {
                prop_assert!(contrast(color, ground) >= 3.0, "{name:?}: {rgb:?} on {ground:?}");
            }
            // What is legible already stays as it is.
            let own = Color { rgb, alpha: 255 };
            let least = grounds(theme).iter().map(|g| contrast(own, *g)).fold(21.0, f64::min);
            prop_assert!(least < 3.2 || color == own, "{name:?}: {rgb:?}");
            prop_assert_eq!(theme.legible(color.rgb), color, "a second time nothing changes");
        }
    }

    #[test]
    fn on_the_ground_of_a_page_a_color_is_as_legible_as_black_or_white(rgb: [u8; 3], ground: [u8; 3]) {
        let ground = Color { rgb: ground, alpha: 255 };
        let all = Theme { land: ground, high_land: ground, sea: ground, offshore: ground, surface: ground, ..DARK };
        let color = all.legible(rgb);
        let [black, white] = [[0; 3], [255; 3]].map(|rgb| contrast(Color { rgb, alpha: 255 }, ground));
        prop_assert!(contrast(color, ground) >= black.max(white).min(3.0), "{color:?} on {ground:?}");
    }
}

#[test]
fn a_correction_keeps_the_hue() {
    let Color { rgb: [r, g, b], .. } = ThemeName::Light.theme().legible([255, 220, 0]);
    assert!(r > g && g > b && r > 90, "yellow becomes ochre: {r} {g} {b}");
    let Color { rgb: [r, g, b], .. } = ThemeName::Dark.theme().legible([0, 0, 160]);
    assert!(b > r && r == g, "dark blue becomes light blue: {r} {g} {b}");
}

fn point(name: &str, at: [f64; 2], more: &Value) -> Value {
    let mut properties = json!({"name": name});
    properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"type": "Feature", "id": name, "properties": properties, "geometry": {"type": "Point", "coordinates": at}})
}

fn leg(id: &str, line: &[[f64; 2]], properties: &Value) -> Value {
    json!({"type": "Feature", "id": id, "properties": properties, "geometry": {"type": "LineString", "coordinates": line}})
}

/// A map of a story, without ground.
fn map_of(story: &Value, size: Size, lang: Tag) -> Widget {
    let mut map = Widget::default();
    map.set_locale(locale(lang));
    map.resize(size);
    map.load_story(&story.to_string()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    map
}

const WIDE: Size = Size::new(1280.0, 800.0);

/// Four ways of travel and two routes between three ports that do not exist.
fn journey() -> Value {
    let none = json!({});
    json!({
        "type": "FeatureCollection", "lang": "en", "title": "A journey",
        "modes": {
            "tram": {"label": "Tram", "by": "by tram", "color": "#1a7f37", "width": 6, "arrow": true},
            "plane": {"label": "Flight"},
            "foot": {"color": "#a03050", "arrow": false},
        },
        "routes": [
            {"id": "n", "name": "Northern route", "color": "#0a66c2"},
            {"id": "s", "name": "Southern route", "color": "#ffff00"},
        ],
        "features": [
            point("A", [5.0, 50.0], &none), point("B", [15.0, 50.0], &none), point("C", [15.0, 44.0], &none),
            leg("tram", &[[5.0, 50.0], [15.0, 50.0]], &json!({"mode": "tram"})),
            leg("flight", &[[15.0, 50.0], [15.0, 44.0]], &json!({"mode": "plane"})),
            leg("walk", &[[15.0, 44.0], [5.0, 50.0]], &json!({"mode": "foot"})),
            leg("north", &[[5.0, 50.0], [10.0, 55.0], [15.0, 50.0]], &json!({"mode": "road", "route": "n"})),
            leg("south", &[[5.0, 50.0], [10.0, 45.0], [15.0, 44.0]], &json!({"mode": "tram", "route": "s"})),
        ],
    })
}

/// The colours and widths of all strokes.
fn strokes(scene: &Scene) -> Vec<([u8; 3], f64)> {
    paths(scene).filter_map(|path| path.stroke).map(|s| (s.color.rgb, s.width)).collect()
}

#[test]
fn map_legend_and_svg_have_the_looks_of_the_story() {
    for name in ThemeName::ALL {
        let mut map = map_of(&journey(), WIDE, EN);
        map.set_theme(*name.theme());
        let (green, yellow) = ([0x1a, 0x7f, 0x37], [255, 255, 0]);
        // Those of light and dark are legible in the other themes, too.
        let like = if name.theme().is_dark() { DARK } else { LIGHT };
        let [green, yellow] = [green, yellow].map(|rgb| like.legible(rgb).rgb);
        let scene = picture(&mut map, None).clone();
        let drawn = strokes(&scene);
        let count = |rgb| drawn.iter().filter(|(color, _)| *color == rgb).count();
        assert!(count(green) >= 2, "{name:?}: the line, and its sample in the legend: {drawn:?}");
        assert!(count(yellow) >= 2, "{name:?}: the route, and its sample: {drawn:?}");
        let widest = drawn.iter().filter(|(color, _)| *color == yellow).map(|(_, w)| *w);
        assert!(widest.fold(0.0, f64::max) > 5.5, "a route has the width of its way of travel");
        let document = svg(&scene, map.scene().1, &extras());
        for rgb in [green, yellow] {
            let hex = format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
            assert!(document.contains(&hex), "{name:?}: {hex}");
        }
    }
}

fn extras() -> Extras<'static> {
    Extras { title: "", description: "", families: FAMILIES, style: "", image: &|_| None }
}

#[test]
fn the_legend_names_routes_first_and_each_way_of_travel_once() {
    let map = map_of(&journey(), WIDE, EN);
    let outline = map.outline();
    let rows: Vec<&str> = outline.legend.iter().map(|row| row.text.text).collect();
    let words = strings(EN);
    let [on_foot, road, ahead] =
        ["legend.foot", "legend.road", "legend.ahead"].map(|key| words[key].as_str().unwrap());
    assert_eq!(rows, ["Northern route", "Southern route", "Tram", "Flight", on_foot, road, ahead]);
    let outline = json!(outline);
    let [r, g, b] = DARK.legible([0x0a, 0x66, 0xc2]).rgb;
    let css = format!("light-dark(#0a66c2,#{r:02x}{g:02x}{b:02x})");
    assert_eq!(outline["legend"][0]["sample"]["stroke"]["color"], css);
    assert_eq!(outline["legend"][5]["sample"]["stroke"]["color"], "context-label");
}

#[test]
fn the_list_says_how_one_travels_and_on_which_route() {
    let map = map_of(&journey(), WIDE, EN);
    let legs = map.outline().legs;
    let said: Vec<_> = legs.iter().map(|leg| (leg.mode, leg.by.text, leg.route.text)).collect();
    assert_eq!(
        said,
        [
            (Mode::Road, "by tram", ""),
            (Mode::Road, "Flight", ""),
            (Mode::Foot, "", ""),
            (Mode::Road, "", "Northern route"),
            (Mode::Road, "by tram", "Southern route"),
        ]
    );
    assert_eq!(map.outline().places[1].way.as_ref().unwrap().by.text, "by tram");
}

#[test]
fn a_flight_is_an_arc_and_others_are_not() {
    let curves = darien_map::route::curves(&parse(&journey().to_string()).unwrap());
    let bend = |i: usize| {
        let points = &curves[i].points;
        let (first, last) = (points[0], points[points.len() - 1]);
        let (chord, middle) = (last - first, points[points.len() / 2] - first);
        (chord.cross(middle) / chord.hypot2()).abs()
    };
    assert!((0.08..0.2).contains(&bend(1)), "{}", bend(1));
    assert!(bend(0) < 0.01, "{}", bend(0));
    for (i, leg) in parse(&journey().to_string()).unwrap().legs.iter().enumerate() {
        let ends = [leg.line[0], leg.line[leg.line.len() - 1]]
            .map(darien_map::mercator::world_from_lonlat);
        let points = &curves[i].points;
        assert!(
            (points[0] - ends[0]).hypot() < 1e-9
                && (points[points.len() - 1] - ends[1]).hypot() < 1e-9
        );
    }
}

#[test]
fn long_flights_follow_the_great_circle_over_the_date_line_and_around_poles() {
    for line in [
        [[139.8, 35.5], [-122.4, 37.6]],
        [[0.0, 80.0], [180.0, 80.0]],
        [[10.0, 0.0], [-170.0, 0.0]],
        [[3.0, 4.0], [3.0, 4.0]],
    ] {
        let mut story = journey();
        story["features"] =
            json!([point("A", line[0], &json!({})), leg("f", &line, &json!({"mode": "plane"}))]);
        let story = parse(&story.to_string()).unwrap();
        let curve = &darien_map::route::curves(&story)[0];
        assert!(curve.points.iter().all(|p| p.is_finite()), "{line:?}");
        let steps = curve.points.windows(2).map(|w| (w[1] - w[0]).hypot());
        assert!(steps.fold(0.0, f64::max) < 0.2, "{line:?}: no step leaps over the map");
    }
    // From Tokyo to San Francisco: 8,270 km on the globe, far shorter than along the parallel.
    let mut story = journey();
    let line = [[139.8, 35.5], [-122.4, 37.6]];
    story["features"] =
        json!([point("A", line[0], &json!({})), leg("f", &line, &json!({"mode": "plane"}))]);
    let km = darien_map::route::curves(&parse(&story.to_string()).unwrap())[0].length_km();
    assert!((8_200.0..8_350.0).contains(&km), "{km}");
}

#[test]
fn a_story_without_looks_has_the_built_in_ones() {
    let mut story = journey();
    for key in ["modes", "routes"] {
        story[key] = json!(null);
    }
    story["features"].as_array_mut().unwrap().truncate(3);
    let mut map = map_of(&story, WIDE, EN);
    let (scene, _): (&Scene, &Geometries) = (picture(&mut map, None), &Geometries::default());
    assert!(!scene.layers.is_empty());
}

/// Places of two categories, values, numbers, and areas by class.
fn survey() -> Value {
    let square = |name: &str, west: f64, more: &Value| {
        let ring =
            [[west, 40.0], [west + 4.0, 40.0], [west + 4.0, 43.0], [west, 43.0], [west, 40.0]];
        let mut area = point(name, [0.0, 0.0], more);
        area["geometry"] = json!({"type": "Polygon", "coordinates": [ring]});
        area
    };
    json!({
        "type": "FeatureCollection", "lang": "en", "title": "A survey",
        "categories": {
            "fort": {"label": "Fort", "color": "#1a7f37", "shape": "square"},
            "port": {"label": "Port", "color": "#0a66c2", "icon": "anchor"},
            "unused": {"label": "Unused", "color": "#000"},
        },
        "classes": [
            {"upTo": 10, "color": "#fee5d9", "label": "up to 10"},
            {"color": {"light": "#a50f15", "dark": "#ff8080"}, "label": "over 10"},
        ],
        "size": {"by": "value", "max": 30, "legend": [{"value": 400, "label": "400"}, {"value": 100, "label": "100"}]},
        "features": [
            point("A", [5.0, 50.0], &json!({"category": "fort"})),
            point("B", [15.0, 50.0], &json!({"category": "port", "number": 7})),
            point("C", [10.0, 46.0], &json!({"value": 400})),
            point("D", [20.0, 46.0], &json!({"value": 100})),
            square("low", 2.0, &json!({"value": 10})),
            square("high", 8.0, &json!({"value": 10.5})),
            square("unknown", 14.0, &json!({})),
        ],
    })
}

#[test]
fn the_legend_explains_categories_sizes_and_classes_that_are_used() {
    let map = map_of(&survey(), WIDE, EN);
    let outline = json!(map.outline());
    let rows = outline["legend"].as_array().unwrap();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    let subject = strings(EN)["legend.subject"].as_str().unwrap().to_owned();
    assert_eq!(texts, ["Fort", "Port", "400", "100", "up to 10", "over 10", &subject]);
    let radius = |i: usize| rows[i]["sample"]["radius"].as_f64().unwrap();
    assert_eq!((radius(2), radius(3)), (30.0, 15.0), "four times the value is four times the area");
    assert!(rows[0]["outline"].as_str().unwrap().starts_with('M') && rows[0]["icon"] == false);
    assert!(rows[1]["outline"].as_str().unwrap().len() > 50 && rows[1]["icon"] == true);
    assert_eq!(rows[2]["outline"], "");
    assert_eq!(
        rows[5]["sample"]["fill"],
        json!({"color": "light-dark(#a50f15,#ff8080)", "percent": 70})
    );
    // Of one colour the dark one has the opposite lightness.
    assert_eq!(rows[4]["sample"]["fill"]["color"], "light-dark(#fee5d9,#260d01)");
}

#[test]
fn marks_and_areas_have_the_colors_of_categories_and_classes() {
    for (name, high) in
        [(ThemeName::Light, [0xa5, 0x0f, 0x15]), (ThemeName::Dark, [0xff, 0x80, 0x80])]
    {
        let mut map = map_of(&survey(), WIDE, EN);
        map.set_theme(*name.theme());
        let scene = picture(&mut map, None).clone();
        let fills: Vec<Color> = paths(&scene).filter_map(|path| path.fill).collect();
        let count = |rgb: [u8; 3]| fills.iter().filter(|fill| fill.rgb == rgb).count();
        for rgb in [[0x1a, 0x7f, 0x37], [0x0a, 0x66, 0xc2]] {
            assert_eq!(count(name.theme().legible(rgb).rgb), 2, "{name:?}: mark and sample");
        }
        assert_eq!(count(high), 2, "{name:?}: area and sample");
        let texts: Vec<String> = common::texts(&scene).map(|text| text.text).collect();
        assert!(texts.iter().any(|text| text == "7"), "the number in the mark: {texts:?}");
        assert!(texts.iter().any(|text| text == "over 10"));
    }
}

#[test]
fn a_chosen_place_keeps_its_color_and_gets_a_ring() {
    let mut map = map_of(&survey(), WIDE, EN);
    map.set_reduced_motion(true);
    assert!(map.select(Some("A")));
    let scene = picture(&mut map, None).clone();
    let theme = ThemeName::Light.theme();
    let green = theme.legible([0x1a, 0x7f, 0x37]);
    assert!(paths(&scene).any(|path| path.fill == Some(green)));
    let ring = |stroke: Option<darien_map::scene::Stroke>| {
        stroke.is_some_and(|s| s.color == theme.route && s.width == 2.0)
    };
    assert!(paths(&scene).any(|path| ring(path.stroke)));
    assert_eq!(map.card("A").unwrap().category.text, "Fort");
    assert_eq!(map.outline().places[1].category.text, "Port");
}

#[test]
fn a_legend_that_would_cover_the_map_is_only_in_the_page() {
    let mut story = survey();
    let classes: Vec<Value> = (0..12)
        .map(|i| json!({"upTo": i * 10, "color": "#123", "label": format!("class {i}")}))
        .collect();
    story["classes"] = json!(classes);
    let on_map = |height: f64| {
        let mut map = map_of(&story, Size::new(1280.0, height), EN);
        assert!(json!(map.outline()).to_string().contains("class 11"));
        let scene = picture(&mut map, None).clone();
        common::texts(&scene).any(|text| text.text == "class 11")
    };
    assert!(on_map(900.0) && !on_map(450.0));
}
