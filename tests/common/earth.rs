//! Maps of stories anywhere on Earth, on the basemap of the whole Earth.

use super::{locale, picture, read};
use darien_map::basemap::PieceId;
use darien_map::camera::View;
use darien_map::ground::SharedGrounds;
use darien_map::language_tag::Tag;
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::widget::{Part, Widget};
use kurbo::Size;
use serde_json::{Map, Value};

/// A map of a story on the whole Earth's ground. Maps with the same `grounds` share what they load.
pub fn earth(story: &str, size: Size, lang: Tag, grounds: &SharedGrounds) -> Widget {
    let mut map = Widget::sharing(grounds.clone());
    map.set_locale(locale(lang));
    map.resize(size);
    map.load_manifest(&read("assets/world/world.json")).unwrap();
    for file in map.take_missing_words(lang).map(String::from) {
        if file.is_empty() {
            continue;
        }
        map.load_basemap_words(&file, &read(&format!("assets/world/{file}"))).unwrap();
    }
    // In a page the browser names the countries.
    let names: Map<String, Value> =
        serde_json::from_str(&read("tests/fixtures/earth/countries.json")).unwrap();
    let codes: Vec<String> = map.manifest().codes_to_name().map(Into::into).collect();
    map.name_countries(codes.iter().map(|code| names[code].as_str().unwrap()));
    map.load_story(story).unwrap();
    look(&mut map, None);
    map
}

/// Shows a view, with all ground that it needs.
pub fn look(map: &mut Widget, view: Option<View>) {
    picture(map, view);
    loop {
        let mut files = Vec::new();
        while let Some(missing) = map.take_missing_piece() {
            files.push((PieceId(missing.piece), missing.part, missing.file.to_owned()));
        }
        if files.is_empty() {
            break;
        }
        for (id, part, file) in files {
            if part == Part::Relief {
                map.take_relief(id, 0);
                continue;
            }
            let bytes = std::fs::read(format!("assets/world/{file}")).unwrap();
            map.load_piece(id, part, &bytes).unwrap();
        }
        picture(map, None);
    }
}

/// The picture as SVG. With `DARIEN_EARTH=write` it is also written to `target/earth`, to be looked at.
pub fn drawn(map: &Widget, name: &str) -> String {
    let (scene, shapes) = map.scene();
    let image = &|_| None;
    let extras = Extras { title: name, description: "", families: FAMILIES, style: "", image };
    let text = svg(scene, shapes, &extras);
    if std::env::var("DARIEN_EARTH").is_ok_and(|v| v == "write") {
        std::fs::create_dir_all("target/earth").unwrap();
        std::fs::write(format!("target/earth/{name}.svg"), &text).unwrap();
    }
    text
}
