//! Tracks of a GPS receiver: positions that scatter around the way, so that a line through all of them has loops where the
//! traveller rests.

use crate::geo::LonLat;

/// A line of fewer positions was drawn by hand, or thinned already.
const LEAST: usize = 500;

/// A line is a track if more than one in so many of its positions turns back.
const TURNS: usize = 8;

/// How much farther than a usual step a position must be from the one before, so that it is more than scatter.
const APART: f64 = 3.0;

/// Thins a track: leaves out each position that is not far enough from the last one that stays. Every other line is not changed.
pub(super) fn calm(line: &mut Vec<LonLat>) {
    if line.len() < LEAST {
        return;
    }
    let turns = line.windows(3).filter(|three| turns_back(three)).count();
    if turns * TURNS < line.len() {
        return;
    }
    let steps: f64 =
        line.windows(2).map(|two| if let [a, b] = two { length(*a, *b) } else { 0.0 }).sum();
    let least = steps / (line.len() - 1) as f64 * APART;
    let (Some(end), Some(mut kept)) = (line.pop(), line.first().copied()) else { return };
    let mut first = true;
    line.retain(|point| {
        let far = core::mem::take(&mut first) || length(kept, *point) >= least;
        if far {
            kept = *point;
        }
        far
    });
    // The last position stays instead of one that is too near to it.
    if line.len() > 1 && length(kept, end) < least {
        line.pop();
    }
    line.push(end);
}

/// Whether the way from the first to the second position and the one to the third differ by more than a right angle.
fn turns_back(three: &[LonLat]) -> bool {
    let [a, b, c] = three else { return false };
    let wide = width(*b);
    let (x, y) = ((b.lon - a.lon) * wide, b.lat - a.lat);
    let (u, v) = ((c.lon - b.lon) * wide, c.lat - b.lat);
    x * u + y * v < 0.0
}

/// The distance of two near positions, in degrees of latitude.
fn length(a: LonLat, b: LonLat) -> f64 {
    let (x, y) = ((b.beside(a.lon).lon - a.lon) * width(a), b.lat - a.lat);
    (x * x + y * y).sqrt()
}

/// How long a degree of longitude is here, in degrees of latitude; roughly.
fn width(at: LonLat) -> f64 {
    1.0 - at.lat.abs() / 90.0 * at.lat.abs() / 90.0
}
