//! No label over another, none cut by the frame: swept over many views.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{boxes_overlap, letter_boxes, picture, upright, widget};
use darien_map::camera::View;
use darien_map::story::Lang;
use kurbo::Size;

/// Box shapes from a narrow column to a wall.
const SIZES: [(f64, f64); 8] = [
    (1280.0, 800.0),
    (360.0, 640.0),
    (768.0, 1024.0),
    (1920.0, 1080.0),
    (320.0, 480.0),
    (600.0, 400.0),
    (280.0, 420.0),
    (1000.0, 300.0),
];

/// Where the road passes, and beside it.
const CENTERS: [(f64, f64); 7] = [
    (-88.5, 17.2),
    (-77.4, 8.4),
    (-98.2, 26.0),
    (-86.3, 13.2),
    (-92.2, 14.8),
    (-99.5, 22.0),
    (-80.5, 8.7),
];

#[test]
fn two_hundred_views_without_an_overlap() {
    let mut views = 0;
    let mut labels = 0;
    for (i, (w, h)) in SIZES.into_iter().enumerate() {
        let lang = if i % 2 == 0 { Lang::En } else { Lang::Es };
        let size = Size::new(w, h);
        let mut map = widget(size, lang);
        let home = map.state().camera.view();
        let mut list = vec![home];
        for (k, (lon, lat)) in CENTERS.into_iter().enumerate() {
            for step in 0..4 {
                let zoom = home.zoom + 0.3 + f64::from(step) * 1.35 + k as f64 * 0.07;
                list.push(View { lon, lat, zoom });
            }
        }
        for view in list {
            let scene = picture(&mut map, Some(view));
            let texts = letter_boxes(scene);
            for (n, (text, boxes)) in texts.iter().enumerate() {
                for b in boxes {
                    let r = upright(b);
                    let inside = r.x0 >= 0.0 && r.y0 >= 0.0 && r.x1 <= w && r.y1 <= h;
                    assert!(inside, "{w}×{h} {view:?}: “{}” is cut: {r:?}", text.text);
                }
                for (other, others) in &texts[..n] {
                    let meet = boxes.iter().any(|a| others.iter().any(|b| boxes_overlap(a, b)));
                    assert!(!meet, "{w}×{h} {view:?}: “{}” lies over “{}”", text.text, other.text);
                }
            }
            views += 1;
            labels += texts.len();
        }
    }
    assert!(views >= 200, "{views}");
    assert!(labels > views * 8, "{labels} labels in {views} views: the map has gone silent");
}
