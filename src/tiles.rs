//! Tiles: squares of the map with streets, buildings and names, from a file of the page's own. The page reads the file, decides how its
//! classes look and which names are shown; the core keeps what it gets, and draws it over the ground.
//!
//! The page passes lists of numbers. A line in them is the number of its points, negative if it is closed, then x and y of each.

use crate::language_tag::Tag;
use crate::scene::{Geometries, GeometryId};
use crate::story::Text;
use kurbo::{BezPath, Point, Rect};

/// A tile is this many units wide.
pub const UNITS: f64 = 4096.0;

/// The zooms for which a pass has widths: from the first one, in steps of two levels.
const FIRST_WIDTH: f64 = 10.0;
const WIDTHS: usize = 5;

/// All tiles, and how they look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The zoom from which they are shown.
    pub from_zoom: f64,
    /// The credit that is due where they are in sight.
    pub credit: Text,
    /// How their classes are drawn, one after the other.
    pub passes: Vec<[f64; Pass::NUMBERS]>,
    /// The tiles, the largest first.
    pub list: Vec<Tile>,
    /// The names in sight, the most important first.
    pub names: Vec<TileName>,
    /// How often anything has changed.
    pub revision: u32,
}

/// One square of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// The page's number of it.
    id: f64,
    /// The area that it covers, in world coordinates.
    pub area: Rect,
    /// Its lines and areas, each with its class, in units.
    pub shapes: Vec<(f64, GeometryId)>,
}

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub struct TileName {
    /// The name itself.
    pub text: String,
    /// The page's number of it.
    pub key: u32,
    /// How it is written.
    pub kind: TileNameKind,
    /// The lines that it may follow, or the point where it is; in world coordinates.
    pub parts: Vec<Vec<Point>>,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TileNameKind {
    /// A street: small, along its line.
    Street,
    /// A river: in italics, along its line.
    River,
    /// A part of a town: spaced, at its point.
    Quarter,
    /// A park: in italics, at its point.
    Park,
}

/// One step in drawing a class: its areas are filled, its lines drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// The class that is drawn.
    pub class: f64,
    /// The fill.
    pub fill: Paint,
    /// The colour of the lines.
    pub stroke: Paint,
    /// Lengths of dash and gap, in CSS pixels.
    pub dash: Option<[f64; 2]>,
    /// The width of the lines, in CSS pixels.
    pub width: f64,
}

/// A colour and its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Its index in the list of colours of tiles; nothing is painted if there is none.
    pub color: usize,
    /// 0 to 1.
    pub opacity: f64,
}

impl Pass {
    /// The number of numbers of a pass: class, the zoom from which it is drawn, fill and its opacity, stroke and its opacity, dash and
    /// gap (0 for a solid line), widths.
    pub const NUMBERS: usize = 8 + WIDTHS;

    /// The pass at a zoom, if it is drawn there.
    pub fn at(numbers: &[f64; Self::NUMBERS], zoom: f64) -> Option<Self> {
        let [class, from_zoom, fill, fill_opacity, stroke, opacity, dash, gap, widths @ ..] =
            *numbers;
        let at = ((zoom - FIRST_WIDTH) / 2.0).clamp(0.0, (WIDTHS - 1) as f64);
        let width = |i: f64| widths.get(i as usize).copied().unwrap_or_default();
        let [from, to] = [width(at), width(at + 1.0)];
        let to = if to > 0.0 { to } else { from };
        (zoom >= from_zoom).then_some(Self {
            class,
            fill: Paint { color: fill as usize, opacity: fill_opacity },
            stroke: Paint { color: stroke as usize, opacity },
            dash: (dash > 0.0).then_some([dash, gap]),
            width: from + (to - from) * (at - at.floor()),
        })
    }
}

impl Tiles {
    /// Takes how tiles look, and removes all that there are.
    pub fn open(&mut self, from_zoom: f64, credit: &str, passes: &[f64], shapes: &mut Geometries) {
        for tile in core::mem::take(&mut self.list) {
            tile.discard(shapes);
        }
        self.names.clear();
        self.from_zoom = from_zoom;
        self.credit = Text(vec![(Tag::UND, credit.into())]);
        self.passes = passes.as_chunks().0.to_vec();
        self.revision += 1;
    }

    /// Takes a tile, in place of the one with the same number. The numbers are its north-west corner and its width in world coordinates,
    /// and for each of its shapes the class, the number of its lines, and these, in units. Where the numbers end too soon, so does the tile;
    /// without any there is no tile any more.
    pub fn put(&mut self, id: f64, numbers: &[f64], shapes: &mut Geometries) {
        self.revision += 1;
        if let Some(i) = self.list.iter().position(|tile| tile.id == id) {
            self.list.remove(i).discard(shapes);
        }
        let mut reader = Reader(numbers);
        let [Some(x), Some(y), Some(width)] = [(); 3].map(|()| reader.next()) else { return };
        let mut tile = Tile { id, area: Rect::new(x, y, x + width, y + width), shapes: Vec::new() };
        while let Some(class) = reader.next() {
            let mut path = BezPath::new();
            for (closed, points) in reader.lines() {
                for (i, p) in points.iter().enumerate() {
                    if i == 0 { path.move_to(*p) } else { path.line_to(*p) }
                }
                if closed && !points.is_empty() {
                    path.close_path();
                }
            }
            tile.shapes.push((class, shapes.add(path)));
        }
        let place = self.list.iter().take_while(|other| other.area.width() >= width).count();
        self.list.insert(place, tile);
    }

    /// Takes the names in sight, in place of those before: for each its key, its kind, the number of its lines or points, and these, in
    /// world coordinates. The texts are separated by U+0000.
    pub fn name(&mut self, numbers: &[f64], texts: &str) {
        self.revision += 1;
        self.names.clear();
        let mut reader = Reader(numbers);
        for text in texts.split('\0') {
            let [Some(key), Some(kind)] = [(); 2].map(|()| reader.next()) else { return };
            let kind = match kind as u32 {
                0 => TileNameKind::Street,
                1 => TileNameKind::River,
                2 => TileNameKind::Quarter,
                _ => TileNameKind::Park,
            };
            let parts = reader.lines().into_iter().map(|(_, points)| points).collect();
            self.names.push(TileName { text: text.into(), key: key as u32, kind, parts });
        }
    }

    /// The tiles that are shown in a part of the world, the largest first.
    pub fn seen(&self, part: Rect, zoom: f64) -> impl Iterator<Item = &Tile> {
        let shown = zoom >= self.from_zoom;
        self.list.iter().filter(move |tile| shown && tile.area.overlaps(part))
    }
}

impl Tile {
    fn discard(self, shapes: &mut Geometries) {
        self.shapes.iter().for_each(|(_, shape)| shapes.remove(*shape));
    }
}

/// Reads numbers one by one.
struct Reader<'a>(&'a [f64]);

impl Reader<'_> {
    fn next(&mut self) -> Option<f64> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Reads the number of lines and these. Each says whether it is closed.
    fn lines(&mut self) -> Vec<(bool, Vec<Point>)> {
        let mut lines = Vec::new();
        let mut left = self.next().unwrap_or_default();
        while left > 0.0
            && let Some(count) = self.next()
        {
            let mut points = Vec::new();
            while (points.len() as f64) < count.abs()
                && let [Some(x), Some(y)] = [self.next(), self.next()]
            {
                points.push(Point::new(x, y));
            }
            lines.push((count < 0.0, points));
            left -= 1.0;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tile with a square of class 3 and a line of class 5.
    const NUMBERS: [f64; 22] = [
        0.5, 0.25, 0.25, 3.0, 1.0, -4.0, 0.0, 0.0, 2048.0, 0.0, 2048.0, 2048.0, 0.0,
        2048.0, // the square
        5.0, 1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 9.0, // the line, and a class without lines
    ];
    const PASS: [f64; 13] = [3.0, 12.0, 1.0, 0.5, 99.0, 0.0, 2.0, 3.0, 1.0, 2.0, 4.0, 6.0, 8.0];

    fn tiles() -> (Tiles, Geometries) {
        let (mut tiles, mut shapes) = (Tiles::default(), Geometries::default());
        tiles.open(9.0, "", &PASS, &mut shapes);
        tiles.put(7.0, &NUMBERS, &mut shapes);
        (tiles, shapes)
    }

    fn ids(tiles: &Tiles) -> Vec<f64> {
        tiles.list.iter().map(|tile| tile.id).collect()
    }

    #[test]
    fn a_tile_has_its_shapes() {
        let (tiles, shapes) = tiles();
        let [tile] = tiles.list.as_slice() else { panic!("{:?}", tiles.list) };
        assert_eq!(tile.area, Rect::new(0.5, 0.25, 0.75, 0.5));
        let paths =
            tile.shapes.iter().map(|(class, id)| (*class, shapes.get(*id).unwrap().to_svg()));
        let paths: Vec<_> = paths.collect();
        let want = [(3.0, "M0,0 L2048,0 L2048,2048 L0,2048 Z"), (5.0, "M1,2 L3,4"), (9.0, "")];
        assert_eq!(paths, want.map(|(class, path)| (class, path.to_owned())));
    }

    #[test]
    fn numbers_that_end_too_soon_or_lie_are_never_a_panic() {
        let (mut tiles, mut shapes) = tiles();
        for length in 0..NUMBERS.len() {
            tiles.put(8.0, &NUMBERS[..length], &mut shapes);
            assert_eq!(ids(&tiles).contains(&8.0), length >= 3, "{length}");
        }
        for lie in [f64::NAN, f64::INFINITY, -1e300, 1e300] {
            for i in 0..NUMBERS.len() {
                let mut numbers = NUMBERS;
                numbers[i] = lie;
                tiles.put(8.0, &numbers, &mut shapes);
                tiles.name(&numbers, "A\0B\0\0C");
            }
        }
        tiles.open(0.0, "", &PASS[1..], &mut shapes);
        assert!(tiles.passes.is_empty());
    }

    #[test]
    fn larger_tiles_are_under_smaller_ones_and_a_removed_one_leaves_nothing() {
        let (mut tiles, mut shapes) = tiles();
        tiles.put(1.0, &[0.5, 0.0, 0.5], &mut shapes);
        tiles.put(9.0, &[0.5, 0.25, 0.125], &mut shapes);
        assert_eq!(ids(&tiles), [1.0, 7.0, 9.0]);
        let square = tiles.list[1].shapes[0].1;
        tiles.put(7.0, &[], &mut shapes);
        assert_eq!(ids(&tiles), [1.0, 9.0]);
        assert!(shapes.get(square).unwrap().is_empty());
        assert_eq!(tiles.seen(Rect::new(0.7, 0.1, 0.8, 0.2), 9.0).count(), 1);
        assert_eq!(tiles.seen(Rect::new(0.7, 0.1, 0.8, 0.2), 8.9).count(), 0);
        tiles.name(&[1.0, 0.0, 0.0], "A");
        tiles.open(0.0, "", &[], &mut shapes);
        assert!(tiles.list.is_empty() && tiles.passes.is_empty() && tiles.names.is_empty());
    }

    #[test]
    fn names_have_the_lines_they_follow() {
        let (mut tiles, _) = tiles();
        tiles.name(&[5.0, 0.0, 1.0, 2.0, 0.1, 0.2, 0.3, 0.4, 6.0, 3.0, 1.0, 1.0, 0.5, 0.6], "A\0B");
        let line = vec![vec![Point::new(0.1, 0.2), Point::new(0.3, 0.4)]];
        let street = TileName { text: "A".into(), key: 5, kind: TileNameKind::Street, parts: line };
        let spot = vec![vec![Point::new(0.5, 0.6)]];
        let park = TileName { text: "B".into(), key: 6, kind: TileNameKind::Park, parts: spot };
        assert_eq!(tiles.names, [street, park]);
    }

    #[test]
    fn a_pass_is_drawn_from_its_zoom_and_grows_wider() {
        assert_eq!(Pass::at(&PASS, 11.9), None);
        let pass = Pass::at(&PASS, 12.0).unwrap();
        assert_eq!((pass.fill, pass.dash), (Paint { color: 1, opacity: 0.5 }, Some([2.0, 3.0])));
        let widths =
            [12.0, 13.0, 17.5, 18.0, 24.0].map(|zoom| Pass::at(&PASS, zoom).unwrap().width);
        assert_eq!(widths, [2.0, 3.0, 7.5, 8.0, 8.0]);
    }
}
