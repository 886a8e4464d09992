//! Renders an SVG document as PNG with resvg, in the map's own fonts: `rasterize <in.svg> <out.png>`.
//! Used by e2e/export.spec.ts, which compares the result with that of a browser.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else {
        return Err(format!("got {} arguments, expected 2: <in.svg> <out.png>", paths.len()).into());
    };
    let mut options = Options::default();
    for file in fs::read_dir("tests/fonts")? {
        options.fontdb_mut().load_font_data(fs::read(file?.path())?);
    }
    let tree = Tree::from_str(&fs::read_to_string(from)?, &options)?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("got a picture of no size")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.save_png(to)?;
    Ok(())
}
