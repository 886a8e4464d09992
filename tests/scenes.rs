//! Fifty views, drawn natively for `npm run engines`, which compares them with the same views in each browser engine.
//! With `DARIEN_SCENES` set to a directory, the drawings are written there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{BASEMAP, STORY, load_basemap, locale};
use darien_map::basemap::PieceId;
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::text::{Alphabets, Font, MeasureText, hundredths};
use darien_map::theme::ThemeName;
use darien_map::widget::{Part, Widget};
use kurbo::Size;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The widths that texts have in a browser: those of the map's own fonts and of all alphabets' files. Texts with other letters have the widths that
/// `e2e/engines/scenes.spec.ts` gives them, because those of a browser depend on the fonts of its system.
struct AsInBrowsers(Alphabets);

impl AsInBrowsers {
    fn new() -> Self {
        let mut alphabets = Alphabets::default();
        for name in ["western", "latin", "greek", "cyrillic", "vietnamese"] {
            alphabets.add(&std::fs::read(format!("assets/fonts/{name}.bin")).unwrap());
        }
        Self(alphabets)
    }
}

impl MeasureText for AsInBrowsers {
    fn advance(&self, text: &str, font: &Font) -> f64 {
        let advance = |c| font.baked(c).or_else(|| self.0.advance(c, font));
        // CSS gets the size in hundredths.
        let size = hundredths(font.size) as f64 / 100.0;
        let known = text.chars().try_fold(0.0, |sum, c| Some(sum + advance(c)?));
        known.unwrap_or_else(|| 0.6 * size * text.chars().count() as f64)
    }
}

/// The themes by their names for the page.
const THEMES: [(&str, ThemeName); 5] = [
    ("light", ThemeName::Light),
    ("dark", ThemeName::Dark),
    ("contrast", ThemeName::Contrast),
    ("contrast-dark", ThemeName::ContrastDark),
    ("print", ThemeName::Print),
];

/// A view far from all others, so that no label remembers an earlier place.
const FAR: View = View { lon: -125.0, lat: -45.0, zoom: 6.0 };

#[test]
fn every_view_is_drawn() {
    let list = std::fs::read_to_string("tests/fixtures/scenes/views.json").unwrap();
    let views: Vec<Value> = serde_json::from_str(&list).unwrap();
    assert_eq!(views.len(), 50);
    let drawn: Vec<_> = views.iter().map(draw).collect();
    for (view, drawing) in views.iter().zip(&drawn) {
        assert!(!drawing.contains("NaN") && !drawing.contains("inf\""), "{view}");
    }
    assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 50, "no two views are the same");
    if let Ok(directory) = std::env::var("DARIEN_SCENES") {
        std::fs::create_dir_all(&directory).unwrap();
        for (n, drawing) in drawn.iter().enumerate() {
            std::fs::write(Path::new(&directory).join(format!("{n}.svg")), drawing).unwrap();
        }
    }
}

/// Loads the names on the ground in a language, as the page does. In both tests a country is called by its code.
fn load_words(map: &mut Widget, manifest: &Path, lang: Tag) {
    let files = map.take_missing_words(lang).map(String::from);
    for file in files.iter().filter(|file| !file.is_empty()) {
        let text = std::fs::read_to_string(manifest.with_file_name(file)).unwrap();
        map.load_basemap_words(file, &text).unwrap();
    }
    let codes: Vec<String> = map.manifest().codes_to_name().map(Into::into).collect();
    map.name_countries(codes.iter().map(String::as_str));
}

/// Loads the pieces that the view needs. Of the built-in basemap all are there.
fn load_missing(map: &mut Widget, widths: &AsInBrowsers) {
    map.frame(0.0, widths);
    while let Some(missing) = map.take_missing_piece() {
        let (id, path) = (PieceId(missing.piece), format!("{BASEMAP}/world/{}", missing.file));
        if missing.part == Part::Relief {
            map.take_relief(id, 0);
        } else if let Ok(bytes) = std::fs::read(path) {
            map.load_piece(id, Part::Whole, &bytes).unwrap();
        }
    }
}

fn draw(view: &Value) -> String {
    let number = |name: &str| view[name].as_f64().unwrap();
    let file = |name: &str| view[name].as_str().map(|path| format!("tests/fixtures/{path}"));
    let (_, theme) = THEMES.into_iter().find(|(name, _)| view["theme"] == *name).unwrap();
    let story = file("story").map(|path| std::fs::read_to_string(path).unwrap());
    let mut map = Widget::default();
    let folder = file("basemap").unwrap_or_else(|| BASEMAP.into());
    load_basemap(&mut map, &folder);
    let lang = Tag::parse(view["lang"].as_str().unwrap()).unwrap();
    load_words(&mut map, &Path::new(&folder).join("basemap.json"), lang);
    map.set_locale(locale(lang));
    map.set_theme(*theme.theme());
    map.resize(Size::new(number("width"), number("height")));
    map.load_story(story.as_deref().unwrap_or(STORY)).unwrap();
    if let Some(manifest) = map.basemap_elsewhere().map(|file| format!("{BASEMAP}/{file}")) {
        map.load_manifest_elsewhere(&std::fs::read_to_string(&manifest).unwrap()).unwrap();
        load_words(&mut map, Path::new(&manifest), lang);
    }
    let wanted = View { lon: number("lon"), lat: number("lat"), zoom: number("zoom") };
    let widths = AsInBrowsers::new();
    // The second time all pieces are loaded.
    for view in [wanted, FAR, wanted] {
        map.jump_to(view);
        load_missing(&mut map, &widths);
        for _ in 0..8 {
            map.frame(0.0, &widths);
        }
    }
    let credits = map.credits();
    let sources = credits.story.iter().map(|source| source.title.text);
    let ground = credits.ground.iter().map(|words| words.text);
    let outline = map.outline();
    let texts: Vec<_> = [outline.summary.text].into_iter().chain(sources).chain(ground).collect();
    let (scene, shapes) = map.scene();
    let (title, description) = (outline.title.text, &texts.join(" · "));
    let image = |_| Some("data:,".into());
    svg(scene, shapes, &Extras { title, description, families: FAMILIES, style: "", image: &image })
}
