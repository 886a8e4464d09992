//! Texts as small pictures: letters with a halo are dear to paint, and say the same for many frames.

use super::canvas::{Canvas, surface};
use crate::scene::TextItem;
use kurbo::{Point, Rect, Size, Vec2};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A picture that was not asked for in so many frames is let go.
const FRAMES: u32 = 90;

/// Nearer than this, in CSS pixels, two letters stand alike.
const EXACT: f64 = 0.02;

/// The texts of the last frames.
#[derive(Default)]
pub(super) struct Sprites {
    list: Vec<Sprite>,
    /// Where the next text is looked for first: they come in the same order in every frame.
    next: usize,
    frame: u32,
    /// Whether texts are painted from them now.
    pub(super) on: bool,
}

struct Sprite {
    item: TextItem,
    /// The frame that asked for it last.
    used: u32,
    /// Its picture, once it was asked for twice.
    picture: Option<HtmlCanvasElement>,
    /// From the picture's corner to where the text begins, in device pixels.
    begin: Vec2,
}

impl Sprites {
    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.list.clear();
    }

    /// A frame begins.
    pub(super) fn begin(&mut self) {
        self.next = 0;
        self.frame += 1;
        let frame = self.frame;
        self.list.retain(|s| frame - s.used < if s.picture.is_some() { FRAMES } else { 3 });
    }

    /// The number of a text in the list; it is put there if it is new.
    fn find(&mut self, item: &TextItem) -> (usize, bool) {
        let (before, after) = self.list.split_at(self.next.min(self.list.len()));
        let known = after.iter().chain(before).position(|s| is_same(&s.item, item));
        let index = match known {
            Some(n) => (before.len() + n) % self.list.len(),
            None => {
                let item = item.clone();
                self.list.push(Sprite { item, used: 0, picture: None, begin: Vec2::ZERO });
                self.list.len() - 1
            }
        };
        self.next = index + 1;
        (index, known.is_some())
    }
}

impl Canvas {
    /// Paints a text from its picture; false if there is none.
    pub(super) fn sprite(&mut self, item: &TextItem) -> bool {
        let (index, known) = self.sprites.find(item);
        let frame = self.sprites.frame;
        let Some(sprite) = self.sprites.list.get_mut(index) else { return false };
        sprite.used = frame;
        if !known {
            return false;
        }
        if sprite.picture.is_none() {
            let Some((context, begin)) = self.picture_of(item) else { return false };
            let Some(sprite) = self.sprites.list.get_mut(index) else { return false };
            (sprite.picture, sprite.begin) = (context.canvas(), begin);
        }
        let Some(sprite) = self.sprites.list.get(index) else { return false };
        let Some(picture) = &sprite.picture else { return false };
        // Whole device pixels: between them letters would be blurred.
        let at = (item.begin().to_vec2() * self.ratio).round() + self.origin - sprite.begin;
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.draw_image_with_html_canvas_element(picture, at.x, at.y);
        self.reset_transform();
        true
    }

    /// A text's picture, and where in it the text begins, in device pixels.
    fn picture_of(&mut self, item: &TextItem) -> Option<(CanvasRenderingContext2d, Vec2)> {
        let reach = item.font.size + item.halo.map_or(0.0, |h| h.width);
        let begin = item.begin();
        let mut around = Rect::from_points(begin, begin);
        for (at, _) in &item.glyphs {
            around = around.union_pt(*at);
        }
        if item.glyphs.is_empty() {
            self.context.set_font(&self.letters.css(&item.font));
            around.x1 += self.context.measure_text(&item.text).ok()?.width();
        }
        let around = around.inflate(reach, reach).scale_from_origin(self.ratio);
        let corner = (around.origin().to_vec2() - begin.to_vec2() * self.ratio).floor();
        let size = (around.size() + Size::new(2.0, 2.0)).ceil();
        let context = surface(&self.context, size)?;
        let own = core::mem::replace(&mut self.context, context);
        self.origin = (begin.to_vec2() * -self.ratio) - corner;
        self.prepare();
        self.letters(item);
        let context = core::mem::replace(&mut self.context, own);
        self.origin = Vec2::ZERO;
        Some((context, -corner))
    }
}

/// Whether two texts differ in where they stand alone.
fn is_same(a: &TextItem, b: &TextItem) -> bool {
    let by = b.begin() - a.begin();
    let near = |((a, turned), (b, turn)): (&(Point, f64), &(Point, f64))| {
        let off = *b - *a - by;
        off.x.abs().max(off.y.abs()).max((turned - turn).abs()) < EXACT
    };
    a.text == b.text
        && (a.font, a.color, a.halo) == (b.font, b.color, b.halo)
        && a.glyphs.len() == b.glyphs.len()
        && a.glyphs.iter().zip(&b.glyphs).all(near)
}
