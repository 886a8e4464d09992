//! Paints scenes on the map's canvas: from caches while the map moves, exactly when it is still.

use super::cache::pan::PanCache;
use super::cache::panel::PanelCache;
use super::cache::text::TextCache;
use super::cache::zoom::ZoomCache;
use super::letters::Letters;
use super::measure::CanvasMeasure;
use super::pen::{Pen, Resources};
use super::pictures::{Pictures, SharedPictures, Source};
use super::size::{most_ratio, set_size};
use crate::basemap::PieceId;
use crate::scene::{Geometries, ImageId, Layer, LayerKind, Motion, Scene};
use crate::theme::Theme;
use kurbo::Vec2;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// The map's canvas, the shared resources of its pens, and the caches.
pub(super) struct Painter {
    context: CanvasRenderingContext2d,
    /// Device pixels per CSS pixel: those of the screen, or fewer.
    ratio: f64,
    screen: f64,
    resources: Resources,
    pan: PanCache,
    zoom: ZoomCache,
    text: TextCache,
    panels: PanelCache,
}

impl Painter {
    pub(super) fn new(context: CanvasRenderingContext2d, pictures: SharedPictures) -> Self {
        Self {
            context,
            ratio: 1.0,
            screen: 1.0,
            resources: Resources::new(Pictures::new(pictures)),
            pan: PanCache::default(),
            zoom: ZoomCache::default(),
            text: TextCache::default(),
            panels: PanelCache::default(),
        }
    }

    /// Paints a scene. A moving map is painted from caches, whose pictures are aligned to device pixels.
    pub(super) fn paint(&mut self, scene: &Scene, shapes: &Geometries) {
        let (pans, held) = match scene.motion {
            Motion::Still => {
                let mut from = self.paint_piece(scene, shapes, 0);
                while from > 0 {
                    from = self.paint_piece(scene, shapes, from);
                }
                return;
            }
            Motion::Pan { held, .. } => (true, held),
            Motion::Zoom { .. } => (false, false),
        };
        self.fit(scene);
        let Self { context, ratio, resources, pan, zoom, text, panels, .. } = self;
        let mut pen = pen(context, *ratio, resources, shapes);
        pen.prepare();
        let panned = pans && pan.draw(scene, &mut pen, text, held);
        let mut rest = scene.layers.as_slice();
        if !panned {
            text.begin(scene, false);
            let drawn = zoom.draw(scene, &mut pen);
            if drawn == 0 {
                background(&pen, scene);
            }
            rest = rest.get(drawn..).unwrap_or_default();
        }
        panels.begin();
        for layer in rest {
            let drawn = match layer.kind {
                LayerKind::Panel(_) => panels.draw(layer, &mut pen),
                LayerKind::Callouts => false,
                _ => panned,
            };
            if !drawn {
                text.draw(layer, &mut pen);
            }
        }
    }

    /// Paints a piece of a scene exactly: ground and route, then marks and labels, then each panel. `from`
    /// is the index of the first layer to paint: 0, then the result of the last call. Returns 0 when all is
    /// painted.
    pub(super) fn paint_piece(&mut self, scene: &Scene, shapes: &Geometries, from: usize) -> usize {
        self.fit(scene);
        if from == 0 {
            // These pictures are large, and the next movement will need others.
            self.pan.release();
            self.zoom.clear();
        }
        let mut pen = pen(&self.context, self.ratio, &mut self.resources, shapes);
        pen.prepare();
        if from == 0 {
            background(&pen, scene);
        }
        let rest = scene.layers.get(from..).unwrap_or_default();
        let together = |a: &Layer, b: &Layer| {
            let [a, b] = [a.kind, b.kind];
            a.is_map() == b.is_map() && !a.is_panel() && !b.is_panel()
        };
        let piece = rest.chunk_by(together).next().unwrap_or_default();
        piece.iter().for_each(|layer| pen.layer(layer));
        if piece.len() < rest.len() { from + piece.len() } else { 0 }
    }

    /// Paints a scene exactly on another canvas with `ratio` pixels per CSS pixel.
    pub(super) fn paint_on(
        &mut self,
        context: &CanvasRenderingContext2d,
        ratio: f64,
        scene: &Scene,
        shapes: &Geometries,
    ) {
        let mut pen = pen(context, ratio, &mut self.resources, shapes);
        pen.prepare();
        background(&pen, scene);
        scene.layers.iter().for_each(|layer| pen.layer(layer));
    }

    /// Sets the screen's device pixels per CSS pixel.
    pub(super) fn set_ratio(&mut self, ratio: f64) {
        if ratio.is_finite() && ratio > 0.0 {
            self.screen = ratio;
        }
    }

    /// The fonts, to change them.
    pub(super) fn letters_mut(&mut self) -> &mut Letters {
        self.forget();
        &mut self.resources.letters
    }

    /// The current fonts.
    pub(super) fn letters(&self) -> &Letters {
        &self.resources.letters
    }

    /// Measures text as it will be painted.
    pub(super) fn measure(&self) -> CanvasMeasure<'_> {
        CanvasMeasure { context: &self.context, letters: &self.resources.letters }
    }

    /// Keeps an image on a canvas of the page, in a theme's colours.
    pub(super) fn set_picture(
        &mut self,
        image: ImageId,
        source: Source,
        context: CanvasRenderingContext2d,
        theme: &Theme,
    ) -> Result<(), JsValue> {
        self.forget();
        self.resources.pictures.set(image, source, context, theme)
    }

    /// Keeps only the images of some pieces of the basemap.
    pub(super) fn keep_pictures(&mut self, is_kept: &dyn Fn(PieceId) -> bool) {
        self.resources.pictures.keep(is_kept);
    }

    /// Paints the images in another theme's colours.
    pub(super) fn set_theme(&mut self, theme: &Theme) {
        self.forget();
        self.resources.pictures.set_theme(theme);
    }

    /// An image as a `data:` URL of a PNG.
    pub(super) fn address(&self, image: ImageId) -> Option<String> {
        self.resources.pictures.address(image)
    }

    /// Clears the caches.
    fn forget(&mut self) {
        self.pan.clear();
        self.zoom.clear();
        self.text.clear();
        self.panels.clear();
    }

    /// Sets the size of the canvas for a scene. A change of size clears the canvas.
    fn fit(&mut self, scene: &Scene) {
        let coarse = if scene.motion.is_coarse() { 1.0 } else { f64::INFINITY };
        let ratio = self.screen.min(coarse).min(most_ratio(scene.size));
        if ratio != self.ratio {
            self.forget();
            self.ratio = ratio;
        }
        if let Some(canvas) = self.context.canvas() {
            set_size(&canvas, (scene.size * ratio).round());
        }
    }
}

/// A pen for the whole canvas.
fn pen<'a>(
    context: &'a CanvasRenderingContext2d,
    ratio: f64,
    resources: &'a mut Resources,
    shapes: &'a Geometries,
) -> Pen<'a> {
    Pen { context, ratio, origin: Vec2::ZERO, part: None, resources, shapes }
}

/// Fills the viewport with the background colour.
fn background(pen: &Pen, scene: &Scene) {
    pen.fill(scene.size.to_rect().scale_from_origin(pen.ratio), scene.background);
}
