//! The scene as SVG at three sizes, against committed pictures. After a change that is meant, run
//! with `DARIEN_PICTURES=write`, open the pictures and look at them before committing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{picture, widget};
use darien_map::story::Lang;
use darien_map::svg::{Extras, FAMILIES, svg};
use kurbo::Size;

#[test]
fn the_whole_route_at_three_sizes() {
    for (w, h, lang) in
        [(1280.0, 800.0, Lang::En), (768.0, 1024.0, Lang::Es), (360.0, 640.0, Lang::En)]
    {
        let mut map = widget(Size::new(w, h), lang);
        picture(&mut map, None);
        let (scene, shapes) = map.scene();
        let extras = Extras {
            title: "The road through the Darién",
            description: "",
            families: FAMILIES,
            style: "",
            image: &|_| None,
        };
        let drawn = svg(scene, shapes, &extras);
        let path = format!("tests/pictures/{w}x{h}-{}.svg", lang.tag());
        if std::env::var("DARIEN_PICTURES").is_ok_and(|v| v == "write") {
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = drawn.lines().zip(kept.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or(drawn.lines().count().min(kept.lines().count()));
        let show = |text: &str| {
            text.lines().nth(line).unwrap_or("(end)").chars().take(160).collect::<String>()
        };
        assert!(
            drawn == kept,
            "{path} differs in line {}:\n  kept  {}\n  drawn {}",
            line + 1,
            show(&kept),
            show(&drawn)
        );
    }
}
