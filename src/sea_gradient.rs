//! The sea gradient: the sea is light at the coasts and darker offshore.

use crate::basemap::manifest::Role;
use crate::ground::Ground;
use crate::scene::Geometries;
use crate::theme::Theme;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// Radius of the first blur, in cells. A box blur is applied three times in each direction, which
/// approximates a Gaussian.
const NARROW_BLUR: usize = 2;

/// Radius of the second blur, in cells: both blurs together are three times as wide as the first.
const WIDE_BLUR: usize = 6;

/// The share of land in reach from which on the sea has the colour of the coast.
const FULL: f32 = 0.42;

/// The gradient fades out along its edges, over this part of its width and height.
const FADE: f64 = 0.1;

/// The most rows of cells, for an area that is far higher than wide.
const MOST_ROWS: f64 = 2048.0;

/// How near the coast is, over a rectangle. Kept so that another theme can colour it again.
#[derive(Clone, Debug, PartialEq)]
pub struct SeaGradient {
    /// 255 at the coast, 0 offshore.
    tones: Vec<u8>,
    /// Cells in a row.
    width: usize,
}

impl SeaGradient {
    /// The gradient of a ground's sea, if it has one. In a base the coast's tone extends over 3 % of the
    /// gradient's width, in a detail over 5 %.
    pub fn new(ground: &Ground, shapes: &Geometries) -> Option<Self> {
        let (land, area) = (shapes.get(ground.land)?, ground.sea?);
        let columns = if ground.role == Role::Base { 504 } else { 300 };
        Some(Self::of_land(land, ground.to_world, area, columns))
    }

    fn of_land(land: &BezPath, to_world: Affine, area: Rect, width: usize) -> Self {
        let cells = width as f64 / area.width();
        let height = (area.height() * cells).min(MOST_ROWS) as usize;
        let (x, y) = (cells, height as f64 / area.height());
        let to_grid = Affine::new([x, 0.0, 0.0, y, -area.x0 * x, -area.y0 * y]) * to_world;
        let near = blur(mask(land, to_grid, width, height), width, NARROW_BLUR);
        let far = blur(near.clone(), width, WIDE_BLUR);
        let tone = |(a, b): (&f32, &f32)| ((a + b) * (127.5 / FULL)) as u8;
        Self { tones: near.iter().zip(&far).map(tone).collect(), width }
    }

    /// Its size in cells.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.tones.len() / self.width]
    }

    /// RGBA pixels to draw over the sea, in a theme's colours; transparent towards the edges.
    pub fn rgba(&self, theme: &Theme) -> impl Iterator<Item = [u8; 4]> {
        let [width, height] = self.size();
        let mut colors = [[0; 3]; 256];
        for (tone, color) in (0..=255u8).zip(&mut colors) {
            *color = theme.sea.at(f64::from(tone) / 255.0).over(theme.offshore).rgb;
        }
        let fades: Vec<f64> = (0..width).map(|x| from_edge(x, width, FADE)).collect();
        // `max(1)`, here and below: with divisors that cannot be zero, no panic is compiled in.
        self.tones.iter().enumerate().map(move |(i, tone)| {
            let (x, y) = (i % width.max(1), i / width.max(1));
            let [r, g, b] = colors[usize::from(*tone)];
            let across = fades.get(x).copied().unwrap_or_default();
            [r, g, b, (across * (from_edge(y, height, FADE) * 255.0)) as u8]
        })
    }
}

/// Rises from 0 at both ends of `count` cells to 1 inside, over `ramp` (a fraction of `count`).
fn from_edge(cell: usize, count: usize, ramp: f64) -> f64 {
    let t = ((cell.min(count - 1 - cell) as f64 + 0.5) / (ramp * count as f64)).min(1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 1 in the cells whose centre is on land (even-odd rule), else 0.
fn mask(land: &BezPath, to_grid: Affine, width: usize, height: usize) -> Vec<f32> {
    let mut cells = vec![0.0; width * height];
    // Where an edge crosses the middle of a row, all cells to the east change between inside and outside.
    let mut line = |from: Point, to: Point| {
        let (a, b) = if from.y < to.y { (from, to) } else { (to, from) };
        // The conversion to an integer clamps negative numbers to zero.
        for y in (a.y - 0.5).ceil() as usize..((b.y - 0.5).ceil() as usize).min(height) {
            let x = a.x + (y as f64 + 0.5 - a.y) / (b.y - a.y) * (b.x - a.x);
            let x = (x - 0.5).ceil() as usize;
            if let Some(cell) = cells.get_mut(y * width + x)
                && x < width
            {
                *cell = 1.0 - *cell;
            }
        }
    };
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    for el in land.elements() {
        let next = el.end_point().map_or(start, |p| to_grid * p);
        if let PathEl::MoveTo(_) = el {
            start = next;
        } else {
            line(last, next);
        }
        last = next;
    }
    for row in cells.chunks_exact_mut(width.max(1)) {
        let mut inside = 0.0;
        for cell in row {
            inside = if *cell > 0.0 { 1.0 - inside } else { inside };
            *cell = inside;
        }
    }
    cells
}

/// Blurs rows and columns, three times each, with a box of radius `reach` cells. Beyond the edges, the
/// values of the edges continue.
fn blur(mut cells: Vec<f32>, width: usize, reach: usize) -> Vec<f32> {
    for width in [width, cells.len() / width] {
        for row in cells.chunks_exact_mut(width.max(1)) {
            blur_row(row, reach);
        }
        cells = transposed(&cells, width);
    }
    cells
}

/// Blurs a row three times, one after the other, while it is in the processor's cache.
fn blur_row(row: &mut [f32], reach: usize) {
    let part = 1.0 / (2 * reach + 1) as f32;
    let mut wide = Vec::with_capacity(row.len() + 2 * reach + 1);
    for _ in 0..3 {
        let [Some(first), Some(last)] = [row.first(), row.last()] else { return };
        wide.clear();
        wide.resize(reach, *first);
        wide.extend_from_slice(row);
        wide.resize(row.len() + 2 * reach + 1, *last);
        let mut sum: f32 = wide.iter().take(2 * reach + 1).sum();
        for ((cell, west), east) in row.iter_mut().zip(&wide).zip(wide.iter().skip(2 * reach + 1)) {
            *cell = sum * part;
            sum += east - west;
        }
    }
}

/// The transposed grid: columns as rows.
fn transposed(cells: &[f32], width: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(cells.len());
    for x in 0..width {
        for row in cells.chunks_exact(width.max(1)) {
            out.push(row[x]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::LIGHT;
    use kurbo::Shape;

    /// Land in the western half of a square, with a lake in it and an islet far out.
    fn half_land() -> SeaGradient {
        let mut land = Rect::new(-9.0, -9.0, 0.5, 9.0).to_path(0.1);
        land.extend(Rect::new(0.1, 0.4, 0.3, 0.6).path_elements(0.1));
        land.extend(Rect::new(0.86, 0.48, 0.88, 0.5).path_elements(0.1));
        SeaGradient::of_land(&land, Affine::IDENTITY, Rect::new(0.0, 0.0, 1.0, 1.0), 200)
    }

    #[test]
    fn land_follows_the_even_odd_rule() {
        let mut land = Rect::new(-2.0, 1.0, 4.0, 9.0).to_path(0.1);
        land.extend(Rect::new(1.0, 2.0, 3.0, 4.0).path_elements(0.1));
        let cells = mask(&land, Affine::IDENTITY, 5, 5);
        let rows: Vec<String> =
            cells.chunks(5).map(|r| r.iter().map(f32::to_string).collect()).collect();
        assert_eq!(rows, ["00000", "11110", "10010", "10010", "11110"]);
    }

    #[test]
    fn the_sea_is_lightest_at_the_coast() {
        let half_land = half_land();
        let [width, height] = half_land.size();
        assert_eq!((width, height), (200, 200));
        let row: Vec<u8> = half_land.tones.iter().copied().skip(20 * 200).take(200).collect();
        assert_eq!(row[100], 255, "at the coast");
        assert!(row[100..].is_sorted_by(|a, b| a >= b) && row[130] == 0, "{:?}", &row[100..]);
        assert!(row[103] > 80 && row[112] < 40, "{:?}", &row[100..]);
        let islet = half_land.tones[98 * 200 + 174];
        assert!((20..200).contains(&islet), "an islet has a weak gradient: {islet}");
    }

    #[test]
    fn an_area_that_is_far_higher_than_wide_has_few_cells() {
        for width in [1e-9, 1e-300, 0.0] {
            let area = Rect::new(0.0, 0.0, width, 1.0);
            let all = SeaGradient::of_land(&BezPath::new(), Affine::IDENTITY, area, 300);
            assert!(all.tones.len() <= 300 * 2048, "{width}: {}", all.tones.len());
        }
    }

    #[test]
    fn its_edges_fade_out() {
        let rgba: Vec<u8> = half_land().rgba(&LIGHT).flatten().collect();
        let pixel = |x: usize, y: usize| rgba[(y * 200 + x) * 4..][..4].to_vec();
        assert_eq!(pixel(0, 100)[3], 0);
        assert_eq!(pixel(100, 60), [LIGHT.sea.rgb.to_vec(), vec![255]].concat());
        assert_eq!(pixel(150, 100), [LIGHT.offshore.rgb.to_vec(), vec![255]].concat());
        assert!((1..30).all(|x| pixel(x, 100)[3] >= pixel(x - 1, 100)[3]));
    }
}
