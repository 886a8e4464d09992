//! Pixels: resvg paints what the SVG painter wrote.
#![allow(dead_code, reason = "each test uses its part")]

use darien_map::scene::{Geometries, ImageId, Scene};
use darien_map::svg::{Extras, FAMILIES, svg};
use resvg::tiny_skia::{ColorU8, Pixmap, Transform};
use resvg::usvg::{self, fontdb::Database};
use std::cell::RefCell;
use std::sync::{Arc, Once, OnceLock};

thread_local! {
    /// What resvg complained about.
    static COMPLAINTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        COMPLAINTS.with_borrow_mut(|all| all.push(record.args().to_string()));
    }

    fn flush(&self) {}
}

/// The map's own faces.
fn faces() -> Arc<Database> {
    static LOADED: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut faces = Database::new();
        for file in std::fs::read_dir("tests/fonts").unwrap() {
            faces.load_font_data(std::fs::read(file.unwrap().path()).unwrap());
        }
        assert_eq!(faces.len(), 5);
        Arc::new(faces)
    };
    LOADED.get_or_init(load).clone()
}

/// Paints a document. Any warning fails the test.
pub fn paint(document: &str) -> Pixmap {
    paint_at(document, 1)
}

/// The same, with so many pixels in a CSS pixel.
fn paint_at(document: &str, ratio: u32) -> Pixmap {
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| {
        log::set_logger(&Listener).unwrap();
        log::set_max_level(log::LevelFilter::Warn);
    });
    COMPLAINTS.take();
    let options = usvg::Options { fontdb: faces(), ..Default::default() };
    let tree = usvg::Tree::from_str(document, &options).unwrap();
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width() * ratio, size.height() * ratio).unwrap();
    let scale = Transform::from_scale(ratio as f32, ratio as f32);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    let said = COMPLAINTS.take();
    assert!(said.is_empty(), "{said:?}");
    pixels
}

/// Paints a scene with the images that are to be had, smoothed as a browser does.
pub fn paint_scene(
    scene: &Scene,
    shapes: &Geometries,
    image: &dyn Fn(ImageId) -> Option<String>,
) -> Pixmap {
    paint(&written(scene, shapes, image))
}

/// Paints a scene without images, with so many pixels in a CSS pixel.
pub fn paint_scene_at(scene: &Scene, shapes: &Geometries, ratio: u32) -> Pixmap {
    paint_at(&written(scene, shapes, &|_| None), ratio)
}

fn written(
    scene: &Scene,
    shapes: &Geometries,
    image: &dyn Fn(ImageId) -> Option<String>,
) -> String {
    let (families, style) = (FAMILIES, "image{image-rendering:smooth}");
    svg(scene, shapes, &Extras { title: "A title", description: "", families, style, image })
}

/// The image in a file as pixels, in its own size.
pub fn decode(address: &str) -> Pixmap {
    let image = format!("<image href=\"{address}\"/>");
    let open = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    let tree = usvg::Tree::from_str(&format!("{open}>{image}</svg>"), &Default::default()).unwrap();
    let size = tree.size();
    let (w, h) = (size.width(), size.height());
    paint(&format!("{open} width=\"{w}\" height=\"{h}\">{image}</svg>"))
}

/// RGBA pixels, in rows of `width`, as a PNG in a `data:` address.
pub fn png(rgba: impl Iterator<Item = [u8; 4]>, width: usize) -> String {
    let pixels = rgba.map(|[r, g, b, a]| ColorU8::from_rgba(r, g, b, a).premultiply());
    let pixels: Vec<_> = pixels.collect();
    let mut map = Pixmap::new(width as u32, (pixels.len() / width) as u32).unwrap();
    map.pixels_mut().copy_from_slice(&pixels);
    data_url("image/png", &map.encode_png().unwrap())
}

/// A file as a `data:` address.
pub fn data_url(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", base64(bytes))
}

/// Bytes as base64.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0, |sum, b| sum << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize] as char;
            out.push(if i > three.len() { '=' } else { digit });
        }
    }
    out
}
