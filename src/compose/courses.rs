//! Lines that names are written along: rivers, borders, seas, the route.

use crate::camera::Camera;
use crate::label::{Course, CourseOf};
use kurbo::{Point, Rect, Vec2};

/// The distance between a line and the letters beside it, in CSS pixels.
pub(super) const OFF_LINE: f64 = 6.0;

/// The number of places along a whole line where the middle of its name may be. They are fixed to the line, so
/// that the name moves with it.
pub(super) const STATIONS: usize = 64;

/// The longest part of some lines (in world coordinates) that is inside `seen` (in CSS pixels), smoothed. Each line is with the
/// camera that shows it.
pub(super) fn visible(lines: &[(Camera, &[Point])], seen: Rect, offset: f64) -> Option<Course> {
    let mut best: Option<(f64, Course)> = None;
    for (camera, line) in lines {
        let screen = camera.on_screen(line);
        let at = lengths(&screen);
        let mut from = 0;
        while from < screen.len() {
            let inside = |i: &usize| screen.get(*i).is_some_and(|p| seen.contains(*p));
            let Some(first) = (from..screen.len()).find(inside) else { break };
            let end = (first..screen.len()).find(|i| !inside(i)).unwrap_or(screen.len());
            from = end;
            let ends = (screen.get(first..end), at.get(first), at.get(end - 1));
            let (Some(run), Some(a), Some(b)) = ends else { break };
            if b > a && best.as_ref().is_none_or(|(length, _)| b - a > *length) {
                let stations = stations(&screen, &at, seen);
                let line = run.to_vec();
                best = Some((
                    b - a,
                    Course { points: Vec::new(), line, stations, offset, of: CourseOf::Ground },
                ));
            }
        }
    }
    let (_, course) = best?;
    Some(Course { points: smoothed(&course.line), ..course })
}

/// A whole line on the screen, with the letters across it.
pub(super) fn whole(points: Vec<Point>, seen: Rect) -> Course {
    let stations = stations(&points, &lengths(&points), seen);
    Course { points, line: Vec::new(), stations, offset: 0.0, of: CourseOf::Ground }
}

/// The distance along a line of each of its points.
fn lengths(line: &[Point]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut last: Option<Point> = None;
    let add = |p: &Point| {
        sum += last.map_or(0.0, |q| (*p - q).hypot());
        last = Some(*p);
        sum
    };
    line.iter().map(add).collect()
}

/// The stations of a line that are inside `seen`, with their numbers.
fn stations(line: &[Point], at: &[f64], seen: Rect) -> Vec<(u32, Point)> {
    let whole = at.last().copied().unwrap_or(0.0);
    let mut list = Vec::new();
    let mut i = 0;
    for n in 0..STATIONS {
        let s = whole * (n as f64 + 0.5) / STATIONS as f64;
        while at.get(i + 1).is_some_and(|next| *next < s) {
            i += 1;
        }
        let ends = line.get(i).zip(line.get(i + 1)).zip(at.get(i).zip(at.get(i + 1)));
        let Some(((a, b), (from, to))) = ends else { break };
        let p = a.lerp(*b, (s - from) / (to - from).max(1e-9));
        if seen.contains(p) {
            list.push((n as u32, p));
        }
    }
    list
}

/// A line smoothed for letters: cut into equal steps, and then a few times each point moved to the mean of its
/// neighbours. Turns shorter than a word are lost, so that no letter jumps.
fn smoothed(line: &[Point]) -> Vec<Point> {
    const STEP: f64 = 4.0;
    const REACH: usize = 8;
    const TIMES: usize = 3;
    let mut even: Vec<Point> = line.first().copied().into_iter().collect();
    for p in line {
        while let Some(last) = even.last().copied() {
            let d = *p - last;
            if d.hypot() < STEP || even.len() > 2000 {
                break;
            }
            even.push(last + d * (STEP / d.hypot()));
        }
    }
    for _ in 0..TIMES {
        let mean = |i: usize| {
            // The same number of neighbours on both sides, so that the ends stay where they are.
            let reach = REACH.min(i).min(even.len() - 1 - i);
            let near = even.get(i - reach..=i + reach).unwrap_or_default();
            let sum = near.iter().fold(Vec2::ZERO, |sum, p| sum + p.to_vec2());
            (sum / near.len().max(1) as f64).to_point()
        };
        even = (0..even.len()).map(mean).collect();
    }
    even
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_do_not_jump_along_a_line_with_many_turns() {
        let turn = |i: u32| if i.is_multiple_of(2) { 0.0 } else { 14.0 };
        let line: Vec<Point> = (0..40).map(|i| Point::new(f64::from(i) * 12.0, turn(i))).collect();
        let smooth = smoothed(&line);
        let middle = smooth.get(30..smooth.len() - 30).unwrap_or_default();
        assert!(middle.len() > 50);
        assert!(middle.iter().all(|p| (p.y - 7.0).abs() < 1.0), "{middle:?}");
    }
}
