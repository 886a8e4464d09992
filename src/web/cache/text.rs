//! Texts as small pictures: letters with a halo are expensive to paint, and stay the same for many frames.

use crate::scene::{Item, Layer, Scene, TextItem};
use crate::web::pen::Pen;
use crate::web::target::Surface;
use kurbo::{Point, Rect, Size, Vec2};

/// A picture that was not drawn for this many frames is removed.
const FRAMES: u32 = 90;

/// A text is cached after it was drawn this often: where texts are drawn in every frame, and where they are
/// drawn rarely.
const DRAWN: (u32, u32) = (1, 4);

/// Glyph positions that differ by less than this are equal, in CSS pixels.
const EXACT: f64 = 0.02;

/// The texts of the last frames.
#[derive(Default)]
pub(in crate::web) struct TextCache {
    list: Vec<Text>,
    /// Where to start the search for the next text, because texts come in the same order in every frame.
    next: usize,
    frame: u32,
    /// After how many draws a text is cached, in this frame.
    after: u32,
    /// Whether texts are not cached, in languages that are read from the right: an off-screen canvas does
    /// not have the page's direction.
    off: bool,
}

struct Text {
    item: TextItem,
    /// How often it was drawn, and the last frame in which it was drawn.
    drawn: u32,
    used: u32,
    /// Its picture, and the start of the text in it, in device pixels.
    picture: Option<(Surface, Vec2)>,
}

impl TextCache {
    /// Removes all texts.
    pub(in crate::web) fn clear(&mut self) {
        self.list.clear();
    }

    /// Begins to draw texts, which happens in every frame or is `rare`.
    pub(in crate::web) fn begin(&mut self, scene: &Scene, rare: bool) {
        self.off = scene.rtl;
        self.after = if rare { DRAWN.1 } else { DRAWN.0 };
        self.next = 0;
        self.frame += 1;
        let frame = self.frame;
        self.list.retain(|t| frame - t.used < if t.picture.is_some() { FRAMES } else { 3 });
    }

    /// Draws a layer, with cached texts.
    pub(in crate::web) fn draw(&mut self, layer: &Layer, pen: &mut Pen) {
        for item in layer.placed_items() {
            match &*item {
                Item::Text(text) if !self.off && self.draw_text(text, pen).is_some() => {}
                item => pen.item(item),
            }
        }
    }

    fn draw_text(&mut self, item: &TextItem, pen: &mut Pen) -> Option<()> {
        let after = self.after;
        let text = self.find(item)?;
        if text.drawn < after {
            return None;
        }
        if text.picture.is_none() {
            text.picture = paint(item, pen);
        }
        let (surface, begin) = text.picture.as_ref()?;
        // Align to device pixels: otherwise letters would be blurred.
        let at = (item.begin().to_vec2() * pen.ratio).round() + pen.origin - *begin;
        pen.canvas(&surface.canvas, at);
        Some(())
    }

    /// The entry of a text, added if it is new.
    fn find(&mut self, item: &TextItem) -> Option<&mut Text> {
        let (before, after) = self.list.split_at(self.next.min(self.list.len()));
        let known = after.iter().chain(before).position(|t| is_same(&t.item, item));
        let index = match known {
            Some(n) => (before.len() + n) % self.list.len(),
            None => {
                let item = item.clone();
                self.list.push(Text { item, drawn: 0, used: 0, picture: None });
                self.list.len() - 1
            }
        };
        self.next = index + 1;
        let text = self.list.get_mut(index)?;
        text.drawn += 1;
        text.used = self.frame;
        Some(text)
    }
}

/// Paints the picture of a text. Returns it with the start of the text in it.
fn paint(item: &TextItem, pen: &mut Pen) -> Option<(Surface, Vec2)> {
    let reach = item.font.size + item.halo.map_or(0.0, |h| h.width);
    let begin = item.begin();
    let mut around = Rect::from_points(begin, begin);
    for (at, _) in &item.glyphs {
        around = around.union_pt(*at);
    }
    if item.glyphs.is_empty() {
        around.x1 += pen.width(item)?;
    }
    let around = around.inflate(reach, reach).scale_from_origin(pen.ratio);
    let begin = begin.to_vec2() * pen.ratio;
    let corner = (around.origin().to_vec2() - begin).floor();
    let size = (around.size() + Size::new(2.0, 2.0)).ceil();
    let surface = Surface::new(pen, size, false)?;
    surface.draw(pen, (pen.ratio, -corner - begin), size.to_rect(), |pen| {
        pen.prepare();
        pen.text(item);
    });
    Some((surface, -corner))
}

/// Whether two texts are the same except for their positions.
fn is_same(a: &TextItem, b: &TextItem) -> bool {
    let by = b.begin() - a.begin();
    let near = |((a, other_turn), (b, turn)): (&(Point, f64), &(Point, f64))| {
        let off = *b - *a - by;
        off.x.abs().max(off.y.abs()).max((other_turn - turn).abs()) < EXACT
    };
    a.text == b.text
        && (a.font, a.color, a.halo) == (b.font, b.color, b.halo)
        && a.glyphs.len() == b.glyphs.len()
        && a.glyphs.iter().zip(&b.glyphs).all(near)
}
