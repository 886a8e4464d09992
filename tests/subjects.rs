//! Nothing lies on what a chapter is about: no stop and no piece of the route in its bounds is under card, buttons, key, scale
//! bar or locator. No line leads far from a mark to its name, and none of them crosses the route.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{Label, Look, cross, passes, route};
use common::{AR, ARTICLE, EN, ES, STORY, widget_with_story};
use darien_map::approach::Surroundings;
use darien_map::label::{line_meets_rect, part_in_rect};
use darien_map::language_tag::Tag;
use darien_map::plot::Plot;
use darien_map::scene::{Geometries, Item, ItemId, Layer, LayerKind, Scene, Zone};
use darien_map::story::{PlaceKind, Shape, parse};
use darien_map::text::BakedAdvances;
use darien_map::timeline::bounds_of;
use darien_map::widget::Widget;
use kurbo::{Insets, Line, PathEl, Point, Rect, Size};
use serde_json::{Value, json};

/// The radius of a mark, and the longest line from a mark to its name, in CSS pixels.
const MARK: f64 = 5.0;
const LEADER: f64 = 62.0;

/// What a page lays over a chapter, as measured in the built-in page: the card first.
fn page(w: f64, h: f64, lang: Tag) -> (Insets, Vec<Rect>) {
    let at = Rect::new;
    let wide = |x: f64, y: f64, width: f64, height: f64| at(x, y, x + width, y + height);
    let (contents, key, credits): (f64, f64, f64) =
        [(EN, (112.0, 79.0, 703.0)), (ES, (114.0, 108.0, 810.0)), (AR, (112.0, 156.0, 812.0))]
            .into_iter()
            .find(|(of, _)| *of == lang)
            .unwrap()
            .1;
    let rtl = lang == AR;
    if w < 600.0 {
        let (sheet, credits) = (if h < 600.0 { 307.0 } else { 456.0 }, [192.0, 265.0, 247.0]);
        let credits = credits[[EN, ES, AR].iter().position(|of| *of == lang).unwrap()];
        let zoom = if h < 600.0 { (72.0, 108.0) } else { (36.0, 216.0) };
        let above = if rtl {
            [
                wide(w - 12.0 - contents, 12.0, contents, 44.0),
                wide(w - 132.0 - key, 12.0, key, 44.0),
            ]
        } else {
            let left = w - 12.0 - key;
            [wide(left - 8.0 - contents, 12.0, contents, 44.0), wide(left, 12.0, key, 44.0)]
        };
        let rects = [
            at(0.0, sheet, w, h),
            wide(w - 12.0 - zoom.0, 64.0, zoom.0, zoom.1),
            wide(if rtl { w - credits } else { 0.0 }, sheet - 26.0, credits, 26.0),
        ];
        (Insets::new(0.0, 0.0, 0.0, h - sheet + 26.0), [&rects[..], &above[..]].concat())
    } else if w < h * 0.8 {
        // A tablet on end has a sheet, too.
        let sheet = h * 0.62;
        let rects = [
            at(0.0, sheet, w, h),
            wide(16.0, 16.0, contents, 44.0),
            wide(24.0 + contents, 16.0, key, 44.0),
            wide(16.0, 68.0, 36.0, 216.0),
            wide(0.0, sheet - 24.0, 265.0, 24.0),
        ];
        let rects = rects.map(|r| if rtl { at(w - r.x1, r.y0, w - r.x0, r.y1) } else { r });
        (Insets::new(0.0, 0.0, 0.0, h - sheet + 24.0), rects.to_vec())
    } else {
        let (high, credits) = (24.0, credits.min(w - 32.0));
        let rects = vec![
            wide(w - 352.0, 16.0, 336.0, 600.0),
            wide(16.0, 16.0, contents, 44.0),
            wide(16.0, 68.0, 36.0, 216.0),
            wide(w - 16.0 - credits, h - 8.0 - high, credits, high),
        ];
        if !rtl {
            return (Insets::new(0.0, 0.0, 352.0, 0.0), rects);
        }
        let mirrored = rects.iter().map(|r| at(w - r.x1, r.y0, w - r.x0, r.y1));
        (Insets::new(352.0, 0.0, 0.0, 0.0), mirrored.collect())
    }
}

/// The sizes of phones, a tablet and two desktops.
const SIZES: [(f64, f64); 5] =
    [(320.0, 568.0), (390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)];

/// A story of the same form somewhere else: a way from north to south that winds from side to side, with a chapter for each leg.
fn invented() -> String {
    let at = |i: i32| [20.0 + f64::from(i % 3) * 2.0, 52.0 - f64::from(i) * 1.5];
    let mut features = Vec::new();
    for i in 0..8 {
        features.push(json!({"type": "Feature", "id": format!("p{i}"),
            "properties": {"name": format!("Place {i}"), "rank": "main"},
            "geometry": {"type": "Point", "coordinates": at(i)}}));
        if i > 0 {
            features.push(json!({"type": "Feature",
                "properties": {"kind": "leg", "from": format!("p{}", i - 1), "to": format!("p{i}"),
                    "mode": "road", "certainty": "schematic"},
                "geometry": {"type": "LineString", "coordinates": [at(i - 1), at(i)]}}));
        }
    }
    let chapters = (1..8).map(|i| {
        json!({"id": format!("c{i}"), "title": "Chapter", "text": "Text.", "place": format!("p{i}"),
            "lit": [format!("p{}", i - 1)]})
    });
    let chapters: Vec<Value> = chapters.collect();
    json!({"type": "FeatureCollection", "chapters": chapters, "features": features}).to_string()
}

/// What lies on something in the chapters of a story: on what a chapter is about, and on other stops beside card and sheet; and the
/// names that stand over the route or far from their marks.
#[derive(Default)]
struct Found {
    own: Vec<String>,
    others: Vec<String>,
    names: Vec<String>,
}

impl Found {
    fn look(&mut self, text: &str, (w, h): (f64, f64), lang: Tag) {
        let story = parse(text).unwrap();
        let plot = Plot::new(&story, &mut Geometries::default());
        let (padding, page) = page(w, h, lang);
        let mut map = widget_with_story(text, Size::new(w, h), lang);
        map.set_reduced_motion(true);
        map.set_padding(padding);
        map.set_obstacles(page.clone());
        let free = Size::new(w, h).to_rect() - padding;
        for (i, chapter) in story.chapters.iter().enumerate() {
            map.go_to(Some(i), 0.0);
            map.frame(0.0, &BakedAdvances);
            let camera = map.viewpoint().camera();
            let bounds = bounds_of(map.manifest(), &plot, chapter).unwrap();
            let (scene, shapes) = map.scene();
            let panels = scene.layers.iter().filter_map(|layer| match layer.kind {
                LayerKind::Panel(rect) => Some(rect),
                _ => None,
            });
            let over: Vec<Rect> = page.iter().copied().chain(panels).collect();
            let what = format!("{w}×{h} {lang}, {}", chapter.id);
            for (place, at) in story.places.iter().zip(&plot.at).filter(|(p, _)| p.has_mark()) {
                let (p, own) = (camera.screen_from_world(*at), bounds.contains(*at));
                let under = over.iter().find(|r| r.inflate(MARK, MARK).contains(p));
                if own && !free.contains(p) {
                    self.own.push(format!("{what}: {} is out of sight", place.id));
                } else if own && under.is_some() {
                    self.own.push(format!("{what}: {} is under {under:?}", place.id));
                } else if under.is_some() && free.contains(p) && place.kind == PlaceKind::Stop {
                    self.others.push(format!("{what}: {}", place.id));
                }
            }
            self.look_at_names(&map, &what);
            let bounds = camera.transform().transform_rect_bbox(bounds);
            let [lines, _] = route(scene, shapes, map.settings().theme());
            let own: Vec<_> = lines.iter().filter_map(|l| part_in_rect(*l, &bounds)).collect();
            let locator = |l: &&Layer| l.targets.iter().any(|t| t.id == ItemId::Locator);
            for layer in scene.layers.iter().filter(locator) {
                let LayerKind::Panel(r) = layer.kind else { continue };
                if lines.iter().any(|line| line_meets_rect(*line, &r)) {
                    self.own.push(format!("{what}: the locator is on the route"));
                }
            }
            for r in over {
                let count = own.iter().filter(|part| line_meets_rect(**part, &r)).count();
                if count > 0 {
                    self.own.push(format!("{what}: {count} pieces of a line are under {r:?}"));
                }
            }
        }
        // The whole route, after the card is closed.
        map.set_padding(Insets::ZERO);
        map.set_obstacles(page[1..].to_vec());
        map.go_to(None, 0.0);
        map.fit(0.0);
        map.frame(0.0, &BakedAdvances);
        self.look_at_names(&map, &format!("{w}×{h} {lang}, the whole route"));
    }

    fn look_at_names(&mut self, map: &Widget, what: &str) {
        let (scene, shapes) = map.scene();
        let theme = map.settings().theme();
        let look = Look::at(scene, theme);
        let legs = legs(scene, shapes);
        let of_map = |label: &&Label| !label.furniture && !look.in_inset(label);
        for label in look.labels.iter().filter(of_map) {
            if label.boxes.iter().any(|b| legs.iter().any(|l| passes(*l, b))) {
                self.names.push(format!("{what}: “{}” is over the route", label.text.text));
            }
        }
        for leader in &look.leaders {
            let (from, length) = (leader.p0, (leader.p1 - leader.p0).hypot());
            if length > LEADER {
                self.names.push(format!("{what}: a leader of {length:.0} px at {from}"));
            }
            let of_map = !look.insets.iter().any(|r| r.contains(from));
            if of_map && legs.iter().any(|l| cross(*leader, *l)) {
                self.names.push(format!("{what}: the leader at {from} crosses the route"));
            }
        }
    }
}

/// The legs of the route on the map, in short pieces.
fn legs(scene: &Scene, shapes: &Geometries) -> Vec<Line> {
    let mut pieces = Vec::new();
    let layers = scene.layers.iter().filter(|l| matches!(l.kind, LayerKind::Route { .. }));
    for target in layers.flat_map(|layer| layer.placed_targets()) {
        let (ItemId::Leg(_), Zone::Line(id, by)) = (target.id, &target.zone) else { continue };
        let mut last = Point::ZERO;
        kurbo::flatten(*by * shapes.get(*id).unwrap().clone(), 0.2, |el| {
            if let PathEl::LineTo(p) = el
                && (p - last).hypot() > 1e-6
            {
                pieces.push(Line::new(last, p));
            }
            last = el.end_point().unwrap_or(last);
        });
    }
    pieces
}

#[test]
fn nothing_lies_on_what_a_chapter_is_about() {
    let mut found = Found::default();
    for size in SIZES {
        for lang in [EN, ES, AR] {
            found.look(STORY, size, lang);
        }
    }
    assert!(found.own.is_empty(), "{:#?}", found.own);
    // On the smallest phone a third of what the sheet leaves free is under buttons and locator. There they may cover stops that other
    // chapters are about.
    let others: Vec<_> = found.others.iter().filter(|what| !what.starts_with("320×568")).collect();
    assert!(others.is_empty(), "{others:#?}");
    assert!(found.names.is_empty(), "{:#?}", found.names);
}

#[test]
fn nothing_lies_on_what_a_chapter_of_another_story_is_about() {
    let mut found = Found::default();
    for size in SIZES {
        for lang in [EN, AR] {
            found.look(&invented(), size, lang);
        }
    }
    assert!(found.own.is_empty(), "{:#?}", found.own);
    assert!(found.names.is_empty(), "{:#?}", found.names);
}

/// Chooses each of these places in a page, with its card, and looks at the picture.
fn with_each_chosen(
    text: &str,
    places: &[&str],
    langs: &[Tag],
    mut look: impl FnMut(&str, &Widget, &[Rect]),
) {
    for (w, h) in SIZES {
        for lang in langs {
            let (padding, mut page) = page(w, h, *lang);
            if w > 912.0 {
                // The button that starts the story is beside the card.
                let x = if *lang == AR { 368.0 } else { w - 511.0 };
                page.push(Rect::new(x, 16.0, x + 143.0, 60.0));
            }
            let mut map = widget_with_story(text, Size::new(w, h), *lang);
            map.set_reduced_motion(true);
            for id in places {
                map.go_to(None, 0.0);
                map.set_padding(Insets::ZERO);
                map.set_obstacles(page[1..].to_vec());
                map.frame(0.0, &BakedAdvances);
                assert!(map.select(Some(id)), "{id}");
                map.set_padding(padding);
                map.set_obstacles(page.clone());
                // The second picture is that of a map that has come to rest.
                map.frame(0.0, &BakedAdvances);
                map.frame(0.0, &BakedAdvances);
                look(&format!("{w}×{h} {lang}, {id}"), &map, &page);
            }
        }
    }
}

/// The panel with the scale bar.
fn scale_bar(scene: &Scene) -> Option<Rect> {
    let zero = |item: &Item| matches!(item, Item::Text(text) if text.text == "0");
    scene.layers.iter().find_map(|layer| match layer.kind {
        LayerKind::Panel(rect) if layer.items.iter().any(zero) => Some(rect),
        _ => None,
    })
}

#[test]
fn every_chosen_place_has_a_key_on_a_desktop() {
    let mut missing = Vec::new();
    with_each_chosen(STORY, &ARTICLE, &[EN, ES, AR], |what, map, _| {
        let wide = map.viewpoint().camera().size.width > 1000.0;
        if wide && scale_bar(map.scene().0).is_none() {
            missing.push(what.to_string());
        }
    });
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What lies on chosen places, and scale bars and locators that lie on the route.
#[derive(Default)]
struct OnChosen {
    own: Vec<String>,
    route: Vec<String>,
}

impl OnChosen {
    fn look(&mut self, text: &str, places: &[&str], langs: &[Tag]) {
        let story = parse(text).unwrap();
        let mut shapes = Geometries::default();
        let plot = Plot::new(&story, &mut shapes);
        with_each_chosen(text, places, langs, |what, map, page| {
            let camera = map.viewpoint().camera();
            let (scene, of_map) = map.scene();
            let ix = story.place_ix(what.split(", ").last().unwrap()).unwrap();
            let place = story.place(ix).unwrap();
            let is_region = matches!(place.shape, Shape::Region(_));
            let surroundings = Surroundings {
                story: &story,
                plot: &plot,
                manifest: map.manifest(),
                grounds: map.grounds(),
                shapes: if is_region { of_map } else { &shapes },
            };
            let [route, _] = route(scene, of_map, map.settings().theme());
            let panels = scene.layers.iter().filter_map(|layer| match layer.kind {
                LayerKind::Panel(rect) => Some(rect),
                _ => None,
            });
            let panels: Vec<Rect> = panels.collect();
            for rect in &panels {
                let wide = camera.size.width > 600.0;
                let on_route = route.iter().any(|l| line_meets_rect(*l, rect));
                if on_route && !wide {
                    self.route.push(format!("{what}: {rect:?}"));
                }
            }
            let at = plot.at[ix.0 as usize];
            let bounds = surroundings.extent(ix).unwrap_or(Rect::from_points(at, at));
            let on_screen = camera.transform().transform_rect_bbox(bounds);
            let free = camera.size.to_rect();
            if on_screen.intersect(free) != on_screen {
                // Larger than the whole route.
                return;
            }
            let over: Vec<Rect> = page.iter().copied().chain(panels).collect();
            for (other, at) in story.places.iter().zip(&plot.at).filter(|(p, _)| p.has_mark()) {
                let p = camera.screen_from_world(*at);
                let under = over.iter().find(|r| r.inflate(MARK, MARK).contains(p));
                if let Some(under) = under.filter(|_| bounds.contains(*at)) {
                    self.own.push(format!("{what}: {} is under {under:?}", other.id));
                }
            }
            let line = match &place.shape {
                Shape::Lines(lines) | Shape::Rings(lines) => lines.concat(),
                _ => Vec::new(),
            };
            let line = line.iter().map(|at| camera.project(*at));
            let route = route.iter().filter_map(|l| part_in_rect(*l, &on_screen)).map(|l| l.p0);
            let points: Vec<Point> = line.chain(route).collect();
            for r in over {
                let count = points.iter().filter(|p| r.contains(**p)).count();
                if count > 0 {
                    self.own.push(format!("{what}: {count} points are under {r:?}"));
                }
            }
        });
    }
}

#[test]
fn nothing_lies_on_a_chosen_place() {
    let mut found = OnChosen::default();
    found.look(STORY, &ARTICLE, &[EN, ES, AR]);
    assert!(found.own.is_empty(), "{:#?}\n{:#?}", found.own, found.route);
    assert!(found.route.is_empty(), "{:#?}", found.route);
}

#[test]
fn nothing_lies_on_a_chosen_place_of_another_story() {
    let mut found = OnChosen::default();
    found.look(&invented(), &["p0", "p3", "p7"], &[EN, AR]);
    assert!(found.own.is_empty(), "{:#?}", found.own);
    assert!(found.route.is_empty(), "{:#?}", found.route);
}
