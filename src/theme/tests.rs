//! Tests of the table of colours.

use super::*;

fn names() -> impl Iterator<Item = &'static str> {
    Theme::NAMES.split_whitespace().filter_map(|pair| Some(pair.split_once(':')?.0))
}

#[test]
fn a_page_s_colours_replace_the_theme_s() {
    let names: Vec<&str> = names().collect();
    let mut rgba = vec![0; names.len() * 4];
    let land = names.iter().position(|n| *n == "land").unwrap_or_default();
    let last = names.len() - 1;
    rgba[land * 4..land * 4 + 4].copy_from_slice(&[1, 2, 3, 255]);
    rgba[last * 4..].copy_from_slice(&[4, 5, 6, 7]);
    let own = LIGHT.with(&rgba);
    assert_eq!(own.land, Color { rgb: [1, 2, 3], alpha: 255 });
    assert_eq!((names[last], own.corrected), ("corrected", Color { rgb: [4, 5, 6], alpha: 7 }));
    assert_eq!(Theme { land: LIGHT.land, corrected: LIGHT.corrected, ..own }, LIGHT);
    assert_eq!(LIGHT.with(&[]), LIGHT, "missing colours keep the theme's");
}

#[test]
fn the_element_lists_the_themes_in_the_same_order() {
    let element = include_str!("../../www/element/theme.ts");
    let list = element.split("= [").nth(1).and_then(|rest| rest.split(']').next());
    let names: Vec<&str> = list.unwrap_or_default().split('"').skip(1).step_by(2).collect();
    let ours = ThemeName::ALL.map(|name| format!("{name:?}").to_lowercase());
    assert_eq!(names.iter().map(|n| n.replace('-', "")).collect::<Vec<_>>(), ours);
}

#[test]
fn every_colour_is_documented() {
    let docs = include_str!("../../docs/theming.md");
    for name in names() {
        let property = format!("`--darien-map-{}`", name.replace('_', "-"));
        assert!(docs.contains(&property), "docs/theming.md lacks {property}");
    }
}

#[test]
fn colours_are_composited() {
    let (white, black) = (LIGHT.land, Color { rgb: [0; 3], alpha: 255 });
    assert_eq!(white.at(0.0).over(black), black);
    assert_eq!(white.over(black), white);
    let white = Color { rgb: [255; 3], alpha: 255 };
    assert_eq!(white.at(0.5).over(black).rgb, [128; 3]);
    let clear = black.at(0.0);
    assert_eq!(white.at(0.5).over(clear), white.at(0.5));
}
