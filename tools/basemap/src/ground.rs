//! The topology between TopoJSON and the file: arcs with their kinds, cut where their kind changes.

use crate::spec::Spec;
use crate::topo::Topology;
use darien_map::basemap::{ArcKind, ArcRef, RegionKind};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// A place in degrees.
pub type Place = [f64; 2];

/// Arcs, and the regions and rivers made of them.
pub struct Ground {
    /// Points in degrees.
    pub arcs: Vec<Vec<Place>>,
    /// Kind of each arc.
    pub kinds: Vec<ArcKind>,
    /// Kind, code and rings.
    pub regions: Vec<(RegionKind, String, Vec<Vec<ArcRef>>)>,
    /// Name, rank and runs.
    pub rivers: Vec<(String, u8, Vec<Vec<ArcRef>>)>,
    /// For each arc, whether it is a line between states that are not areas. It may end anywhere, and cross other arcs.
    pub loose: Vec<bool>,
}

impl Ground {
    /// Cuts the topology at the edges of the file and at the ends of border rivers.
    pub fn new(spec: &Spec, topology: &Topology) -> Result<Self, String> {
        let (arcs, children) = split(spec, topology);
        let refs = |run: &[i64]| -> Vec<ArcRef> {
            run.iter().flat_map(|&number| walk(&children, number)).collect()
        };
        let mut regions = vec![];
        for (layer, kind) in [
            ("countries", RegionKind::Country),
            ("states", RegionKind::State),
            ("lakes", RegionKind::Lake),
        ] {
            for feature in topology.layer(layer) {
                let rings = feature.shape.runs().into_iter().map(refs).collect();
                regions.push((kind, feature.properties.code.clone(), rings));
            }
        }
        let mut rivers: Vec<(String, u8, Vec<Vec<ArcRef>>)> = vec![];
        for feature in topology.layer("rivers") {
            let (name, rank) = (&feature.properties.name, feature.properties.rank);
            let runs = feature.shape.runs().into_iter().map(refs);
            match rivers.iter_mut().find(|river| river.0 == *name && river.1 == rank) {
                Some(river) => river.2.extend(runs),
                None => rivers.push((name.clone(), rank, runs.collect())),
            }
        }
        let mut loose = vec![false; arcs.len()];
        for arc_ref in
            topology.layer("lines").iter().flat_map(|line| line.shape.runs()).flat_map(refs)
        {
            loose[arc_ref.arc as usize] = true;
        }
        let kinds = vec![ArcKind::River; arcs.len()];
        let mut ground = Self { kinds, arcs, regions, rivers, loose };
        ground.classify(spec);
        for along in &spec.along {
            let border = ground.border(&along.between);
            let runs = match along.stretch {
                Some(stretch) => vec![ground.way(&border, stretch).ok_or_else(|| {
                    format!("{}: no way along the border {:?}", along.river, along.between)
                })?],
                None => border.iter().map(|&arc| vec![ArcRef { arc, reversed: false }]).collect(),
            };
            match ground.rivers.iter_mut().find(|river| river.0 == along.river) {
                Some(river) => river.2.extend(runs),
                None => ground.rivers.push((along.river.clone(), along.rank, runs)),
            }
        }
        Ok(ground)
    }

    fn classify(&mut self, spec: &Spec) {
        let mut users: Vec<Vec<usize>> = vec![vec![]; self.arcs.len()];
        for (index, region) in self.regions.iter().enumerate() {
            for arc_ref in region.2.iter().flatten() {
                users[arc_ref.arc as usize].push(index);
            }
        }
        for (arc, users) in users.iter().enumerate() {
            let count = |kind| users.iter().filter(|&&user| self.regions[user].0 == kind).count();
            let cut = self.arcs[arc].windows(2).all(|pair| on_edge(spec, pair));
            self.kinds[arc] = if !users.is_empty() && cut {
                ArcKind::Cut
            } else if count(RegionKind::Country) > 0 {
                if count(RegionKind::Country) > 1 { ArcKind::Border } else { ArcKind::Coast }
            } else if count(RegionKind::State) > 0 {
                ArcKind::StateLine
            } else if count(RegionKind::Lake) > 0 {
                ArcKind::Shore
            } else if self.loose[arc] {
                ArcKind::StateLine
            } else {
                ArcKind::River
            };
        }
    }

    /// The arcs that two countries share.
    fn border(&self, between: &[String; 2]) -> BTreeSet<u32> {
        let arcs_of = |code: &String| -> BTreeSet<u32> {
            self.regions
                .iter()
                .filter(|region| region.0 == RegionKind::Country && region.1 == *code)
                .flat_map(|region| region.2.iter().flatten().map(|arc_ref| arc_ref.arc))
                .collect()
        };
        &arcs_of(&between[0]) & &arcs_of(&between[1])
    }

    /// The path along a border between the nodes nearest to two places, with the fewest arcs.
    fn way(&self, border: &BTreeSet<u32>, stretch: [Place; 2]) -> Option<Vec<ArcRef>> {
        let ends = |arc: u32| {
            let points = &self.arcs[arc as usize];
            [key(points[0]), key(points[points.len() - 1])]
        };
        let nearest = |place: Place| {
            let [x, y] = key(place);
            let nodes = border.iter().flat_map(|&arc| ends(arc));
            nodes.min_by_key(|node| (node[0] - x).pow(2) + (node[1] - y).pow(2))
        };
        let (from, to) = (nearest(stretch[0])?, nearest(stretch[1])?);
        let mut came: HashMap<[i64; 2], ([i64; 2], ArcRef)> = HashMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for &arc in border {
                let [a, b] = ends(arc);
                for (start, end, reversed) in [(a, b, false), (b, a, true)] {
                    if start == node && end != from && !came.contains_key(&end) {
                        came.insert(end, (node, ArcRef { arc, reversed }));
                        queue.push_back(end);
                    }
                }
            }
        }
        let mut run = vec![];
        let mut node = to;
        while node != from {
            let &(before, arc_ref) = came.get(&node)?;
            run.push(arc_ref);
            node = before;
        }
        run.reverse();
        Some(run)
    }
}

/// Degrees as whole numbers, for comparison.
fn key(place: Place) -> [i64; 2] {
    place.map(|degrees| (degrees * 1e6).round() as i64)
}

/// TopoJSON's reference to an arc as references to the arcs that it was cut into.
fn walk(children: &[Vec<u32>], number: i64) -> Vec<ArcRef> {
    if number >= 0 {
        let arcs = children[number as usize].iter();
        arcs.map(|&arc| ArcRef { arc, reversed: false }).collect()
    } else {
        let arcs = children[!number as usize].iter().rev();
        arcs.map(|&arc| ArcRef { arc, reversed: true }).collect()
    }
}

fn split(spec: &Spec, topology: &Topology) -> (Vec<Vec<Place>>, Vec<Vec<u32>>) {
    let mut cuts: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); topology.arcs.len()];
    for (arc, points) in topology.arcs.iter().enumerate() {
        let edge: Vec<bool> = points.windows(2).map(|pair| on_edge(spec, pair)).collect();
        for (i, pair) in edge.windows(2).enumerate() {
            if pair[0] != pair[1] {
                cuts[arc].insert(i + 1);
            }
        }
    }
    for along in &spec.along {
        let arcs_of = |code: &String| -> BTreeSet<usize> {
            let features = topology.layer("countries").iter();
            features
                .filter(|feature| feature.properties.code == *code)
                .flat_map(|feature| feature.shape.runs().concat())
                .map(|number| if number >= 0 { number as usize } else { !number as usize })
                .collect()
        };
        let shared = &arcs_of(&along.between[0]) & &arcs_of(&along.between[1]);
        for place in along.stretch.into_iter().flatten() {
            let [x, y] = key(place);
            let nearest = shared
                .iter()
                .flat_map(|&arc| (0..topology.arcs[arc].len()).map(move |i| (arc, i)))
                .min_by_key(|&(arc, i)| {
                    let point = key(topology.arcs[arc][i]);
                    (point[0] - x).pow(2) + (point[1] - y).pow(2)
                });
            if let Some((arc, i)) = nearest {
                cuts[arc].insert(i);
            }
        }
    }
    let mut arcs = vec![];
    let mut children = vec![];
    for (points, cuts) in topology.arcs.iter().zip(cuts) {
        let last = points.len() - 1;
        let mut mine = vec![];
        let mut start = 0;
        for end in cuts.into_iter().filter(|&i| i > 0 && i < last).chain([last]) {
            mine.push(arcs.len() as u32);
            arcs.push(points[start..=end].to_vec());
            start = end;
        }
        children.push(mine);
    }
    (arcs, children)
}

/// Whether a segment is on an edge of the file.
fn on_edge(spec: &Spec, segment: &[Place]) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-5;
    let [west, south, east, north] = spec.bounds;
    let all = |axis: usize, edge: f64| segment.iter().all(|point| near(point[axis], edge));
    all(0, west) || all(0, east) || all(1, south) || all(1, north)
}
