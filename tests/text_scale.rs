//! With a larger font size set by the reader, all letters of the map grow, and labels still do not overlap.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, LANGS, boxes_overlap, letter_boxes, locale, picture, story, texts, widget};
use darien_map::camera::View;
use kurbo::Size;

const SIZES: [(f64, f64); 4] = [(320.0, 568.0), (390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0)];

fn views() -> Vec<Option<View>> {
    let near = story().places.iter().step_by(5);
    let near = near.map(|p| Some(View { lon: p.at.lon, lat: p.at.lat, zoom: 8.0 }));
    near.chain([None]).collect()
}

/// The sizes of all letters of a picture, in CSS pixels.
fn sizes(map: &mut darien_map::widget::Widget, view: Option<View>) -> Vec<f64> {
    texts(picture(map, view)).map(|text| text.font.size).collect()
}

#[test]
fn all_letters_grow_with_the_reader_s_font_size() {
    for (w, h) in SIZES {
        for view in views() {
            let mut map = widget(Size::new(w, h), EN);
            let stop = |map: &mut darien_map::widget::Widget| {
                texts(picture(map, view)).find(|t| t.text == "Acandí").map(|t| t.font.size)
            };
            let named = stop(&mut map);
            map.set_text_scale(2.0);
            let least = sizes(&mut map, view).into_iter().fold(f64::INFINITY, f64::min);
            assert!(least >= 20.0, "{w} × {h}, {view:?}: {least} px");
            if let (Some(before), Some(after)) = (named, stop(&mut map)) {
                assert!((after - 2.0 * before).abs() < 0.01, "{before} px, then {after} px");
            }
            // Back as it was.
            map.set_text_scale(1.0);
            assert!(sizes(&mut map, view).into_iter().fold(f64::INFINITY, f64::min) < 15.0);
        }
    }
}

#[test]
fn large_labels_do_not_overlap_and_are_inside_the_box() {
    let mut labels = 0;
    for (w, h) in SIZES {
        for lang in LANGS {
            let mut map = widget(Size::new(w, h), lang);
            map.set_locale(locale(lang));
            map.set_text_scale(2.0);
            for view in views() {
                let scene = picture(&mut map, view);
                let boxes = letter_boxes(scene);
                for (i, (text, letters)) in boxes.iter().enumerate() {
                    labels += 1;
                    for corner in letters.iter().flatten() {
                        let inside = (-1.0..=w + 1.0).contains(&corner.x)
                            && (-1.0..=h + 1.0).contains(&corner.y);
                        assert!(
                            inside,
                            "{w} × {h}, {view:?}, {lang}: {:?} at {corner:?}",
                            text.text
                        );
                    }
                    for (other, more) in boxes.iter().skip(i + 1) {
                        let over = letters.iter().any(|a| more.iter().any(|b| boxes_overlap(a, b)));
                        assert!(
                            !over,
                            "{w} × {h}, {view:?}, {lang}: {:?} over {:?}",
                            text.text, other.text
                        );
                    }
                }
            }
        }
    }
    assert!(labels > 500, "{labels} texts looked at");
}
