//! Contrast of every label to the pixels under it (relief, tones of the sea, halos and lines), in every theme.
//! `contrast.rs` measures the worst colours that may meet.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "common/paint.rs"]
mod paint;

use common::{BASEMAP, EN, ES, manifest, scene_of, texts, widget};
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::relief::Relief;
use darien_map::scene::{Geometries, ImageId, Item, Scene, TextItem};
use darien_map::sea_gradient::SeaGradient;
use darien_map::text::BakedAdvances;
use darien_map::theme::{Color, Theme, ThemeName};
use darien_map::widget::Widget;
use kurbo::Size;
use paint::{data_url, decode, paint_scene, png};
use resvg::tiny_skia::Pixmap;
use std::borrow::Cow;
use std::collections::HashMap;

/// So much of the ground under a label must reach the ratio. Not all of it: a river, a border or a
/// coast a pixel wide may pass under a letter's edge, and under its halo still shows a little. It
/// crosses the label in one place; nineteen pixels in twenty of the letters' surroundings are clear.
const SHARE: f64 = 0.95;

/// What is looked at: its name, the box's size, the language, and where (none: the whole route).
type Sight = (&'static str, (f64, f64), Tag, Option<View>);

/// The whole route on a desk and on a phone, the Darién Gap, the border.
const VIEWS: [Sight; 4] = [
    ("route", (1280.0, 800.0), EN, None),
    ("route on a phone", (360.0, 640.0), ES, None),
    ("Gap", (1280.0, 800.0), EN, Some(View { lon: -77.2, lat: 8.3, zoom: 9.2 })),
    ("border", (768.0, 1024.0), ES, Some(View { lon: -98.6, lat: 26.0, zoom: 7.6 })),
];

/// WCAG 2.2's least contrast of text: AA, and AAA where the theme promises it.
fn least(theme: ThemeName) -> f64 {
    match theme {
        ThemeName::Contrast | ThemeName::ContrastDark => 7.0,
        _ => 4.5,
    }
}

/// What relief and sea look like, before a theme colours them.
struct Pictures {
    /// With the pixels in a row.
    reliefs: Vec<(ImageId, Relief, usize)>,
    shelves: Vec<(ImageId, SeaGradient)>,
}

impl Pictures {
    fn load(map: &Widget) -> Self {
        let reliefs = manifest().ids().filter_map(|(id, piece)| {
            let file = std::fs::read(format!("{BASEMAP}/{}", piece.relief.as_ref()?)).unwrap();
            let pixels = decode(&data_url("image/webp", &file));
            let mut relief = Relief::default();
            relief.extend(pixels.data());
            Some((ImageId::relief(id), relief, pixels.width() as usize))
        });
        let shelves = map
            .grounds()
            .iter()
            .map(|ground| (ground.sea_image(), SeaGradient::new(ground, map.scene().1).unwrap()));
        Self { reliefs: reliefs.collect(), shelves: shelves.collect() }
    }

    /// The address of each, in a theme's colours.
    fn colored(&self, theme: &Theme) -> HashMap<ImageId, String> {
        let reliefs = self.reliefs.iter().map(|(id, r, w)| (*id, png(r.rgba(theme), *w)));
        let shelves = self.shelves.iter().map(|(id, s)| (*id, png(s.rgba(theme), s.size()[0])));
        reliefs.chain(shelves).collect()
    }
}

/// The picture without letters; their halos stay.
fn ground(scene: &Scene, shapes: &Geometries, images: &HashMap<ImageId, String>) -> Pixmap {
    let mut bare = scene.clone();
    for item in bare.layers.iter_mut().flat_map(|layer| &mut layer.items) {
        if let Item::Text(text) = item {
            text.color = text.color.at(0.0);
        }
    }
    paint_scene(&bare, shapes, &|id| Some(images[&id].clone()))
}

/// For each text the pixels its letters cover at least half. The letters alone are painted, each
/// text's in a colour of its own: steps of 17 in a channel can be distinguished even in faint pixels.
fn letters(scene: &Scene) -> Vec<Vec<(i32, i32)>> {
    let mut count = 0_u16;
    let mut items: Vec<Item> = scene.placed_items().map(Cow::into_owned).collect();
    items.retain_mut(|item| {
        if let Item::Text(text) = item {
            let rgb = [count >> 8, count >> 4 & 15, count & 15].map(|v| v as u8 * 17);
            (text.color, text.halo) = (Color { rgb, alpha: 255 }, None);
            count += 1;
        }
        matches!(item, Item::Text(_) | Item::Clip(_) | Item::EndClip)
    });
    let alone = scene_of(scene.size, items);
    let pixels = paint_scene(&alone, &Geometries::default(), &|_| None);
    let mut covered = vec![Vec::new(); count.into()];
    for (i, pixel) in pixels.pixels().iter().enumerate().filter(|(_, p)| p.alpha() >= 128) {
        let c = pixel.demultiply();
        let digit = |v: u8| (usize::from(v) + 8) / 17;
        let text = digit(c.red()) << 8 | digit(c.green()) << 4 | digit(c.blue());
        let width = pixels.width() as usize;
        covered[text].push(((i % width) as i32, (i / width) as i32));
    }
    covered
}

/// These pixels and those beside them, within the picture.
fn at_and_around(covered: &[(i32, i32)], picture: &Pixmap) -> Vec<[u8; 3]> {
    let around = |(x, y): &(i32, i32)| {
        let (x, y) = (*x, *y);
        (y - 1..=y + 1).flat_map(move |y| (x - 1..=x + 1).map(move |x| (y, x)))
    };
    let mut all: Vec<(i32, i32)> = covered.iter().flat_map(around).collect();
    all.sort_unstable();
    all.dedup();
    let pixel = |(y, x): (i32, i32)| {
        let p = picture.pixel(u32::try_from(x).ok()?, u32::try_from(y).ok()?)?;
        Some([p.red(), p.green(), p.blue()])
    };
    all.into_iter().filter_map(pixel).collect()
}

/// WCAG 2.2 relative luminance.
fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|v| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// How a label stands out from the pixels under it.
struct Found {
    theme: ThemeName,
    view: &'static str,
    label: String,
    /// How much of the ground reaches the ratio (0 to 1).
    share: f64,
    median: f64,
    worst: f64,
    /// The colours of the letters and of the worst pixel.
    colors: [[u8; 3]; 2],
}

impl Found {
    fn is_legible(&self) -> bool {
        self.share >= SHARE && self.median >= least(self.theme)
    }
}

fn measure(text: &TextItem, under: &[[u8; 3]], theme: ThemeName, view: &'static str) -> Found {
    let ratio = |rgb: &[u8; 3]| {
        let letters = luminance(text.color.over(Color { rgb: *rgb, alpha: 255 }).rgb);
        let ground = luminance(*rgb);
        (letters.max(ground) + 0.05) / (letters.min(ground) + 0.05)
    };
    let mut ratios: Vec<(f64, [u8; 3])> = under.iter().map(|p| (ratio(p), *p)).collect();
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    let reach = ratios.iter().filter(|r| r.0 >= least(theme)).count();
    Found {
        theme,
        view,
        label: text.text.clone(),
        share: reach as f64 / ratios.len() as f64,
        median: ratios[ratios.len() / 2].0,
        worst: ratios[0].0,
        colors: [text.color.rgb, ratios[0].1],
    }
}

/// Every label of one view in every theme.
fn look((view, size, lang, at): Sight, images: &[HashMap<ImageId, String>]) -> Vec<Found> {
    let mut map = widget(Size::from(size), lang);
    common::picture(&mut map, at);
    let mut found = Vec::new();
    // Themes share their letters' places: which pixels they cover is found out once.
    let covered = letters(map.scene().0);
    let words =
        |map: &Widget| -> Vec<_> { texts(map.scene().0).map(|t| (t.text, t.origin)).collect() };
    let placed = words(&map);
    assert!(placed.len() > 20, "{view}: {} texts", placed.len());
    for (theme, images) in ThemeName::ALL.into_iter().zip(images) {
        map.set_theme(*theme.theme());
        map.frame(0.0, &BakedAdvances);
        assert_eq!(words(&map), placed, "{theme:?} moves letters");
        let (scene, shapes) = map.scene();
        let picture = ground(scene, shapes, images);
        for (text, covered) in texts(scene).zip(&covered) {
            assert!(covered.len() > 4, "{view}: “{}” has no letters", text.text);
            found.push(measure(&text, &at_and_around(covered, &picture), theme, view));
        }
    }
    found
}

#[test]
fn every_label_has_enough_contrast_to_the_pixels_under_it() {
    let mut map = widget(Size::new(400.0, 400.0), EN);
    common::picture(&mut map, None);
    let pictures = Pictures::load(&map);
    let images = &ThemeName::ALL.map(|name| pictures.colored(name.theme()));
    let found: Vec<Found> = std::thread::scope(|scope| {
        let looks = VIEWS.map(|view| scope.spawn(move || look(view, images)));
        looks.into_iter().flat_map(|l| l.join().unwrap()).collect()
    });
    for theme in ThemeName::ALL {
        let of = || found.iter().filter(|f| f.theme == theme);
        let share = of().min_by(|a, b| a.share.total_cmp(&b.share)).unwrap();
        let median = of().min_by(|a, b| a.median.total_cmp(&b.median)).unwrap();
        eprintln!(
            "{theme:?}: {} labels; lowest share {:.1} % (“{}”, {}), lowest median {:.2} (“{}”, {})",
            of().count(),
            share.share * 100.0,
            share.label,
            share.view,
            median.median,
            median.label,
            median.view,
        );
    }
    let wrong = found.iter().filter(|f| !f.is_legible()).map(|f| {
        let [letters, under] = f.colors;
        format!(
            "{:?}, {}: “{}” {:.1} % reach {}, median {:.2}, worst {:.2} ({letters:?} on {under:?})",
            f.theme,
            f.view,
            f.label,
            f.share * 100.0,
            least(f.theme),
            f.median,
            f.worst,
        )
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
