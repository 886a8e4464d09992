//! The chapters, with their places, legs and figures.

use super::leg::route;
use super::media::outline_media;
use crate::distance::Distances;
use crate::reading::other_places;
use crate::story::Story;
use crate::timeline::farthest;
use crate::words::{Reader, Words};
use serde::Serialize;

/// A chapter tells at most this many legs: more of them are of no use to a reader.
const MOST_LEGS: usize = 100;

/// One chapter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlineChapter<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its heading.
    pub title: Words<'a>,
    /// Its text.
    pub text: Words<'a>,
    /// The id of the place it is about.
    pub place: &'a str,
    /// How far along the route it leads, and the length of the route, in kilometres; `None` if none of its places
    /// is on the route, if an earlier chapter leads as far, or if it is about a place behind that of an earlier one.
    pub far: Option<[f64; 2]>,
    /// The other places that it shows ([`other_places`]): their indices in the story. [`told`](super::told) tells them.
    pub others: Vec<u32>,
    /// The legs that are travelled in it, in order, or the first hundred of them: their indices in the story.
    pub legs: Vec<u32>,
    /// How many more legs are travelled in it.
    pub more_legs: usize,
    /// The id of the figure that it shows.
    pub figure: Option<&'a str>,
    /// Its pictures, sounds and films, nine values for each.
    pub media: Vec<Words<'a>>,
}

/// The chapters of a story.
pub(super) fn chapters<'a>(
    story: &'a Story,
    distances: &Distances,
    reader: Reader,
) -> Vec<OutlineChapter<'a>> {
    // The farthest place of a chapter, and the farthest that one leads.
    let (mut at, mut reached) = (0.0_f64, -1.0_f64);
    let shown = story.chapters.iter().zip(other_places(story)).zip(legs(story, distances));
    let chapters = shown.map(|((chapter, others), own)| {
        let place = distances.at(Some(chapter.place));
        let back = place.is_some_and(|km| km < at);
        at = at.max(place.unwrap_or(0.0));
        let km = farthest(chapter, distances).filter(|km| *km > reached && !back);
        reached = km.unwrap_or(reached);
        OutlineChapter {
            id: &chapter.id,
            title: reader.words(&chapter.title),
            text: reader.rich_words(&chapter.text),
            place: story.place(chapter.place).map_or("", |p| &p.id),
            far: km.map(|km| [km, distances.total]),
            others: others.iter().map(|ix| ix.0).collect(),
            more_legs: own.len().saturating_sub(MOST_LEGS),
            legs: own.iter().take(MOST_LEGS).copied().collect(),
            media: outline_media(&chapter.media, reader),
            figure: chapter
                .figure
                .and_then(|ix| story.figures.get(ix.0 as usize))
                .map(|f| f.id.as_str()),
        }
    });
    chapters.collect()
}

/// The legs of each chapter: a leg belongs to the first chapter that leads to its end.
fn legs(story: &Story, distances: &Distances) -> Vec<Vec<u32>> {
    let mut reach = 0.0_f64;
    let reaches: Vec<f64> = story
        .chapters
        .iter()
        .map(|chapter| {
            reach = reach.max(farthest(chapter, distances).unwrap_or(0.0));
            reach
        })
        .collect();
    let mut all = vec![Vec::new(); reaches.len()];
    for (i, leg) in route(story) {
        let Some(end) = distances.at(leg.to) else { continue };
        let chapter = reaches.partition_point(|reach| *reach < end);
        if let Some(legs) = all.get_mut(chapter) {
            legs.push(i as u32);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language_tag::Tag;
    use crate::locale::Locale;
    use crate::route::curves;
    use crate::story::parse;

    fn chapters_of(text: &str, check: impl FnOnce(&Story, &[OutlineChapter])) {
        let story = parse(text).unwrap();
        let distances = Distances::of(&story, &curves(&story));
        let locale = Locale { asked: Tag::EN, tag: Tag::EN, ..Locale::default() };
        check(&story, &chapters(&story, &distances, Reader::new(story.lang, &locale)));
    }

    /// Four stops in a row, and a river.
    fn invented(chapters: &str) -> String {
        let place = |id: &str, lon: f64, kind: &str| {
            format!(
                r#"{{"type":"Feature","id":"{id}","properties":{{"name":"{id}","kind":"{kind}"}},
                "geometry":{{"type":"Point","coordinates":[{lon},8]}}}}"#
            )
        };
        let leg = |from: &str, to: &str, lon: f64| {
            format!(
                r#"{{"type":"Feature","id":"{from}-{to}","properties":{{"kind":"leg","from":"{from}","to":"{to}",
                "mode":"foot","certainty":"unsourced"}},
                "geometry":{{"type":"LineString","coordinates":[[{lon},8],[{},8]]}}}}"#,
                lon + 1.0
            )
        };
        let features = [
            place("a", 0.0, "stop"),
            place("b", 1.0, "stop"),
            place("c", 2.0, "stop"),
            place("d", 3.0, "stop"),
            place("river", 1.5, "town"),
            leg("a", "b", 0.0),
            leg("b", "c", 1.0),
            leg("c", "d", 2.0),
        ];
        format!(
            r#"{{"type":"FeatureCollection","chapters":[{chapters}],"features":[{}]}}"#,
            features.join(",")
        )
    }

    fn others(story: &Story, chapter: &OutlineChapter) -> Vec<String> {
        chapter.others.iter().map(|ix| story.places[*ix as usize].id.to_string()).collect()
    }

    fn legs_of(story: &Story, chapter: &OutlineChapter) -> Vec<String> {
        chapter.legs.iter().map(|ix| story.legs[*ix as usize].id.to_string()).collect()
    }

    #[test]
    fn each_place_is_told_in_one_chapter() {
        let text = invented(
            r#"{"id":"1","title":"1","text":"t","place":"a","lit":["river","c"]},
            {"id":"2","title":"2","text":"t","place":"c","lit":["river","d","d","a"]}"#,
        );
        chapters_of(&text, |story, chapters| {
            assert_eq!(others(story, &chapters[0]), ["river"], "another chapter is about c");
            assert_eq!(
                others(story, &chapters[1]),
                ["d"],
                "the river is shown already, and nothing is shown twice"
            );
        });
    }

    #[test]
    fn a_leg_belongs_to_the_first_chapter_that_leads_to_its_end() {
        let text = invented(
            r#"{"id":"1","title":"1","text":"t","place":"a"},
            {"id":"2","title":"2","text":"t","place":"c"},
            {"id":"3","title":"3","text":"t","place":"river"},
            {"id":"4","title":"4","text":"t","place":"b","upTo":"d"}"#,
        );
        chapters_of(&text, |story, chapters| {
            let legs: Vec<_> =
                chapters.iter().map(|chapter| legs_of(story, chapter).join(" ")).collect();
            assert_eq!(legs, ["", "a-b b-c", "", "c-d"]);
        });
    }

    #[test]
    fn a_chapter_about_an_earlier_place_or_the_same_does_not_advance() {
        let text = invented(
            r#"{"id":"1","title":"1","text":"t","place":"a"},
            {"id":"2","title":"2","text":"t","place":"c"},
            {"id":"3","title":"3","text":"t","place":"river"},
            {"id":"4","title":"4","text":"t","place":"b"},
            {"id":"5","title":"5","text":"t","place":"c"},
            {"id":"6","title":"6","text":"t","place":"d"}"#,
        );
        chapters_of(&text, |_, chapters| {
            let advances: Vec<bool> =
                chapters.iter().map(|chapter| chapter.far.is_some()).collect();
            assert_eq!(advances, [true, true, false, false, false, true]);
        });
    }

    #[test]
    fn a_chapter_about_an_area_tells_how_far_it_leads() {
        let text = invented(
            r#"{"id":"1","title":"1","text":"t","place":"a"},
            {"id":"2","title":"2","text":"t","place":"river"},
            {"id":"3","title":"3","text":"t","place":"river","lit":["b"]},
            {"id":"4","title":"4","text":"t","place":"river","upTo":"d"},
            {"id":"5","title":"5","text":"t","place":"c","upTo":"d"},
            {"id":"6","title":"6","text":"t","place":"b","upTo":"d"}"#,
        );
        chapters_of(&text, |_, chapters| {
            let [a, river, b, d, again, back] = [0, 1, 2, 3, 4, 5].map(|i| chapters[i].far);
            let total = a.unwrap()[1];
            assert_eq!((a, river), (Some([0.0, total]), None));
            assert!(b.is_some_and(|[km, _]| 0.0 < km && km < total), "{b:?}");
            assert_eq!((d, again, back), (Some([total, total]), None, None));
        });
    }

    #[test]
    fn the_built_in_chapters_tell_every_fact_and_every_leg() {
        let text = include_str!("../../assets/story.geojson");
        chapters_of(text, |story, chapters| {
            let main = chapters.iter().map(|chapter| chapter.place.to_string());
            let all: Vec<_> = main.chain(chapters.iter().flat_map(|c| others(story, c))).collect();
            for place in story.places.iter().filter(|place| !place.facts.is_empty()) {
                assert!(all.contains(&place.id.to_string()), "no chapter shows {}", place.id);
            }
            let legs: Vec<_> = chapters.iter().flat_map(|c| legs_of(story, c)).collect();
            let route = story.legs.iter().filter(|leg| leg.mode.is_route());
            assert!(route.map(|leg| leg.id.to_string()).eq(legs));
            assert!(chapters.iter().any(|chapter| chapter.figure == Some("crossings")));
        });
    }
}
