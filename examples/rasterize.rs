//! An SVG to a PNG with resvg and the map's own faces: `cargo run --example rasterize in.svg out.png`.

#![allow(clippy::print_stdout, reason = "a program may say what went wrong")]

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(to)) = (args.next(), args.next()) else {
        return Err("expected two file names: an SVG and a PNG".into());
    };
    let mut options = usvg::Options::default();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts"))? {
        options.fontdb_mut().load_font_data(std::fs::read(file?.path())?);
    }
    let tree = usvg::Tree::from_str(&std::fs::read_to_string(from)?, &options)?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("the picture has no size")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.save_png(to)?;
    Ok(())
}
