//! Reliefs and sea gradients, on canvases of the page.

use super::context::context_of;
use super::size::set_size;
use crate::basemap::PieceId;
use crate::relief::Relief;
use crate::scene::{ImageId, ImageItem};
use crate::sea_gradient::SeaGradient;
use crate::theme::Theme;
use core::cell::{Cell, RefCell};
use js_sys::Uint8ClampedArray;
use kurbo::Size;
use std::rc::{Rc, Weak};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// An image on a canvas of the page, in the colours of a theme.
struct Picture {
    source: Rc<Source>,
    theme: Cell<Theme>,
    canvas: HtmlCanvasElement,
}

/// The data from which an image is coloured.
#[derive(PartialEq)]
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

/// The images of all maps. Maps with the same data and theme use the same canvas. An image that no map uses any more is
/// dropped.
#[derive(Clone, Default)]
pub(super) struct SharedPictures(Rc<RefCell<Vec<Weak<Picture>>>>);

impl SharedPictures {
    /// The images whose data `is_same`, that in the theme first.
    fn find(&self, theme: &Theme, is_same: &dyn Fn(&Rc<Source>) -> bool) -> Option<Rc<Picture>> {
        let all = self.0.borrow();
        let found = all.iter().filter_map(Weak::upgrade).filter(|p| is_same(&p.source));
        found.max_by_key(|p| p.theme.get() == *theme)
    }

    /// Colours an image on a canvas, for other maps to find.
    fn add(
        &self,
        source: Rc<Source>,
        canvas: HtmlCanvasElement,
        theme: &Theme,
    ) -> Result<Rc<Picture>, JsValue> {
        let picture = Rc::new(Picture { source, theme: Cell::new(*theme), canvas });
        picture.colour()?;
        let mut all = self.0.borrow_mut();
        let new = Rc::downgrade(&picture);
        match all.iter_mut().find(|p| p.strong_count() == 0) {
            Some(unused) => *unused = new,
            None => all.push(new),
        }
        Ok(picture)
    }
}

/// All images that the map can draw, by their ids.
pub(super) struct Pictures {
    own: Vec<Option<Rc<Picture>>>,
    shared: SharedPictures,
}

impl Pictures {
    pub(super) fn new(shared: SharedPictures) -> Self {
        Self { own: Vec::new(), shared }
    }

    /// Keeps an image on a canvas of the page, in a theme's colours.
    pub(super) fn set(
        &mut self,
        image: ImageId,
        source: Source,
        context: CanvasRenderingContext2d,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        let found = self.shared.find(theme, &|other| **other == source);
        let picture = match found {
            Some(picture) if picture.theme.get() == *theme => picture,
            _ => {
                let canvas = context.canvas().ok_or(JsValue::NULL)?;
                if let Source::SeaGradient(gradient) = &source {
                    let [width, height] = gradient.size();
                    set_size(&canvas, Size::new(width as f64, height as f64));
                }
                let source = found.map_or_else(|| Rc::new(source), |other| other.source.clone());
                self.shared.add(source, canvas, theme)?
            }
        };
        let index = image.0 as usize;
        if self.own.len() <= index {
            self.own.resize_with(index + 1, || None);
        }
        if let Some(slot) = self.own.get_mut(index) {
            *slot = Some(picture);
        }
        Ok(())
    }

    /// Keeps only the images of some pieces of the basemap.
    pub(super) fn keep(&mut self, is_kept: &dyn Fn(PieceId) -> bool) {
        for (i, picture) in (0..).zip(&mut self.own) {
            if !is_kept(ImageId(i).piece()) {
                *picture = None;
            }
        }
    }

    /// Paints all images in another theme's colours.
    pub(super) fn set_theme(&mut self, theme: &Theme) {
        for picture in self.own.iter_mut().flatten() {
            let same = |source: &Rc<Source>| Rc::ptr_eq(source, &picture.source);
            let found = self.shared.find(theme, &same).filter(|other| other.theme.get() == *theme);
            // These succeeded once with the same sizes, so they succeed again.
            if let Some(other) = found {
                *picture = other;
            } else if Rc::strong_count(picture) == 1 {
                picture.theme.set(*theme);
                let _ = picture.colour();
            } else if let Ok(copy) = picture.canvas.clone_node() {
                let added = self.shared.add(picture.source.clone(), copy.unchecked_into(), theme);
                added.into_iter().for_each(|added| *picture = added);
            }
        }
    }

    /// An image as a `data:` URL of a PNG.
    pub(super) fn address(&self, image: ImageId) -> Option<String> {
        self.own.get(image.0 as usize)?.as_ref()?.canvas.to_data_url().ok()
    }

    /// Draws an image.
    pub(super) fn draw(&self, context: &CanvasRenderingContext2d, item: &ImageItem) {
        if let Some(Some(picture)) = self.own.get(item.image.0 as usize) {
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
    fn colour(&self) -> Result<(), JsValue> {
        let theme = &self.theme.get();
        match &*self.source {
            Source::Relief(relief) => self.put(&mut relief.rgba(theme)),
            Source::SeaGradient(gradient) => self.put(&mut gradient.rgba(theme)),
        }
    }

    fn put(&self, pixels: &mut dyn Iterator<Item = [u8; 4]>) -> Result<(), JsValue> {
        let context = context_of(&self.canvas, true).ok_or(JsValue::NULL)?;
        let width = self.canvas.width();
        for y in (0..self.canvas.height()).step_by(ROWS as usize) {
            let count = (width * ROWS) as usize;
            let mut rows = Vec::with_capacity(4 * count);
            pixels.take(count).for_each(|pixel| rows.extend_from_slice(&pixel));
            let rows = ImageData::new_with_u8_clamped_array(Clamped(&rows), width)?;
            context.put_image_data(&rows, 0.0, f64::from(y))?;
        }
        Ok(())
    }
}
