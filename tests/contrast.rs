//! Contrast of letters and lines to every colour that may be under them, in every theme.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, paths, picture, widget};
use darien_map::camera::View;
use darien_map::relief::Relief;
use darien_map::theme::{Color, Theme, ThemeName};
use kurbo::Size;

/// What relief can lay over land: slopes and heights from none to the utmost.
fn tints(theme: &Theme) -> Vec<Color> {
    let steps = || (0..=255).step_by(15);
    let pixels: Vec<u8> = steps().flat_map(|s| steps().flat_map(move |h| [s, s, h, 255])).collect();
    let mut relief = Relief::default();
    relief.extend(&pixels);
    relief.rgba(theme).map(|[r, g, b, alpha]| Color { rgb: [r, g, b], alpha }).collect()
}

/// WCAG 2.2 contrast ratio of two opaque colours.
fn contrast(a: Color, b: Color) -> f64 {
    let luminance = |c: Color| {
        let [r, g, b] = c.rgb.map(|v| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The worst contrast of `letters` on any of `grounds`, each under a halo.
fn worst(letters: Color, halo: Color, grounds: &[Color]) -> f64 {
    let ratios = grounds.iter().map(|g| contrast(letters, halo.over(*g)));
    ratios.fold(f64::INFINITY, f64::min)
}

#[test]
fn every_label_has_enough_contrast() {
    let mut failed = Vec::new();
    for name in ThemeName::ALL {
        let t = name.theme();
        let least = match name {
            ThemeName::Contrast | ThemeName::ContrastDark => 7.0,
            _ => 4.5,
        };
        // With and without the veil of a country off the route.
        let land = tints(t).into_iter().flat_map(|tint| {
            // A detail's relief is drawn over the overview's.
            let once = tint.over(t.land);
            [once, tint.over(once)]
        });
        let land: Vec<Color> = land.collect();
        let off_route: Vec<Color> = land.iter().map(|ground| t.off_route.over(*ground)).collect();
        let all_land = [land.clone(), off_route.clone()].concat();
        // The sea may have any tone from the coast's to the offing's: their ends are the extremes.
        let water = [t.sea, t.offshore, t.lake];
        let none = t.land.at(0.0);
        for (what, letters, halo, grounds) in [
            ("main on land", t.main_label, t.land_halo, &all_land[..]),
            ("main on water", t.main_label, t.sea_halo, &water),
            ("main on water, land's halo", t.main_label, t.land_halo, &water),
            ("context on land", t.context_label, t.land_halo, &all_land),
            ("context on water", t.context_label, t.sea_halo, &water),
            ("context on water, land's halo", t.context_label, t.land_halo, &water),
            ("country", t.country_label, t.land_halo.at(0.75), &land),
            ("country on water", t.country_on_water, t.sea_halo.at(0.75), &water),
            ("country off route", t.country_off_route, t.land_halo.at(0.75), &off_route),
            ("sea", t.sea_label, none, &water),
            ("river on land", t.river_label, t.land_halo, &all_land),
            ("river on water", t.river_label, t.sea_halo, &water),
            ("remark along the route on land", t.route, t.land_halo, &all_land),
            ("remark along the route on water", t.route, t.sea_halo, &water),
            ("furniture on water", t.ink, t.sea_halo.at(0.7), &water),
            ("ink", t.ink, none, &[t.surface]),
            ("second ink", t.second_ink, none, &[t.surface]),
            ("corrected", t.corrected, none, &[t.surface]),
            ("accent", t.route, none, &[t.surface]),
        ] {
            let ratio = worst(letters, halo, grounds);
            if ratio < least {
                failed.push(format!("{name:?}: {what} {ratio:.2}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn lines_have_enough_contrast() {
    for name in ThemeName::ALL {
        let t = name.theme();
        let (high, off_route) = (t.high_land.over(t.land), t.off_route.over(t.land));
        // The tint of a country that a chapter is about.
        let tint = t.route.at(0.12);
        for (what, line, ground) in [
            ("route on land", t.route, t.land),
            ("route on the casing", t.route, t.casing.over(t.sea)),
            ("ahead on land", t.ahead, t.land),
            ("ahead on high land", t.ahead, high),
            ("ahead on tinted land", t.ahead, tint.over(t.land)),
            ("ahead on tinted high land", t.ahead, tint.over(high)),
            ("ahead on water", t.ahead, t.offshore),
            ("the inside of the way ahead", t.ahead, t.ring),
            ("highway on land", t.highway, t.land),
            ("coast beside land", t.coast, t.land),
            ("coast beside land off the route", t.coast, off_route),
            ("coast beside the sea", t.coast, t.sea),
            ("shore beside a lake", t.coast, t.lake),
            ("border on land", t.border, t.land),
            ("border on high land", t.border, high),
            ("border between countries off the route", t.border, off_route),
            ("border in the sea", t.border, t.sea),
            ("river on land", t.river, t.land),
            ("river on high land", t.river, high),
            ("river off the route", t.river, off_route),
            ("ring", t.route, t.ring),
            ("inset frame", t.inset_frame, t.sea),
        ] {
            let ratio = contrast(line, ground);
            assert!(ratio >= 3.0, "{name:?}: {what} {ratio:.2}");
        }
    }
}

/// The colours are measured above; here, that they are drawn as they are.
#[test]
fn lines_of_the_ground_are_drawn_opaque() {
    for view in [None, Some(View { lon: -98.6, lat: 26.0, zoom: 8.6 })] {
        let mut map = widget(Size::new(1280.0, 800.0), EN);
        let t = ThemeName::default().theme();
        let (scene, mut seen) = (picture(&mut map, view), 0);
        for stroke in paths(scene).filter_map(|path| path.stroke) {
            let of_ground = [t.coast, t.border, t.river].iter().any(|c| c.rgb == stroke.color.rgb);
            // A wide soft band goes with a border and is none of the lines.
            if of_ground && stroke.width < 3.0 {
                assert_eq!(stroke.color.alpha, 255, "{stroke:?}");
                seen += 1;
            }
        }
        assert!(seen >= 3, "coasts, borders and rivers are in sight: {seen}");
    }
}

#[test]
fn print_has_no_relief_and_no_tint() {
    let t = ThemeName::Print.theme();
    assert!(tints(t).iter().all(|tint| tint.alpha == 0));
    for color in [t.land, t.off_route, t.sea, t.offshore, t.lake, t.coast, t.border, t.route, t.ink]
    {
        assert!(color.rgb.iter().all(|v| *v == color.rgb[0]), "{color:?}");
    }
}
