//! The basemap's way in: its manifest, its files, and whom they are by.

use super::data::to_js;
use super::pictures::Source;
use super::{Engine, Report, report};
use crate::basemap::PieceId;
use crate::scene::ImageId;
use crate::sea_gradient::SeaGradient;
use crate::widget::Part;
use js_sys::Uint8ClampedArray;
use wasm_bindgen::prelude::*;
use web_sys::CanvasRenderingContext2d;

#[wasm_bindgen]
impl Engine {
    /// Takes a basemap's manifest and lets go of the ground of another; throws a report and keeps the old one
    /// if something is wrong with it.
    #[wasm_bindgen(js_name = loadManifest)]
    pub fn load_manifest(&mut self, text: &str) -> Result<(), JsValue> {
        self.widget.load_manifest(text).map_err(|problems| report("basemap", problems))?;
        self.canvas.clear_pictures();
        Ok(())
    }

    /// Takes a file of a piece of the basemap, by the piece's index in the manifest: its sketch, or all of it.
    /// Throws a report and keeps the old ground if something is wrong with it.
    #[wasm_bindgen(js_name = loadPiece)]
    pub fn load_piece(&mut self, piece: u16, sketch: bool, bytes: &[u8]) -> Result<(), JsValue> {
        let part = if sketch { Part::Sketch } else { Part::Whole };
        self.widget.load_piece(PieceId(piece), part, bytes).map_err(|error| {
            let (message, problems) = (error.to_string(), Vec::new());
            to_js(&Report { code: "basemap", message, problems })
        })
    }

    /// Puts the tones of a piece's sea on a canvas of the page's, if its ground is there.
    pub fn tone(&mut self, piece: u16, context: CanvasRenderingContext2d) -> Result<(), JsValue> {
        let (piece, shapes) = (PieceId(piece), self.widget.scene().1);
        let Some(shelf) = self.widget.ground(piece).and_then(|g| SeaGradient::new(g, shapes))
        else {
            return Ok(());
        };
        let theme = self.widget.settings().theme();
        self.canvas.set_picture(ImageId::sea(piece), Source::SeaGradient(shelf), context, theme)?;
        self.widget.invalidate();
        Ok(())
    }

    /// Takes the relief of a piece: its image's RGBA pixels, for a canvas of that size.
    #[wasm_bindgen(js_name = setRelief)]
    pub fn set_relief(
        &mut self,
        piece: u16,
        pixels: Uint8ClampedArray,
        context: CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        let (source, image) = (Source::relief(&pixels), ImageId::relief(PieceId(piece)));
        self.canvas.set_picture(image, source, context, self.widget.settings().theme())?;
        self.widget.invalidate();
        Ok(())
    }

    /// A file of the basemap to load, null if none is missing; each is named once.
    #[wasm_bindgen(js_name = takeMissingPiece)]
    pub fn take_missing_piece(&mut self) -> JsValue {
        to_js(&self.widget.take_missing_piece())
    }

    /// Whom the story and the ground in sight are by.
    pub fn credits(&self) -> JsValue {
        to_js(&self.widget.credits())
    }
}
