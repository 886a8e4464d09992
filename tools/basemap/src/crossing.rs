//! Lines that cross after the simplification.

/// Which it is (arc, first point), and its ends.
type Segment = ((usize, usize), [i32; 2], [i32; 2]);

/// The segments that cross another one: index of the arc, index of the segment's first point.
pub fn crossing(arcs: &[Vec<[i32; 2]>]) -> Vec<(usize, usize)> {
    let mut segments: Vec<Segment> = vec![];
    for (arc, points) in arcs.iter().enumerate() {
        let pairs = points.windows(2).enumerate();
        segments.extend(pairs.map(|(at, pair)| ((arc, at), pair[0], pair[1])));
    }
    segments.sort_by_key(|&(_, a, b)| a[0].min(b[0]));
    let mut found = vec![];
    for (i, &(arc, a, b)) in segments.iter().enumerate() {
        let (east, low, high) = (a[0].max(b[0]), a[1].min(b[1]), a[1].max(b[1]));
        for &(other, c, d) in &segments[i + 1..] {
            if c[0].min(d[0]) > east {
                break;
            }
            if c[1].max(d[1]) >= low && c[1].min(d[1]) <= high && cross(a, b, c, d) {
                found.extend([arc, other]);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn cross(a: [i32; 2], b: [i32; 2], c: [i32; 2], d: [i32; 2]) -> bool {
    let (c_side, d_side) = (side(a, b, c), side(a, b, d));
    let (a_side, b_side) = (side(c, d, a), side(c, d, b));
    c_side * d_side < 0 && a_side * b_side < 0
}

/// On which side of the line from `a` to `b` a point is: 1, 0 or −1.
fn side(a: [i32; 2], b: [i32; 2], p: [i32; 2]) -> i64 {
    let wide = |q: [i32; 2]| q.map(i64::from);
    let (a, b, p) = (wide(a), wide(b), wide(p));
    ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])).signum()
}

#[cfg(test)]
mod tests {
    use super::crossing;

    #[test]
    fn segments_that_cross_are_found_and_those_that_touch_are_not() {
        let level = vec![[0, 0], [10, 0]];
        let across = vec![[5, -5], [5, 5]];
        let touching = vec![[10, 0], [10, 9]];
        assert_eq!(crossing(&[level.clone(), touching.clone()]), []);
        assert_eq!(crossing(&[touching, level, across]), [(1, 0), (2, 0)]);
        let knot = vec![[0, 0], [10, 10], [10, 0], [0, 10]];
        assert_eq!(crossing(&[knot]), [(0, 0), (0, 2)]);
    }
}
