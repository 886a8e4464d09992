//! Files that were not made for this map: each shows something sensible, and notes say what was guessed or left out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::EN;
use darien_map::language_tag::Tag;
use darien_map::scene::LayerKind;
use darien_map::story::looks::{CategoryIx, RouteIx};
use darien_map::story::{Mode, PlaceIx, Problem, ProblemKind, Rank, Story, parse};
use darien_map::text::BakedAdvances;
use kurbo::Size;
use serde_json::{Value, json};
use std::path::Path;

fn exports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn point(lon: f64, lat: f64) -> Value {
    json!({"type": "Point", "coordinates": [lon, lat]})
}

fn line(positions: &[[f64; 2]]) -> Value {
    json!({"type": "LineString", "coordinates": positions})
}

fn feature(geometry: Value, properties: Value) -> Value {
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}

fn collection(features: &[Value]) -> Value {
    json!({"type": "FeatureCollection", "features": features})
}

fn read(value: &Value) -> Story {
    parse(&value.to_string()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The path of each note and what was found there.
fn notes(story: &Story) -> Vec<(&str, &str)> {
    story.notes.iter().map(|note| (note.path.as_str(), note.got.as_str())).collect()
}

fn problems(value: &Value) -> Vec<Problem> {
    parse(&value.to_string()).unwrap_err()
}

#[test]
fn positions_in_antarctica_are_believed_and_noted_once() {
    let far_south = collection(&[
        feature(point(-36.51, -54.28), json!({"name": "Grytviken"})),
        feature(point(-51.8, -68.65), json!({"name": "Ship lost"})),
        feature(line(&[[-36.51, -54.28], [-51.8, -68.65], [-52.0, -67.3]]), json!({})),
    ]);
    let story = read(&far_south);
    assert!((story.places[1].at.lat + 68.65).abs() < 1e-9);
    let swapped: Vec<_> =
        story.notes.iter().filter(|note| note.kind == ProblemKind::Swapped).collect();
    assert_eq!(swapped.len(), 1, "{swapped:#?}");
    assert!(swapped[0].got.starts_with("[-51.8, -68.65]"), "{swapped:#?}");

    let mut said = far_south.clone();
    said["bbox"] = json!([-70, -75, -30, -50]);
    assert!(read(&said).notes.iter().all(|note| note.kind != ProblemKind::Swapped));
    said["bbox"] = json!([-75, -70, -50, -30]);
    assert_eq!(problems(&said)[0].kind, ProblemKind::Swapped);
}

#[test]
fn an_export_of_each_program_shows_its_route_at_first() {
    let all = exports();
    assert_eq!(all.len(), 10);
    for (name, text) in all {
        for (w, h) in [(390.0, 844.0), (1280.0, 800.0)] {
            let size = Size::new(w, h);
            let mut map = common::widget_with_story(&text, size, EN);
            map.frame(0.0, &BakedAdvances);
            let story = parse(&text).unwrap();
            assert!(!story.legs.is_empty() && !story.places.is_empty(), "{name}");
            let ends = story.legs.iter().flat_map(|leg| &leg.line).copied();
            for at in ends.chain(story.places.iter().map(|place| place.at)) {
                let seen = size.to_rect().contains(map.project(at));
                assert!(seen, "{name}, {w}×{h}: {at:?} is out of sight");
            }
            let route = story.legs.iter().flat_map(|leg| &leg.line).map(|at| map.project(*at));
            let (first, least) = (map.project(story.legs[0].line[0]), 48.0);
            let far = route.map(|at| (at - first).hypot()).fold(0.0, f64::max);
            assert!(far > least, "{name}, {w}×{h}: {far} px");
            let drawn =
                map.scene().0.layers.iter().filter(|l| matches!(l.kind, LayerKind::Route { .. }));
            assert!(drawn.map(|layer| layer.items.len()).sum::<usize>() > 0, "{name}: no line");
        }
    }
}

#[test]
fn a_name_is_found_under_other_words() {
    for key in ["title", "Name", "NAME", "label", "Title", "Nom", "name:en", "name_en"] {
        let story = read(&collection(&[feature(point(1.0, 2.0), json!({key: "Quay"}))]));
        assert_eq!(story.read(&story.places[0].name, EN), "Quay", "{key}");
        assert_eq!(story.chapters.len(), 1, "{key}");
        let [note] = story.notes.as_slice() else { panic!("{key}: {:?}", story.notes) };
        assert_eq!((note.feature, note.kind), (Some(0), ProblemKind::Missing));
        assert_eq!(note.path, "$.features[0].properties.name");
        assert!(note.expected.contains("\"name\""), "{}", note.expected);
    }
    let names = json!({"name": "Porto", "name:de": "Hafen", "name:etymology": "x", "name_1": "y"});
    let story = read(&collection(&[feature(point(1.0, 2.0), names)]));
    let name = &story.places[0].name;
    assert_eq!(name.0.len(), 2, "{name:?}");
    assert_eq!(story.read(name, Tag::parse("de").unwrap()), "Hafen");
    assert_eq!(story.read(name, EN), "Porto");
}

#[test]
fn a_place_without_a_name_is_a_mark_and_no_chapter() {
    let nameless = [json!(null), json!({}), json!({"name": null}), json!({"name": " "})];
    let features: Vec<_> =
        (0..).zip(nameless).map(|(i, p)| feature(point(f64::from(i), 2.0), p)).collect();
    let story = read(&collection(&features));
    assert_eq!((story.places.len(), story.chapters.len()), (4, 0));
    // The same in four features is noted once.
    assert!(notes(&story).contains(&("$.features[0].properties.name", "nothing (and 3 more)")));
    let text = collection(&features).to_string();
    let mut map = common::widget_with_story(&text, Size::new(800.0, 600.0), EN);
    map.frame(0.0, &BakedAdvances);
    for place in &story.places {
        assert!(map.select(Some(&place.id)), "{} can be chosen", place.id);
        assert_eq!(map.card(&place.id).unwrap().title.text, "");
    }
}

#[test]
fn a_description_of_another_program_says_where_a_place_is() {
    let place = |properties| read(&collection(&[feature(point(1.0, 2.0), properties)]));
    for key in ["description", "desc", "cmt"] {
        let story = place(json!({"name": "A", key: "Water all year"}));
        assert_eq!(story.read(story.places[0].place.as_ref().unwrap(), EN), "Water all year");
    }
    let html = json!({"@type": "html", "value": "<img src=x><br>First\n <b>night</b>"});
    let story = place(json!({"name": "A", "description": html}));
    assert_eq!(story.read(story.places[0].place.as_ref().unwrap(), EN), "First night");
    let story = place(json!({"name": "A", "place": "own", "desc": "other"}));
    assert_eq!(story.read(story.places[0].place.as_ref().unwrap(), EN), "own");
    assert_eq!(story.notes, []);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let text = collection(&[feature(point(1.0, 2.0), json!({"name": "A"}))]).to_string();
    assert_eq!(parse(&format!("\u{feff}{text}")), parse(&text));
}

#[test]
fn numbers_are_ids_and_references() {
    let mut one = feature(point(1.0, 2.0), json!({"name": "A"}));
    let mut two = feature(
        point(1.5, 2.0),
        json!({"name": "B", "facts":
        [{"id": 7, "text": "t", "date": "2024", "sources": [3]}]}),
    );
    (one["id"], two["id"]) = (json!(0), json!("1"));
    let way = feature(line(&[[1.0, 2.0], [1.5, 2.0]]), json!({"from": "0", "to": 1}));
    let mut story = collection(&[one, two.clone(), way]);
    story["sources"] = json!([{"id": 3, "title": "S"}]);
    story["chapters"] =
        json!([{"id": 9, "title": "T", "text": "t", "place": 1, "lit": [0], "upTo": 1}]);
    let found = read(&story);
    assert_eq!(found.notes, []);
    assert_eq!(found.sources[0].id, "3");
    assert_eq!((found.legs[0].from, found.legs[0].to), (Some(PlaceIx(0)), Some(PlaceIx(1))));
    assert_eq!((found.chapters[0].place, found.chapters[0].id.as_str()), (PlaceIx(1), "9"));
    // The same id as a number and as a text.
    let mut other = two.clone();
    other["id"] = json!(1);
    story["features"][0] = other;
    let found = problems(&story);
    let problem = found.iter().find(|problem| problem.path == "$.features[1].id").unwrap();
    assert_eq!(problem.kind, ProblemKind::DuplicateId);
    assert!(problem.expected.contains("$.features[0]"), "{}", problem.expected);
}

#[test]
fn a_feature_or_a_geometry_alone_is_a_story() {
    let story = read(&point(12.5, 41.9));
    assert_eq!((story.places.len(), story.chapters.len()), (1, 0));
    assert_eq!(notes(&story)[0], ("$.type", "\"Point\""));
    let story = read(&feature(point(12.5, 41.9), json!({"name": "Rome"})));
    assert_eq!(story.read(&story.places[0].name, EN), "Rome");
    let wrong = &problems(&feature(point(120.5, 141.9), json!({"name": "Rome"})))[0];
    assert_eq!((wrong.path.as_str(), wrong.feature), ("$.geometry.coordinates[1]", None));
    let story = read(&collection(&[point(1.0, 2.0), line(&[[1.0, 2.0], [1.1, 2.0]])]));
    assert_eq!((story.places.len(), story.legs.len()), (1, 1));
}

#[test]
fn lines_alone_have_stops_where_they_end_and_meet() {
    let (one, two) = (line(&[[1.0, 2.0], [3.0, 2.0]]), line(&[[3.0, 2.0], [5.0, 4.0]]));
    let story = read(&collection(&[feature(one, json!({})), feature(two, json!(null))]));
    let at: Vec<_> = story.places.iter().map(|place| (place.at.lon, place.at.lat)).collect();
    assert_eq!(at, [(1.0, 2.0), (3.0, 2.0), (5.0, 4.0)]);
    assert!(story.places.iter().all(|p| p.name.0.is_empty() && p.rank == Rank::Context));
    assert_eq!((story.legs[0].to, story.legs[1].from), (Some(PlaceIx(1)), Some(PlaceIx(1))));
    assert_eq!(story.chapters, []);
    // A network of lines has no more than a hundred and its end.
    let streets: Vec<_> = (0..300)
        .map(|i| {
            feature(line(&[[f64::from(i) / 10.0, 1.0], [f64::from(i) / 10.0, 2.0]]), json!({}))
        })
        .collect();
    let story = read(&collection(&streets));
    assert_eq!(story.places.len(), 101);
    assert_eq!(story.places[100].at, story.legs[299].line[1]);
}

#[test]
fn a_track_with_gaps_is_the_route_in_pieces_and_no_river() {
    let parts =
        json!([[[1.0, 2.0], [2.0, 2.0]], [[2.0, 2.0], [3.0, 2.0]], [[3.1, 2.0], [4.0, 2.0]]]);
    let track = json!({"type": "MultiLineString", "coordinates": parts});
    let day = json!({"name": "Day 1", "mode": "foot"});
    let story = read(&collection(&[feature(track.clone(), day)]));
    assert_eq!(story.legs.len(), 2, "two pieces: the first two lines continue each other");
    assert_eq!(story.legs[0].line.len(), 4);
    for leg in &story.legs {
        assert_eq!(leg.mode, Mode::Foot);
        assert_eq!(story.read(leg.name.as_ref().unwrap(), EN), "Day 1");
    }
    assert_eq!(story.legs[1].id, "feature-0-1");
    assert!(notes(&story).contains(&("$.features[0].properties.kind", "nothing")));
    // Where the file says so, it is a river.
    let river = feature(track, json!({"name": "R", "kind": "river"}));
    let story = read(&collection(&[river]));
    assert_eq!((story.places.len(), story.legs.len()), (1, 0));
    assert_eq!(story.notes, []);
}

#[test]
fn collections_of_geometries_are_taken_apart() {
    let geometries = [
        point(1.0, 2.0),
        line(&[[1.0, 2.0], [1.5, 2.5]]),
        json!({"type": "GeometryCollection",
        "geometries": [{"type": "MultiPoint", "coordinates": [[1.5, 2.5], [1.6, 2.6]]}]}),
    ];
    let all = json!({"type": "GeometryCollection", "geometries": geometries});
    let mut whole = feature(all, json!({"name": "Camp"}));
    whole["id"] = json!("camp");
    let story = read(&collection(&[whole.clone()]));
    assert_eq!((story.places.len(), story.legs.len()), (3, 1));
    let ids: Vec<_> = story.places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids, ["camp", "camp-2", "camp-3"]);
    assert_eq!(story.legs[0].id, "camp-1");
    // The path of a problem leads to the part.
    whole["geometry"]["geometries"][2]["geometries"][0]["coordinates"][1] = json!([160.0, 99.0]);
    let path = &problems(&collection(&[whole]))[0].path;
    assert_eq!(path, "$.features[0].geometry.geometries[2].coordinates[1][1]");
}

#[test]
fn words_of_other_programs_are_noted_once_and_do_no_harm() {
    let way = |mode: &str| feature(line(&[[1.0, 2.0], [1.5, 2.0]]), json!({"mode": mode}));
    let modes = ["walk", "sea", "Boat", "train", "bus", "on foot", "bus"];
    let mut features: Vec<_> = modes.map(way).to_vec();
    features.push(feature(
        point(1.0, 2.0),
        json!({"name": "A", "kind": "halt", "region": "West",
        "country": 250, "rank": 3}),
    ));
    let story = read(&collection(&features));
    let found: Vec<_> = story.legs.iter().map(|leg| leg.mode).collect();
    let (foot, boat, road) = (Mode::Foot, Mode::Boat, Mode::Road);
    assert_eq!(found, [foot, boat, boat, Mode::Rail, road, foot, road]);
    let modes = story.notes.iter().filter(|note| note.path.ends_with("mode"));
    assert_eq!(modes.clone().count(), 6);
    assert!(modes.clone().any(|note| note.got == "\"bus\" (and 1 more)"));
    assert!(modes.clone().any(|note| note.expected.ends_with("did you mean \"foot\"?")));
    assert_eq!(story.notes.len(), 10);
}

#[test]
fn looks_and_times_of_other_programs_are_noted_and_left_out() {
    let shop = json!({"name": "A", "category": "shop", "value": "12 t", "number": 4711.5,
        "time": "2024-06-11T10:00:00Z"});
    let way = json!({"mode": "funicular", "route": "hiking", "time": "2024/06/11"});
    let line = line(&[[1.0, 2.0], [1.5, 2.0]]);
    let mut file = collection(&[feature(point(1.0, 2.0), shop), feature(line.clone(), way)]);
    let story = read(&file);
    let place = &story.places[0];
    assert_eq!((place.category, place.value, place.number, place.time), (None, None, None, None));
    let leg = &story.legs[0];
    assert_eq!((leg.mode, leg.route, leg.time), (Mode::Road, None, None));
    let keys = story.notes.iter().filter_map(|note| note.path.rsplit('.').next());
    assert_eq!(
        keys.collect::<Vec<_>>(),
        ["category", "value", "number", "time", "mode", "route", "time"]
    );
    // The story's own words have their meanings.
    file["modes"] = json!({"funicular": {"label": "Funicular"}});
    file["routes"] = json!([{"id": 7, "name": "Line 7", "color": "#1f6f8b"}]);
    file["categories"] = json!({"shop": {"label": "Shops", "color": "#1f6f8b"}});
    file["features"][1]["properties"] = json!({"mode": "funicular", "route": "7"});
    let more = ["Funicular", "funiclar"].map(|mode| feature(line.clone(), json!({"mode": mode})));
    file["features"].as_array_mut().unwrap().extend(more);
    let story = read(&file);
    assert_eq!(story.places[0].category, Some(CategoryIx(0)));
    let modes: Vec<_> = story.legs.iter().map(|leg| leg.mode).collect();
    assert_eq!(modes, [Mode::Own(0), Mode::Own(0), Mode::Road]);
    assert_eq!(story.legs[0].route, Some(RouteIx(0)));
    let meant = story.notes.iter().filter(|note| note.path.ends_with("mode"));
    let meant: Vec<_> = meant.map(|note| note.expected.rsplit("; ").next().unwrap()).collect();
    assert_eq!(meant, ["did you mean \"funicular\"?"; 2]);
}

#[test]
fn a_place_may_be_referred_to_by_its_name() {
    let mut story = collection(&[
        feature(point(36.3, 33.5), json!({"name": "Upper Town"})),
        feature(point(35.9, 31.9), json!({"name": "Lower Town"})),
        feature(
            line(&[[36.3, 33.5], [35.9, 31.9]]),
            json!({"from": "Upper Town", "to": "Lower Town"}),
        ),
    ]);
    story["chapters"] = json!([{"title": "T", "text": "t", "place": "Lower Town"}]);
    let found = read(&story);
    assert_eq!((found.legs[0].from, found.legs[0].to), (Some(PlaceIx(0)), Some(PlaceIx(1))));
    assert_eq!(found.chapters[0].place, PlaceIx(1));
    assert!(found.notes[0].expected.contains("\"feature-1\""), "{:?}", found.notes);
    // A chapter about no place cannot be shown.
    story["chapters"][0]["place"] = json!("feature-9");
    let wrong = &problems(&story)[0];
    assert_eq!(wrong.kind, ProblemKind::UnknownReference);
    assert!(wrong.expected.contains("did you mean \"feature-0\"?"), "{}", wrong.expected);
}

#[test]
fn a_feature_without_a_place_on_earth_is_left_out() {
    let none = feature(json!(null), json!({"name": "Nowhere"}));
    let one = feature(point(1.0, 2.0), json!({"name": "A"}));
    let story = read(&collection(&[none.clone(), one.clone(), none.clone()]));
    assert_eq!(story.places.len(), 1);
    assert_eq!(notes(&story), [("$.features[0].geometry", "nothing (and 1 more)")]);
    let mut strict = collection(&[none, one]);
    strict["strict"] = json!(true);
    assert_eq!(problems(&strict)[0].kind, ProblemKind::BadGeometry);
}

#[test]
fn the_title_may_be_in_the_properties_of_the_collection_or_its_name() {
    let mut story = collection(&[feature(point(1.0, 2.0), json!({"name": "A"}))]);
    let title = |story: &Value| {
        let story = read(story);
        story.read(&story.title, EN).to_owned()
    };
    story["name"] = json!("layer");
    assert_eq!(title(&story), "layer");
    story["properties"] = json!({"title": "Salt road"});
    assert_eq!(title(&story), "Salt road");
    story["title"] = json!("Own");
    assert_eq!(title(&story), "Own");
}

#[test]
fn metres_are_called_metres() {
    let story = collection(&[feature(point(2_632_500.4, 4_571_200.9), json!({"name": "A"}))]);
    let found = problems(&story);
    assert_eq!((found.len(), found[0].kind), (1, ProblemKind::OutOfRange));
    assert!(found[0].expected.contains("metres") && found[0].expected.contains("EPSG:4326"));
}

#[test]
fn thousands_of_nameless_stops_are_no_chapters() {
    let stops: Vec<_> = (0..3000)
        .map(|i| feature(point(f64::from(i) / 1000.0, 2.0), json!({"track_fid": 0, "ele": i})))
        .collect();
    let story = read(&collection(&stops));
    assert_eq!((story.places.len(), story.chapters.len(), story.notes.len()), (3000, 0, 1));
}

/// A walk to the east of so many fixes, with rests. Each fix scatters by up to so many degrees.
fn walk(fixes: u32, scatter: f64) -> Vec<[f64; 2]> {
    let (mut seed, mut lon) = (1_u64, 7.0);
    let mut noise = || {
        seed = seed * 16_807 % 2_147_483_647;
        (seed as f64 / 2_147_483_647.0 - 0.5) * 2.0 * scatter
    };
    let mut fix = |i: u32| {
        lon += if i % 1000 > 800 { 0.0 } else { 0.000_03 };
        [lon + noise(), 46.0 + noise()].map(|x| (x * 1e6).round() / 1e6)
    };
    (0..fixes).map(&mut fix).collect()
}

#[test]
fn a_noisy_track_has_no_loops_where_the_traveller_rests() {
    let read = |line: &[[f64; 2]]| read(&collection(&[feature(self::line(line), json!({}))]));
    let track = walk(4000, 0.000_1);
    let calm = &read(&track).legs[0].line;
    assert!(calm.len() < track.len() / 8 && calm.len() > 50, "{}", calm.len());
    assert_eq!((calm[0].lon, calm[0].lat), (track[0][0], track[0][1]));
    let last = calm[calm.len() - 1];
    assert_eq!([last.lon, last.lat], track[3999]);
    // Half of all fixes turn back; of those that stay, hardly one.
    let back = calm.windows(2).filter(|two| two[1].lon < two[0].lon).count();
    assert!(back * 20 < calm.len(), "{back} of {} go back", calm.len());
    // A line that was drawn is not changed, however many positions it has.
    let drawn =
        walk(4000, 0.0).into_iter().zip(0..).map(|([lon, lat], i)| [lon, lat + f64::from(i) / 1e5]);
    let drawn: Vec<_> = drawn.collect();
    assert_eq!(read(&drawn).legs[0].line.len(), drawn.len());
}

#[test]
fn very_many_references_to_a_place_that_does_not_exist_are_noted_once() {
    let mut features: Vec<_> = (0..900)
        .map(|i| feature(point(f64::from(i) / 10.0, 2.0), json!({"name": format!("Stop {i}")})))
        .collect();
    let way = feature(
        line(&[[1.0, 2.0], [1.5, 2.0]]),
        json!({"from": "feature-9999x", "to": "nowhere at all"}),
    );
    features.extend(core::iter::repeat_n(way, 20_000));
    let story = read(&collection(&features));
    let found = story.notes.iter().filter(|note| note.kind == ProblemKind::UnknownReference);
    assert_eq!(
        found.map(|note| note.got.as_str()).collect::<Vec<_>>(),
        ["\"feature-9999x\" (and 19999 more)", "\"nowhere at all\" (and 19999 more)"]
    );
}
