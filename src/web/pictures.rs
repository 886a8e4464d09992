//! Relief and the sea's tones, on canvases that the page lent.

use super::size::set_size;
use crate::relief::Relief;
use crate::scene::{ImageId, ImageItem};
use crate::sea_gradient::SeaGradient;
use crate::theme::Theme;
use js_sys::Uint8ClampedArray;
use kurbo::Size;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A picture on a canvas that the page lent.
pub(super) struct Picture {
    source: Source,
    context: CanvasRenderingContext2d,
    canvas: HtmlCanvasElement,
}

/// What a picture's colours are made of.
pub(super) enum Source {
    Relief(Relief),
    SeaGradient(SeaGradient),
}

/// So many rows of pixels are written at a time, and so many bytes of them read: WebAssembly never gives memory back.
const ROWS: u32 = 32;
const BYTES: u32 = 1 << 16;

impl Source {
    /// The relief in a picture's RGBA pixels.
    pub(super) fn relief(pixels: &Uint8ClampedArray) -> Self {
        let mut relief = Relief::default();
        for from in (0..pixels.length()).step_by(BYTES as usize) {
            relief.extend(&pixels.subarray(from, from + BYTES).to_vec());
        }
        Self::Relief(relief)
    }
}

/// Every image that the map can draw.
#[derive(Default)]
pub(super) struct Pictures(Vec<Option<Picture>>);

impl Pictures {
    /// Keeps an image on a canvas that the page lent, in a theme's colours.
    pub(super) fn set(
        &mut self,
        image: ImageId,
        source: Source,
        context: CanvasRenderingContext2d,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        let canvas = context.canvas().ok_or(JsValue::NULL)?;
        if let Source::SeaGradient(shelf) = &source {
            let [width, height] = shelf.size();
            set_size(&canvas, Size::new(width as f64, height as f64));
        }
        let picture = Picture { source, context, canvas };
        picture.colour(theme)?;
        let index = image.0 as usize;
        if self.0.len() <= index {
            self.0.resize_with(index + 1, || None);
        }
        if let Some(slot) = self.0.get_mut(index) {
            *slot = Some(picture);
        }
        Ok(())
    }

    /// Lets go of every image: they are those of another basemap.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// All images in another theme's colours.
    pub(super) fn set_theme(&self, theme: &Theme) {
        for picture in self.0.iter().flatten() {
            // It was coloured before, so it can be once more.
            let _ = picture.colour(theme);
        }
    }

    /// An image as a PNG in a `data:` address.
    pub(super) fn address(&self, image: ImageId) -> Option<String> {
        self.0.get(image.0 as usize)?.as_ref()?.canvas.to_data_url().ok()
    }

    /// Draws an image.
    pub(super) fn draw(&self, context: &CanvasRenderingContext2d, item: &ImageItem) {
        if let Some(Some(picture)) = self.0.get(item.image.0 as usize) {
            let r = item.rect;
            context.set_global_alpha(item.opacity);
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(
                &picture.canvas,
                r.x0,
                r.y0,
                r.width(),
                r.height(),
            );
            context.set_global_alpha(1.0);
        }
    }
}

impl Picture {
    fn colour(&self, theme: &Theme) -> Result<(), JsValue> {
        match &self.source {
            Source::Relief(relief) => self.put(&mut relief.rgba(theme)),
            Source::SeaGradient(shelf) => self.put(&mut shelf.rgba(theme)),
        }
    }

    fn put(&self, pixels: &mut dyn Iterator<Item = [u8; 4]>) -> Result<(), JsValue> {
        let width = self.canvas.width();
        for y in (0..self.canvas.height()).step_by(ROWS as usize) {
            let mut rows = Vec::new();
            pixels.take((width * ROWS) as usize).for_each(|pixel| rows.extend_from_slice(&pixel));
            let rows = ImageData::new_with_u8_clamped_array(Clamped(&rows), width)?;
            self.context.put_image_data(&rows, 0.0, f64::from(y))?;
        }
        Ok(())
    }
}
