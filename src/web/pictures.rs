//! Reliefs and sea gradients, on canvases of the page.

use super::size::set_size;
use crate::relief::Relief;
use crate::scene::{ImageId, ImageItem};
use crate::sea_gradient::SeaGradient;
use crate::theme::Theme;
use js_sys::Uint8ClampedArray;
use kurbo::Size;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// An image on a canvas of the page.
pub(super) struct Picture {
    source: Source,
    context: CanvasRenderingContext2d,
    canvas: HtmlCanvasElement,
}

/// The data from which an image is coloured.
pub(super) enum Source {
    Relief(Relief),
    SeaGradient(SeaGradient),
}

/// Pixels are written [`ROWS`] rows at a time and read [`BYTES`] bytes at a time, because WebAssembly memory
/// never shrinks.
const ROWS: u32 = 32;
const BYTES: u32 = 1 << 16;

impl Source {
    /// The relief from the RGBA pixels of an image.
    pub(super) fn relief(pixels: &Uint8ClampedArray) -> Self {
        let mut relief = Relief::default();
        for from in (0..pixels.length()).step_by(BYTES as usize) {
            relief.extend(&pixels.subarray(from, from + BYTES).to_vec());
        }
        Self::Relief(relief)
    }
}

/// All images that the map can draw, by their ids.
#[derive(Default)]
pub(super) struct Pictures(Vec<Option<Picture>>);

impl Pictures {
    /// Keeps an image on a canvas of the page, in a theme's colours.
    pub(super) fn set(
        &mut self,
        image: ImageId,
        source: Source,
        context: CanvasRenderingContext2d,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        let canvas = context.canvas().ok_or(JsValue::NULL)?;
        if let Source::SeaGradient(gradient) = &source {
            let [width, height] = gradient.size();
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

    /// Removes all images, because another basemap has others.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Paints all images in another theme's colours.
    pub(super) fn set_theme(&self, theme: &Theme) {
        for picture in self.0.iter().flatten() {
            // This succeeded once with the same sizes, so it succeeds again.
            let _ = picture.colour(theme);
        }
    }

    /// An image as a `data:` URL of a PNG.
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
            Source::SeaGradient(gradient) => self.put(&mut gradient.rgba(theme)),
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
