//! The order of arcs in the file: each begins near the end of the one before it, since the file
//! stores points as steps from the one before.

use darien_map::basemap::{Arc, ArcRef};

/// Arcs in their new order (some reversed), and the new index of each old arc.
pub fn order(mut arcs: Vec<Option<Arc>>) -> (Vec<Arc>, Vec<Option<ArcRef>>) {
    let mut moved = vec![None; arcs.len()];
    let mut ordered: Vec<Arc> = vec![];
    let mut here = [0, 0];
    loop {
        let mut nearest: Option<(i64, usize, bool)> = None;
        for (index, arc) in arcs.iter().enumerate() {
            let Some(points) = arc.as_ref().map(|arc| &arc.points) else { continue };
            for (point, reversed) in [(points[0], false), (points[points.len() - 1], true)] {
                let far =
                    i64::from(point[0] - here[0]).pow(2) + i64::from(point[1] - here[1]).pow(2);
                if nearest.is_none_or(|(least, ..)| far < least) {
                    nearest = Some((far, index, reversed));
                }
            }
        }
        let Some((_, index, reversed)) = nearest else { return (ordered, moved) };
        let Some(mut arc) = arcs[index].take() else { return (ordered, moved) };
        if reversed {
            arc.points.reverse();
        }
        here = arc.points[arc.points.len() - 1];
        moved[index] = Some(ArcRef { arc: ordered.len() as u32, reversed });
        ordered.push(arc);
    }
}
