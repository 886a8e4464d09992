//! The sea's tone: lightest along the coasts, darker in the offing.

use crate::geo::LonLat;
use crate::ground::{Ground, Level};
use crate::mercator::world_from_lonlat;
use crate::scene::Geometries;
use crate::theme::Theme;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// The land's edge is softened twice, by a box of this many cells to either side of each, three
/// times over: nearly a bell curve.
const SOFT: usize = 2;

/// The second softening: with the first it is three times as wide.
const SOFTER: usize = 6;

/// As much land within reach as makes the sea wholly the coast's colour.
const FULL: f32 = 0.42;

/// The tone fades along the grid's edges over this part of its shorter side.
const FADE: f64 = 0.12;

/// How near the coast is, over a rectangle; kept so that another theme can colour it anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// 255 = at the coast, 0 = in the offing.
    tones: Vec<u8>,
    /// Cells in a row.
    width: usize,
}

/// What the tones of a ground's sea cover, in world coordinates.
pub fn area(ground: &Ground) -> Rect {
    if ground.level != Level::Overview {
        return ground.bounds;
    }
    let corner = |lon, lat| world_from_lonlat(LonLat::new(lon, lat));
    Rect::from_points(corner(-135.0, 45.0), corner(-45.0, -15.0))
}

impl Shelf {
    /// The tones of a ground's sea. With cells of 0.18° the overview's coasts reach some 3° out, in
    /// details, whose cells are finer, 0.2°.
    pub fn new(ground: &Ground, shapes: &Geometries) -> Option<Self> {
        let land = shapes.get(ground.land)?;
        let columns = if ground.level == Level::Overview { 504 } else { 300 };
        Some(Self::of_land(land, ground.to_world, area(ground), columns))
    }

    fn of_land(land: &BezPath, to_world: Affine, area: Rect, width: usize) -> Self {
        let cells = width as f64 / area.width();
        let height = libm::ceil(area.height() * cells).max(1.0) as usize;
        let (x, y) = (cells, height as f64 / area.height());
        let to_grid = Affine::new([x, 0.0, 0.0, y, -area.x0 * x, -area.y0 * y]) * to_world;
        let mut near = mask(land, to_grid, width, height);
        soften(&mut near, width, SOFT);
        let mut far = near.clone();
        soften(&mut far, width, SOFTER);
        let tone = |(a, b): (&f32, &f32)| ((a + b) * (127.5 / FULL)) as u8;
        Self { tones: near.iter().zip(&far).map(tone).collect(), width }
    }

    /// Its size in cells.
    pub fn size(&self) -> [u32; 2] {
        [self.width, self.tones.len() / self.width].map(|n| n as u32)
    }

    /// RGBA pixels to lay over the open sea, in a theme's colours; clear towards the edges.
    pub fn rgba(&self, theme: &Theme) -> Vec<u8> {
        let [width, height] = self.size().map(|n| n as usize);
        let fade = FADE * width.min(height) as f64;
        let mut out = Vec::with_capacity(self.tones.len() * 4);
        for (i, tone) in self.tones.iter().enumerate() {
            let (x, y) = (i % width, i / width);
            let from_edge = x.min(width - 1 - x).min(y).min(height - 1 - y) as f64;
            let t = (from_edge / fade).min(1.0);
            let [r, g, b] = theme.sea.at(f64::from(*tone) / 255.0).over(theme.offshore).rgb;
            out.extend([r, g, b, (t * t * (3.0 - 2.0 * t) * 255.0) as u8]);
        }
        out
    }
}

/// 1 in the cells whose centre lies on land, by the even-odd rule, else 0.
fn mask(land: &BezPath, to_grid: Affine, width: usize, height: usize) -> Vec<f32> {
    // Where a line crosses the middle of a row, all cells to the east change sides.
    let mut changes = vec![false; width * height];
    let mut line = |from: Point, to: Point| {
        let (a, b) = if from.y < to.y { (from, to) } else { (to, from) };
        let row = |y: f64| libm::ceil(y - 0.5).clamp(0.0, height as f64) as usize;
        for y in row(a.y)..row(b.y) {
            let x = a.x + (y as f64 + 0.5 - a.y) / (b.y - a.y) * (b.x - a.x);
            let x = libm::ceil(x - 0.5).max(0.0) as usize;
            if x < width
                && let Some(change) = changes.get_mut(y * width + x)
            {
                *change = !*change;
            }
        }
    };
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    for el in land.elements() {
        match *el {
            PathEl::MoveTo(p) => {
                start = to_grid * p;
                last = start;
            }
            PathEl::ClosePath => line(last, start),
            PathEl::LineTo(p) | PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                line(last, to_grid * p);
                last = to_grid * p;
            }
        }
    }
    let mut out = Vec::with_capacity(changes.len());
    for row in changes.chunks(width) {
        let mut inside = false;
        out.extend(row.iter().map(|change| {
            inside ^= change;
            f32::from(u8::from(inside))
        }));
    }
    out
}

/// Blurs rows and columns three times with a box reaching `reach` cells to either side.
fn soften(grid: &mut [f32], width: usize, reach: usize) {
    let height = grid.len() / width;
    let mut line = Vec::new();
    for _ in 0..3 {
        for y in 0..height {
            blur(grid, y * width, 1, width, reach, &mut line);
        }
        for x in 0..width {
            blur(grid, x, width, height, reach, &mut line);
        }
    }
}

/// Blurs one line of cells: `count` of them from `first` on, `step` apart. What lies beyond its
/// ends is as the ends are.
fn blur(
    grid: &mut [f32],
    first: usize,
    step: usize,
    count: usize,
    reach: usize,
    line: &mut Vec<f32>,
) {
    line.clear();
    line.extend(grid.iter().skip(first).step_by(step).take(count));
    let at = |i: isize| line[i.clamp(0, count as isize - 1) as usize];
    let reach = reach as isize;
    let mut sum: f32 = (-reach..=reach).map(at).sum();
    let part = 1.0 / (2 * reach + 1) as f32;
    for (i, cell) in grid.iter_mut().skip(first).step_by(step).take(count).enumerate() {
        *cell = sum * part;
        sum += at(i as isize + reach + 1) - at(i as isize - reach);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::LIGHT;
    use kurbo::Shape;

    /// Land in the western half of a square, with a lake in it and an islet far out.
    fn shelf() -> Shelf {
        let mut land = Rect::new(-9.0, -9.0, 0.5, 9.0).to_path(0.1);
        land.extend(Rect::new(0.1, 0.4, 0.3, 0.6).path_elements(0.1));
        land.extend(Rect::new(0.86, 0.48, 0.88, 0.5).path_elements(0.1));
        Shelf::of_land(&land, Affine::IDENTITY, Rect::new(0.0, 0.0, 1.0, 1.0), 200)
    }

    #[test]
    fn land_is_what_an_odd_number_of_lines_shut_in() {
        let mut land = Rect::new(-2.0, 1.0, 4.0, 9.0).to_path(0.1);
        land.extend(Rect::new(1.0, 2.0, 3.0, 4.0).path_elements(0.1));
        let cells = mask(&land, Affine::IDENTITY, 5, 5);
        let rows: Vec<String> =
            cells.chunks(5).map(|r| r.iter().map(f32::to_string).collect()).collect();
        assert_eq!(rows, ["00000", "11110", "10010", "10010", "11110"]);
    }

    #[test]
    fn the_sea_is_lightest_at_the_coast() {
        let shelf = shelf();
        let [width, height] = shelf.size();
        assert_eq!((width, height), (200, 200));
        let row: Vec<u8> = shelf.tones.iter().copied().skip(20 * 200).take(200).collect();
        assert_eq!(row[100], 255, "at the coast");
        assert!(row[100..].is_sorted_by(|a, b| a >= b) && row[130] == 0, "{:?}", &row[100..]);
        assert!(row[103] > 80 && row[112] < 40, "{:?}", &row[100..]);
        let islet = shelf.tones[98 * 200 + 174];
        assert!((20..200).contains(&islet), "an islet has little light: {islet}");
    }

    #[test]
    fn its_edges_fade() {
        let rgba = shelf().rgba(&LIGHT);
        let pixel = |x: usize, y: usize| rgba[(y * 200 + x) * 4..][..4].to_vec();
        assert_eq!(pixel(0, 100)[3], 0);
        assert_eq!(pixel(100, 60), [LIGHT.sea.rgb.to_vec(), vec![255]].concat());
        assert_eq!(pixel(150, 100), [LIGHT.offshore.rgb.to_vec(), vec![255]].concat());
        assert!((1..24).all(|x| pixel(x, 100)[3] >= pixel(x - 1, 100)[3]));
    }
}
