//! The engine's methods for the basemap: its manifest, its files and its attributions.

use super::data::to_js;
use super::pictures::Source;
use super::{Engine, Report, report};
use crate::basemap::PieceId;
use crate::language_tag::Tag;
use crate::scene::ImageId;
use crate::sea_gradient::SeaGradient;
use crate::widget::{Part, Widget};
use js_sys::Uint8ClampedArray;
use kurbo::Rect;
use wasm_bindgen::prelude::*;
use web_sys::CanvasRenderingContext2d;

#[wasm_bindgen]
impl Engine {
    /// Loads the manifest of a basemap and removes the ground of the one before. `elsewhere`: whether `basemapElsewhere` has named
    /// it. If the manifest has problems, throws a report and keeps the old basemap.
    #[wasm_bindgen(js_name = loadManifest)]
    pub fn load_manifest(&mut self, text: &str, elsewhere: bool) -> Result<(), JsValue> {
        let load = if elsewhere { Widget::load_manifest_elsewhere } else { Widget::load_manifest };
        load(&mut self.widget, text).map_err(|problems| report("basemap", "", problems))?;
        self.canvas.keep_pictures(&|_| false);
        Ok(())
    }

    /// The address of the manifest of the basemap that is made for where the story is, relative to that of the basemap that the page
    /// has asked for; null if that one is made for it.
    #[wasm_bindgen(js_name = basemapElsewhere)]
    pub fn basemap_elsewhere(&self) -> JsValue {
        to_js(&self.widget.basemap_elsewhere())
    }

    /// The files with words that a reader of this language needs and that are not loaded, relative to the manifest's own address:
    /// names and attribution, and the translation of the names. Separated by U+0000, empty if it is not needed.
    #[wasm_bindgen(js_name = takeMissingWords)]
    pub fn take_missing_words(&mut self, asked: &str) -> String {
        let [words, translation] =
            self.widget.take_missing_words(Tag::parse(asked).unwrap_or_default());
        let mut files = String::from(words);
        files.push('\0');
        files.push_str(translation);
        files
    }

    /// Loads a file with words. If it is not valid, throws a report and keeps those there were.
    #[wasm_bindgen(js_name = loadBasemapWords)]
    pub fn load_basemap_words(&mut self, file: &str, text: &str) -> Result<(), JsValue> {
        let load = self.widget.load_basemap_words(file, text);
        load.map_err(|problems| report("basemap", "", problems))
    }

    /// The codes of the countries whose names the page gives, separated by spaces.
    #[wasm_bindgen(js_name = codesToName)]
    pub fn codes_to_name(&self) -> String {
        let codes: Vec<&str> = self.widget.manifest().codes_to_name().collect();
        codes.join(" ")
    }

    /// Takes the names of these countries in the reader's language, in the same order, separated by U+0000.
    #[wasm_bindgen(js_name = nameCountries)]
    pub fn name_countries(&mut self, names: &str) {
        self.widget.name_countries(names.split('\0'));
    }

    /// Loads a file of a piece of the basemap, given by the piece's index in the manifest: its sketch or
    /// the full file. If the file is not valid, throws a report and keeps the old ground.
    #[wasm_bindgen(js_name = loadPiece)]
    pub fn load_piece(&mut self, piece: u16, sketch: bool, bytes: &[u8]) -> Result<(), JsValue> {
        self.widget.load_piece(PieceId(piece), part_of(sketch), bytes).map_err(|error| {
            let (message, problems) = (error.to_string(), Vec::new());
            to_js(&Report { code: "basemap", message, problems })
        })?;
        self.keep_pictures();
        Ok(())
    }

    /// A file that was named as missing cannot be loaded. It is named again when the view comes back later.
    #[wasm_bindgen(js_name = losePiece)]
    pub fn lose_piece(&mut self, piece: u16, sketch: bool) {
        self.widget.lose_piece(PieceId(piece), part_of(sketch));
    }

    /// Draws the sea gradient of a piece on a canvas of the page, if the piece is loaded.
    pub fn tone(&mut self, piece: u16, context: CanvasRenderingContext2d) -> Result<(), JsValue> {
        let (piece, shapes) = (PieceId(piece), self.widget.scene().1);
        let Some(gradient) = self.widget.ground(piece).and_then(|g| SeaGradient::new(g, shapes))
        else {
            return Ok(());
        };
        let theme = self.widget.settings().theme();
        self.canvas.set_picture(
            ImageId::sea(piece),
            Source::SeaGradient(gradient),
            context,
            theme,
        )?;
        self.widget.invalidate();
        Ok(())
    }

    /// Loads the relief of a piece: the RGBA pixels of its image, and a canvas of the same size.
    #[wasm_bindgen(js_name = setRelief)]
    pub fn set_relief(
        &mut self,
        piece: u16,
        pixels: Uint8ClampedArray,
        context: CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        let piece = PieceId(piece);
        if !self.widget.take_relief(piece, pixels.length() as usize / 4) {
            return Ok(());
        }
        self.keep_pictures();
        let (source, image) = (Source::relief(&pixels), ImageId::relief(piece));
        self.canvas.set_picture(image, source, context, self.widget.settings().theme())?;
        self.widget.invalidate();
        Ok(())
    }

    /// The next file of the basemap to load, or null if none is missing. Each file is returned once.
    #[wasm_bindgen(js_name = takeMissingPiece)]
    pub fn take_missing_piece(&mut self) -> JsValue {
        to_js(&self.widget.take_missing_piece())
    }

    /// Opens a file of tiles, which removes those of the one before. The numbers are its area in world coordinates (west, north, east,
    /// south), up to which zoom it may be shown (0: there are no tiles any more) and from which; then how its classes look: see
    /// `Pass::NUMBERS`.
    #[wasm_bindgen(js_name = openTiles)]
    pub fn open_tiles(&mut self, numbers: &[f64], credit: &str) {
        if let [x0, y0, x1, y1, most, from, passes @ ..] = numbers {
            let area = (*most > 0.0).then_some((Rect::new(*x0, *y0, *x1, *y1), *most));
            self.widget.open_tiles(area, *from, credit, passes);
        }
    }

    /// Takes a tile, with the page's number of it. Without any numbers it is removed. See `Tiles::put`.
    #[wasm_bindgen(js_name = putTile)]
    pub fn put_tile(&mut self, id: f64, numbers: &[f64]) {
        self.widget.put_tile(id, numbers);
    }

    /// Takes the names of the tiles in sight. See `Tiles::name`.
    #[wasm_bindgen(js_name = nameTiles)]
    pub fn name_tiles(&mut self, numbers: &[f64], texts: &str) {
        self.widget.name_tiles(numbers, texts);
    }

    /// The credits of the story and of the visible map data.
    pub fn credits(&self) -> JsValue {
        to_js(&self.widget.credits())
    }
}

impl Engine {
    /// Removes the images of pieces that were let go.
    fn keep_pictures(&mut self) {
        self.canvas.keep_pictures(&|piece| self.widget.has_piece(piece));
    }
}

const fn part_of(sketch: bool) -> Part {
    if sketch { Part::Sketch } else { Part::Whole }
}
