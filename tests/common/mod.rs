//! What native tests share: the map with its own story and ground, and the boxes of its letters.
#![allow(dead_code, unused_imports, reason = "each test uses its part")]

pub mod earth;
pub mod locales;
pub mod look;
pub mod made;

use darien_map::basemap::Manifest;
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Item, Layer, LayerKind, PathItem, Scene, TextItem};
use darien_map::story::{Story, parse};
use darien_map::text::{BakedAdvances, MeasureText};
use darien_map::widget::{Part, Widget};
use kurbo::{Affine, Point, Rect, Size, Vec2};
pub use locales::{AR, EN, ES, LANGS, locale};
use std::sync::OnceLock;

/// The built-in story's text.
pub const STORY: &str = include_str!("../../assets/story.geojson");

/// The built-in story.
pub fn story() -> &'static Story {
    static READ: OnceLock<Story> = OnceLock::new();
    READ.get_or_init(|| parse(STORY).unwrap())
}

/// The article's places: every one of them must be on the map.
pub const ARTICLE: [&str; 18] = [
    "acandi",
    "darien-gap",
    "tuquesa",
    "bajo-chiquito",
    "panama",
    "colombia",
    "mexico",
    "guatemala",
    "honduras",
    "el-salvador",
    "monterrey",
    "tamaulipas",
    "matamoros",
    "rio-grande",
    "rio-grande-valley",
    "hidalgo-tx",
    "south-texas-ports",
    "us-border",
];

/// The folder of the built-in basemap.
pub const BASEMAP: &str = "assets";

/// The built-in basemap.
pub fn manifest() -> &'static Manifest {
    static READ: OnceLock<Manifest> = OnceLock::new();
    READ.get_or_init(|| {
        let mut manifest = Manifest::parse(&read("assets/basemap.json")).unwrap();
        manifest.load_words(&read("assets/basemap-words.json")).unwrap();
        manifest
    })
}

pub fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Gives a map the basemap of a folder, every file of it but the sketches.
pub fn load_basemap(map: &mut Widget, folder: &str) {
    let text = read(&format!("{folder}/basemap.json"));
    map.load_manifest(&text).unwrap();
    let manifest = Manifest::parse(&text).unwrap();
    if let Some(words) = &manifest.words {
        map.load_basemap_words(words, &read(&format!("{folder}/{words}"))).unwrap();
    }
    for (id, piece) in manifest.ids() {
        let bytes = std::fs::read(format!("{folder}/{}", piece.file)).unwrap();
        map.load_piece(id, Part::Whole, &bytes).unwrap();
    }
}

/// A map with its own story and every basemap file.
pub fn widget(size: Size, lang: Tag) -> Widget {
    widget_with_story(STORY, size, lang)
}

/// A map with some story and every basemap file.
pub fn widget_with_story(story: &str, size: Size, lang: Tag) -> Widget {
    let mut widget = Widget::default();
    load_basemap(&mut widget, BASEMAP);
    widget.set_locale(locale(lang));
    widget.resize(size);
    widget.load_story(story).unwrap();
    widget
}

/// The picture of a view.
pub fn picture(widget: &mut Widget, view: Option<View>) -> &Scene {
    if let Some(view) = view {
        widget.jump_to(view);
    }
    widget.frame(0.0, &BakedAdvances)
}

/// Every shape of a scene, where it is now.
pub fn paths(scene: &Scene) -> impl Iterator<Item = PathItem> {
    scene.placed_items().filter_map(|item| match item.into_owned() {
        Item::Path(path) => Some(path),
        _ => None,
    })
}

/// Every text of a scene, where it is now.
pub fn texts(scene: &Scene) -> impl Iterator<Item = TextItem> {
    scene.placed_items().filter_map(|item| match item.into_owned() {
        Item::Text(text) => Some(text),
        _ => None,
    })
}

/// A scene of some items alone.
pub fn scene_of(size: Size, items: Vec<Item>) -> Scene {
    let layer = Layer { items, ..Layer::new(LayerKind::Marks) };
    Scene { size, layers: vec![layer], ..Scene::default() }
}

/// Every text of a scene with the boxes of its letters: one for a plain text, one a letter else.
/// A box is a turned rectangle, given by its four corners.
pub fn letter_boxes(scene: &Scene) -> Vec<(TextItem, Vec<[Point; 4]>)> {
    let with_boxes = |text: TextItem| {
        let boxes = boxes(&text);
        (text, boxes)
    };
    texts(scene).map(with_boxes).collect()
}

fn boxes(item: &TextItem) -> Vec<[Point; 4]> {
    let font = &item.font;
    // The small letters and most capitals: what the eye sees touch.
    let (up, down) = (0.68 * font.size, 0.2 * font.size);
    let corners = |at: Point, angle: f64, width: f64| {
        let turn = Affine::translate(at.to_vec2()) * Affine::rotate(angle);
        [(0.0, -up), (width, -up), (width, down), (0.0, down)].map(|p| turn * Point::from(p))
    };
    if item.glyphs.is_empty() {
        return vec![corners(item.origin, 0.0, BakedAdvances.width(&item.text, font))];
    }
    let letters = item.text.chars().zip(&item.glyphs).filter(|(c, _)| !c.is_whitespace());
    letters
        .map(|(c, (at, angle))| corners(*at, *angle, BakedAdvances.advance(&c.to_string(), font)))
        .collect()
}

/// Whether two turned rectangles share some of their insides (separating axes).
pub fn boxes_overlap(a: &[Point; 4], b: &[Point; 4]) -> bool {
    let axes = [a[1] - a[0], a[3] - a[0], b[1] - b[0], b[3] - b[0]];
    axes.iter().all(|axis| {
        let span = |r: &[Point; 4]| {
            let along = r.map(|p| p.to_vec2().dot(*axis));
            let low = along.iter().copied().fold(f64::INFINITY, f64::min);
            (low, along.iter().copied().fold(f64::NEG_INFINITY, f64::max))
        };
        let ((a0, a1), (b0, b1)) = (span(a), span(b));
        let slack = 1e-6 * Vec2::hypot(*axis);
        a0 < b1 - slack && b0 < a1 - slack
    })
}

/// The upright box around a turned one.
pub fn upright(corners: &[Point; 4]) -> Rect {
    let [a, b, c, d] = *corners;
    Rect::from_points(a, c).union_pt(b).union_pt(d)
}
