//! The SVG painter, checked with another program: resvg paints what it writes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "common/paint.rs"]
mod paint;

use common::{EN, ES, letter_boxes, picture, upright, widget};
use darien_map::camera::View;
use darien_map::scene::{
    Geometries, Geometry, Halo, ImageId, ImageItem, Item, PathItem, Scene, Stroke, TextItem,
};
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::text::{Font, Weight};
use darien_map::theme::Color;
use kurbo::{Affine, BezPath, Circle, Point, Rect, Shape, Size};
use paint::{paint_scene, png};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree;

fn at(pixels: &Pixmap, x: u32, y: u32) -> [u8; 3] {
    let p = pixels.pixel(x, y).unwrap();
    [p.red(), p.green(), p.blue()]
}

fn near(a: [u8; 3], b: [u8; 3], tolerance: u8) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

#[test]
fn every_word_of_three_views_is_painted() {
    let views = [
        (Size::new(1280.0, 800.0), EN, None),
        (Size::new(700.0, 700.0), ES, Some(View { lon: -77.5, lat: 8.4, zoom: 8.6 })),
        (Size::new(360.0, 640.0), EN, Some(View { lon: -98.2, lat: 26.0, zoom: 7.0 })),
    ];
    for (size, lang, view) in views {
        let mut map = widget(size, lang);
        picture(&mut map, view);
        let (scene, shapes) = map.scene();
        let pixels = paint_scene(scene, shapes, &|_| None);
        let texts = letter_boxes(scene);
        assert!(texts.len() > 8, "{}", texts.len());
        for (text, boxes) in texts {
            let inked = boxes.iter().any(|corners| {
                let r = upright(corners);
                let (xs, ys) = (r.x0 as u32..r.x1 as u32, r.y0 as u32..r.y1 as u32);
                let mut all = ys.flat_map(|y| xs.clone().map(move |x| (x, y)));
                all.any(|(x, y)| near(at(&pixels, x, y), text.color.rgb, 48))
            });
            assert!(inked, "{size:?} {view:?}: nothing of “{}”", text.text);
        }
    }
}

const RED: Color = Color { rgb: [200, 0, 0], alpha: 255 };
const BLUE: Color = Color { rgb: [0, 0, 200], alpha: 255 };
const WHITE: Color = Color { rgb: [255; 3], alpha: 255 };

fn scene_of(items: Vec<Item>) -> Scene {
    Scene { background: WHITE, ..common::scene_of(Size::new(100.0, 100.0), items) }
}

fn filled(shape: BezPath, color: Color) -> Item {
    Item::Path(PathItem { shape: Geometry::Path(shape), fill: Some(color), stroke: None })
}

fn painted(items: Vec<Item>) -> Pixmap {
    paint_scene(&scene_of(items), &Geometries::default(), &|_| None)
}

#[test]
fn nested_clips_are_applied() {
    let all = Rect::new(0.0, 0.0, 100.0, 100.0).to_path(0.1);
    let pixels = painted(vec![
        Item::Clip(Rect::new(10.0, 10.0, 60.0, 60.0)),
        Item::Clip(Rect::new(40.0, 40.0, 90.0, 90.0)),
        filled(all.clone(), RED),
        Item::EndClip,
        filled(Rect::new(0.0, 0.0, 30.0, 30.0).to_path(0.1), BLUE),
        Item::EndClip,
        filled(Rect::new(90.0, 90.0, 99.0, 99.0).to_path(0.1), BLUE),
    ]);
    let expected = [
        ((50, 50), RED),
        ((35, 50), WHITE),
        ((65, 65), WHITE),
        ((20, 20), BLUE),
        ((5, 5), WHITE),
        ((95, 95), BLUE),
    ];
    for ((x, y), color) in expected {
        assert_eq!(at(&pixels, x, y), color.rgb, "at {x}, {y}");
    }
}

#[test]
fn fills_are_even_odd_translucent_and_under_their_strokes() {
    let mut ring = Rect::new(10.0, 10.0, 90.0, 90.0).to_path(0.1);
    ring.extend(Rect::new(30.0, 30.0, 70.0, 70.0).to_path(0.1));
    let mut shapes = Geometries::default();
    let id = shapes.add(ring);
    let item = PathItem {
        shape: Geometry::Retained(id, Affine::scale(0.5)),
        fill: Some(RED.at(0.5)),
        stroke: Some(Stroke::solid(BLUE, 4.0)),
    };
    let pixels = paint_scene(&scene_of(vec![Item::Path(item)]), &shapes, &|_| None);
    assert_eq!(at(&pixels, 25, 25), WHITE.rgb, "the hole");
    assert!(near(at(&pixels, 10, 10), [227, 127, 127], 2), "{:?}", at(&pixels, 10, 10));
    assert_eq!(at(&pixels, 5, 20), BLUE.rgb, "strokes keep their width in CSS pixels");
    assert_eq!(at(&pixels, 60, 60), WHITE.rgb);
}

#[test]
fn a_dash_of_length_zero_with_round_caps_is_a_dot() {
    let mut line = BezPath::new();
    line.move_to((10.0, 50.0));
    line.line_to((90.0, 50.0));
    let stroke = Stroke { color: RED, width: 6.0, dash: Some([0.01, 20.0]), round: true };
    let shape = Geometry::Path(line);
    let pixels = painted(vec![Item::Path(PathItem { shape, fill: None, stroke: Some(stroke) })]);
    for x in [10, 30, 50, 70] {
        assert_eq!(at(&pixels, x, 50), RED.rgb, "a dot at {x}");
        assert_eq!(at(&pixels, x + 10, 50), WHITE.rgb, "none at {}", x + 10);
    }
}

#[test]
fn items_outside_the_box_are_left_out() {
    let mut path = Rect::new(-500.0, -500.0, -100.0, -90.0).to_path(0.1);
    path.extend(Rect::new(200.0, 20.0, 300.0, 80.0).to_path(0.1));
    let (title, families, image) = ("A title", FAMILIES, &|_| None);
    let extras = Extras { title, description: "", families, style: "", image };
    let gone = svg(&scene_of(vec![filled(path.clone(), RED)]), &Geometries::default(), &extras);
    assert!(!gone.contains("<path"), "{gone}");
    // Round the whole box, with bends far outside.
    let mut around = BezPath::new();
    around.move_to((-900.0, -900.0));
    for p in [(0.0, -800.0), (50.0, -901.0), (900.0, -900.0), (900.0, 900.0), (-900.0, 900.0)] {
        around.line_to(p);
    }
    around.close_path();
    around.extend(path);
    around.extend(Circle::new((50.0, 50.0), 20.0).to_path(0.01));
    let pixels = painted(vec![filled(around, RED)]);
    assert_eq!(at(&pixels, 2, 2), RED.rgb);
    assert_eq!(at(&pixels, 50, 50), WHITE.rgb);
    assert_eq!(at(&pixels, 97, 97), RED.rgb);
}

#[test]
fn an_image_is_stretched_over_its_rectangle() {
    let address = png([[200, 0, 0, 255], [0; 4]].into_iter(), 2);
    let item =
        ImageItem { image: ImageId(1), rect: Rect::new(20.0, 10.0, 60.0, 90.0), opacity: 1.0 };
    let get = |id: ImageId| (id == ImageId(1)).then(|| address.clone());
    let scene = scene_of(vec![Item::Image(item)]);
    let pixels = paint_scene(&scene, &Geometries::default(), &get);
    assert!(near(at(&pixels, 24, 80), RED.rgb, 8), "{:?}", at(&pixels, 24, 80));
    assert!(near(at(&pixels, 57, 12), WHITE.rgb, 8), "{:?}", at(&pixels, 57, 12));
    assert_eq!(at(&pixels, 10, 50), WHITE.rgb);
}

fn text(words: &str, glyphs: Vec<(Point, f64)>, halo: Option<Halo>) -> TextItem {
    let font = Font::sans(40.0, Weight::Semibold);
    let (text, origin) = (words.into(), Point::new(20.0, 60.0));
    TextItem { text, origin, font, color: RED, halo, glyphs }
}

#[test]
fn letters_are_placed_turned_and_have_a_halo() {
    let halo = Some(Halo { color: BLUE, width: 8.0 });
    // A bar that stands at the left, and one turned a quarter clockwise at the right.
    let glyphs =
        vec![(Point::new(20.0, 60.0), 0.0), (Point::new(60.0, 40.0), core::f64::consts::FRAC_PI_2)];
    let pixels = painted(vec![Item::Text(text("ll", glyphs, halo))]);
    // The stem of an l: 0.07 to 0.19 em from its start, up to 0.7 em.
    assert_eq!(at(&pixels, 25, 50), RED.rgb);
    assert_eq!(at(&pixels, 25, 36), RED.rgb);
    assert_eq!(at(&pixels, 20, 50), BLUE.rgb, "halo");
    assert_eq!(at(&pixels, 70, 45), RED.rgb, "turned");
    assert_eq!(at(&pixels, 70, 50), BLUE.rgb, "its halo");
    assert_eq!(at(&pixels, 65, 65), WHITE.rgb);
}

#[test]
fn letters_advance_by_the_built_in_table() {
    for font in [
        Font::sans(200.0, Weight::Regular),
        Font::sans(200.0, Weight::Semibold),
        Font { italic: true, ..Font::sans(200.0, Weight::Regular) },
        Font { italic: false, weight: Weight::Semibold, ..Font::serif_italic(200.0) },
        Font::serif_italic(200.0),
    ] {
        // The last letter starts where those before it end.
        let words = "Ag 5ñí,—".repeat(4);
        let advance: f64 = words.chars().map(|c| font.baked(c).unwrap()).sum();
        let mut item = text("", Vec::new(), None);
        (item.font, item.origin) = (font, Point::new(-advance + 30.0, 90.0));
        item.text = format!("{words}I");
        let run = painted(vec![Item::Text(item.clone())]);
        (item.text, item.origin) = ("I".into(), Point::new(30.0, 90.0));
        let alone = painted(vec![Item::Text(item)]);
        for x in 30..100 {
            let (a, b) = (at(&run, x, 60), at(&alone, x, 60));
            assert!(near(a, b, 12), "{font:?}: {a:?}, {b:?} at {x}");
        }
    }
}

#[test]
fn any_string_makes_valid_xml() {
    let nasty = "a<b>&\"']]>\u{1}\u{b}\u{7f}\u{fffe}\u{ffff}\u{10ffff} Ж東 🗺 \r\n\t";
    let halo = Some(Halo { color: BLUE, width: f64::NAN });
    let glyphs = vec![(Point::new(f64::NAN, f64::INFINITY), f64::NAN); 40];
    let scene = scene_of(vec![
        Item::Text(text(nasty, Vec::new(), None)),
        Item::Text(text(nasty, glyphs, halo)),
    ]);
    let image = |_| None;
    let extras = Extras {
        title: nasty,
        description: nasty,
        families: [nasty, nasty],
        style: nasty,
        image: &image,
    };
    let document = svg(&scene, &Geometries::default(), &extras);
    let tree = roxmltree::Document::parse(&document).unwrap();
    let root = tree.root_element();
    let named = |name: &str| root.children().find(|n| n.has_tag_name(name)).unwrap();
    for said in ["title", "desc", "text"].map(|name| named(name).text().unwrap()) {
        assert!(said.starts_with("a<b>&\"']]>"), "{said}");
        assert!(said.contains("Ж東 🗺"), "letters outside the map's faces come out");
    }
    let letters: String =
        root.descendants().filter(|n| n.has_tag_name("tspan")).filter_map(|n| n.text()).collect();
    assert!(letters.contains("Ж東"), "{letters}");
}

#[test]
fn each_text_has_its_direction_whatever_the_page_has() {
    let glyphs = (0..14).map(|i| (Point::new(f64::from(i) * 9.0, 60.0), 0.2)).collect();
    let scene = scene_of(vec![
        Item::Text(text("106 km (66 mi)", glyphs, None)),
        Item::Text(text("Yaviza (Panamá)", Vec::new(), None)),
        Item::Text(text("106 كم (66 ميل)", Vec::new(), None)),
        Item::Text(text("𞤀𞤣 (𞤤𞤢𞤥)", Vec::new(), None)),
    ]);
    let (families, image) = (FAMILIES, &|_| None);
    let extras = Extras { title: "", description: "", families, style: "", image };
    let document = svg(&scene, &Geometries::default(), &extras);
    let tree = roxmltree::Document::parse(&document).unwrap();
    let texts = tree.descendants().filter(|n| n.has_tag_name("text"));
    let directions: Vec<_> =
        texts.map(|n| n.ancestors().find_map(|n| n.attribute("direction")).unwrap()).collect();
    assert_eq!(directions, ["ltr", "ltr", "rtl", "rtl"]);
}
