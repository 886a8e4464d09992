//! The fewest points that stay within a tolerance of every point of the source.
//!
//! Imai and Iri's method: of all chords between points of the line that leave no point farther
//! than its tolerance, the shortest chain is taken. Chords run between quantised points, so that
//! the tolerance holds for the file's own coordinates.

/// One source line, prepared. Positions are in widths of the world.
pub struct Line {
    /// Source points.
    pub points: Vec<[f64; 2]>,
    /// The same, rounded to positions that the file can store.
    pub grid: Vec<[f64; 2]>,
    /// Kilometres in one width of the world at the latitude of each point.
    pub scale: Vec<f64>,
    /// The tolerance at each point, in kilometres.
    pub tolerance: Vec<f64>,
}

/// The most points that a chord may skip.
const REACH: usize = 400;
/// After so many failed chords in a row, no longer one is tried.
const PATIENCE: usize = 40;
/// The weight of closeness: of chains of equal length the one nearer to the source is chosen.
const CLOSENESS: f64 = 0.02;

impl Line {
    /// Indices of the points to keep, the first and last among them.
    pub fn simplify(&self) -> Vec<usize> {
        let last = self.points.len() - 1;
        if last < 2 {
            return (0..=last).collect();
        }
        if self.points[0] == self.points[last] {
            // A ring: two chains between its start and the point farthest from it.
            let far = |i: &usize| self.span(self.points[0], self.points[*i]);
            let middle = (1..last).max_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(1);
            let mut kept = self.chain(0, middle);
            kept.pop();
            kept.extend(self.chain(middle, last));
            return kept;
        }
        self.chain(0, last)
    }

    /// The largest distance of a source point from the chain, in kilometres, for each kept chord.
    pub fn error(&self, from: usize, to: usize) -> f64 {
        (from..=to).map(|i| self.deviation(from, to, i)).fold(0.0, f64::max)
    }

    fn chain(&self, first: usize, last: usize) -> Vec<usize> {
        // Remove points first: this uses a tenth of the tolerance and saves nearly all of the time.
        let picked = self.thin(first, last);
        let count = picked.len();
        let mut best = vec![(f64::INFINITY, 0); count];
        best[0] = (0.0, 0);
        for i in 0..count - 1 {
            let mut failed = 0;
            for j in i + 1..count.min(i + REACH) {
                match self.cost(&picked[i..=j]) {
                    Some(cost) => {
                        failed = 0;
                        let total = best[i].0 + 1.0 + CLOSENESS * cost;
                        if total < best[j].0 {
                            best[j] = (total, i);
                        }
                    }
                    // The next point can always be reached: it is off by the rounding only.
                    None if j == i + 1 => {
                        let total = best[i].0 + 2.0;
                        if total < best[j].0 {
                            best[j] = (total, i);
                        }
                    }
                    None => {
                        failed += 1;
                        if failed > PATIENCE {
                            break;
                        }
                    }
                }
            }
        }
        let mut kept = vec![last];
        let mut at = count - 1;
        while at > 0 {
            at = best[at].1;
            kept.push(picked[at]);
        }
        kept.reverse();
        kept
    }

    /// Sum of squared deviations over the tolerance, or none if one of them exceeds it.
    fn cost(&self, picked: &[usize]) -> Option<f64> {
        let (from, to) = (picked[0], picked[picked.len() - 1]);
        let mut sum = 0.0;
        for &i in picked {
            let share = self.deviation(from, to, i) / (self.tolerance[i] * 0.9);
            if share > 1.0 {
                return None;
            }
            sum += share * share;
        }
        Some(sum)
    }

    /// Douglas and Peucker's method.
    fn thin(&self, first: usize, last: usize) -> Vec<usize> {
        let mut kept = vec![first];
        let mut open = vec![(first, last)];
        while let Some((from, to)) = open.pop() {
            let share = |i: usize| {
                distance(self.points[i], self.points[from], self.points[to]) * self.scale[i]
                    / self.tolerance[i]
            };
            let worst = (from + 1..to).max_by(|&a, &b| share(a).total_cmp(&share(b)));
            match worst {
                Some(worst) if share(worst) > 0.1 => {
                    open.push((worst, to));
                    open.push((from, worst));
                }
                _ => kept.push(to),
            }
        }
        kept
    }

    /// How far source point `i` is from the chord between two points of the file.
    fn deviation(&self, from: usize, to: usize, i: usize) -> f64 {
        distance(self.points[i], self.grid[from], self.grid[to]) * self.scale[i]
    }

    fn span(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        (a[0] - b[0]).hypot(a[1] - b[1])
    }
}

/// Distance of a point from the segment between two.
fn distance(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 {
        0.0
    } else {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0)
    };
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dy)
}

#[cfg(test)]
mod tests {
    use super::Line;

    fn line(points: &[[f64; 2]], tolerance: f64) -> Line {
        Line {
            points: points.to_vec(),
            grid: points.iter().map(|p| p.map(f64::round)).collect(),
            scale: vec![1.0; points.len()],
            tolerance: vec![tolerance; points.len()],
        }
    }

    #[test]
    fn a_straight_line_keeps_its_ends() {
        let line = line(&[[0.0, 0.0], [1.0, 0.1], [2.0, 0.0], [3.0, 0.1], [4.0, 0.0]], 0.5);
        assert_eq!(line.simplify(), [0, 4]);
    }

    #[test]
    fn no_source_point_lies_beyond_the_tolerance() {
        let points: Vec<_> = (0..400)
            .map(|i| {
                let t = f64::from(i) * 0.05;
                [t * 10.0, (t * 1.7).sin() * 20.0 + (t * 23.0).sin() * 2.0]
            })
            .collect();
        for tolerance in [1.0, 3.0, 9.0] {
            let line = line(&points, tolerance);
            let kept = line.simplify();
            let worst = kept.windows(2).map(|pair| line.error(pair[0], pair[1]));
            assert!(worst.fold(0.0, f64::max) <= tolerance);
            assert!(kept.len() < 200);
        }
    }

    #[test]
    fn a_ring_stays_a_ring() {
        let points: Vec<_> = (0..=60)
            .map(|i| (f64::from(i % 60) * 6.0).to_radians().sin_cos())
            .map(|(x, y)| [x * 50.0, y * 50.0])
            .collect();
        let kept = line(&points, 4.0).simplify();
        assert!(kept.len() >= 6 && kept[0] == 0 && kept[kept.len() - 1] == 60, "{kept:?}");
    }
}
