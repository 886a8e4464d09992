//! The story format: the built-in story, every error a file can have, and the schema.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{ARTICLE, EN, ES, LANGS, STORY as BUILT_IN};
use darien_map::story::{
    FigureIx, MAX_BYTES, MAX_FEATURES, MAX_POSITIONS, Place, PlaceIx, Problem, ProblemKind, Rank,
    Shape, Story, Text, parse,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

fn built_in() -> Story {
    parse(BUILT_IN).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_built_in_story_has_every_place_of_the_article() {
    let story = built_in();
    let main = |p: &&Place| p.rank == Rank::Main;
    let found: BTreeSet<_> = story.places.iter().filter(main).map(|p| p.id.as_str()).collect();
    assert_eq!(found, BTreeSet::from(ARTICLE));
    for place in story.places.iter().filter(main) {
        assert!(!place.facts.is_empty(), "{} has no fact", place.id);
    }
}

/// What every story must be, once parsed.
fn check(story: &Story) {
    let is_place = |ix: PlaceIx| (ix.0 as usize) < story.places.len();
    let mut ids = BTreeSet::new();
    for id in story.places.iter().map(|p| &p.id).chain(story.legs.iter().map(|l| &l.id)) {
        assert!(ids.insert(id), "{id} twice");
    }
    assert!(!story.places.is_empty());
    for place in &story.places {
        assert!(place.name.0.iter().all(|(_, name)| !name.trim().is_empty()));
        let lines = match &place.shape {
            Shape::Lines(lines) | Shape::Rings(lines) => lines.as_slice(),
            Shape::Point | Shape::Region(_) => &[],
        };
        for p in lines.iter().flatten().chain([&place.at]) {
            assert!(p.lon.abs() <= 180.0 && p.lat.abs() <= 90.0, "{p:?}");
        }
        for fact in &place.facts {
            assert!(!fact.sources.is_empty() && !fact.date.is_empty());
            assert!(fact.sources.iter().all(|s| (s.0 as usize) < story.sources.len()));
        }
    }
    for leg in &story.legs {
        assert!(leg.line.len() >= 2);
        assert!(leg.from.into_iter().chain(leg.to).all(is_place));
    }
    for chapter in &story.chapters {
        assert!(is_place(chapter.place) && chapter.highlighted.iter().copied().all(is_place));
    }
}

#[test]
fn the_built_in_story_has_english_and_spanish_texts_and_names_in_every_language() {
    let story = built_in();
    check(&story);
    let in_lang = |text: &Text, lang| text.resolve(lang, story.lang).0 == lang;
    let both = |text: &Text, what: &str| {
        assert!(in_lang(text, EN) && in_lang(text, ES), "{what}: {text:?}");
    };
    let all = |text: &Text, what: &str| {
        for lang in LANGS {
            // A name that is the same in English and Spanish is given once.
            let latin = [EN, ES].contains(&lang);
            let found = text.resolve(lang, story.lang).0;
            assert!(found == lang || latin && [EN, ES].contains(&found), "{what}: {text:?}");
        }
    };
    both(&story.title, "title");
    both(&story.summary, "summary");
    all(&story.title, "title");
    all(&story.summary, "summary");
    story.insets.iter().for_each(|inset| all(&inset.title, "inset"));
    both(story.as_of.as_ref().unwrap(), "asOf");
    for chapter in &story.chapters {
        both(&chapter.title, &chapter.id);
        both(&chapter.text, &chapter.id);
    }
    for place in &story.places {
        all(&place.name, &place.id);
        for fact in &place.facts {
            both(&fact.text, &place.id);
            fact.note.iter().for_each(|note| both(note, &place.id));
        }
    }
    story.legs.iter().filter_map(|l| l.remark.as_ref()).for_each(|r| both(r, "remark"));
}

#[test]
fn the_built_in_route_has_no_gaps() {
    use darien_map::story::Mode;
    let story = built_in();
    let route: Vec<_> =
        story.legs.iter().filter(|l| !matches!(l.mode, Mode::Highway | Mode::Gap)).collect();
    let mut reached = BTreeSet::from([route[0].from.unwrap()]);
    for leg in &route {
        let (from, to) = (leg.from.unwrap(), leg.to.unwrap());
        assert!(reached.contains(&from), "{} begins where no leg has ended", leg.id);
        reached.insert(to);
        for (ix, end) in [(from, leg.line[0]), (to, leg.line[leg.line.len() - 1])] {
            let place = story.place(ix).unwrap();
            assert_eq!(place.at, end, "{} does not join {}", leg.id, place.id);
        }
    }
    for id in ["acandi", "bajo-chiquito", "monterrey", "matamoros", "hidalgo-tx"] {
        assert!(reached.contains(&story.place_ix(id).unwrap()), "{id} is not on the route");
    }
}

/// The fixtures of a folder, by name, in order.
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stories").join(folder);
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

/// All problems of the bad fixtures, and notes on those that can be shown: kind, path, what was found and what was expected.
#[test]
fn every_bad_story_is_reported_with_path_and_reason() {
    let mut report = String::new();
    for (name, text) in fixtures("bad") {
        report += &format!("{name}\n");
        let (what, found) = match parse(&text) {
            Ok(story) => ("note ", story.notes),
            Err(problems) => ("", problems),
        };
        assert!(!found.is_empty(), "{name}");
        for p in found {
            assert!(p.got.chars().count() <= 80, "{name}: {}", p.got);
            let index = p.path.strip_prefix("$.features[").and_then(|s| s.split(']').next());
            assert_eq!(p.feature, index.map(|i| i.parse().unwrap()), "{name}: {}", p.path);
            let kind = json!(p.kind);
            let kind = kind.as_str().unwrap();
            report +=
                &format!("  {what}{kind} {}: got {}, expected {}\n", p.path, p.got, p.expected);
        }
    }
    let settings = {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("fixtures/stories");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    settings.bind(|| insta::assert_snapshot!("problems", report));
}

#[test]
fn in_a_strict_story_every_note_is_a_problem() {
    let mut noted = 0;
    for (name, text) in fixtures("bad") {
        let Ok(story) = parse(&text) else { continue };
        let strict = text.replacen('{', r#"{"strict": true, "#, 1);
        let problems = parse(&strict).expect_err(&name);
        for note in &story.notes {
            let same = |p: &&Problem| (p.kind, &p.path) == (note.kind, &note.path);
            assert!(problems.iter().any(|p| same(&p)), "{name}: {note:?}");
        }
        noted += 1;
    }
    assert!(noted > 10, "{noted}");
    for (name, text) in fixtures("good") {
        assert_eq!(parse(&text).unwrap().notes, [], "{name}");
        assert!(parse(&text.replacen('{', r#"{"strict": true, "#, 1)).is_ok(), "{name}");
    }
}

#[test]
fn a_list_of_named_points_is_a_story() {
    let points = &fixtures("good").into_iter().find(|f| f.0 == "points").unwrap().1;
    let story = parse(points).unwrap();
    check(&story);
    assert_eq!(story.places[0].id, "feature-0");
    assert_eq!(story.places[0].rank, Rank::Main);
    assert_eq!(story.chapters.len(), 2);
    assert_eq!(story.read(&story.chapters[1].title, ES), "Bajo Chiquito");
}

#[test]
fn a_line_without_ends_connects_the_nearest_places() {
    let text = &fixtures("good").into_iter().find(|f| f.0 == "line").unwrap().1;
    let story = parse(text).unwrap();
    check(&story);
    assert_eq!((story.legs[0].from, story.legs[0].to), (Some(PlaceIx(0)), Some(PlaceIx(1))));
    assert_eq!((story.legs[1].from, story.legs[1].to), (Some(PlaceIx(1)), None));
    assert_eq!(story.places[1].id, "7");
}

#[test]
fn figures_insets_and_properties_of_legs_are_read() {
    let text = &fixtures("good").into_iter().find(|f| f.0 == "figures").unwrap().1;
    let story = parse(text).unwrap();
    check(&story);
    let titles = story.insets.iter().map(|inset| story.read(&inset.title, EN));
    assert_eq!(titles.collect::<Vec<_>>(), ["A", "B"]);
    let values = &story.figures[0].values;
    assert_eq!((values[0].value, values[1].value), (5.0, 0.5));
    assert_eq!(story.read(values[1].note.as_ref().unwrap(), EN), "N");
    assert_eq!(story.chapters[0].figure, Some(FigureIx(0)));
    assert_eq!(story.places[0].max_zoom, Some(9.5));
    let leg = &story.legs[0];
    assert_eq!(story.read(leg.name.as_ref().unwrap(), EN), "A to B");
    assert_eq!(story.read(leg.duration.as_ref().unwrap(), EN), "an hour");
    assert_eq!(leg.facts[0].id.as_deref(), Some("x"));
}

#[test]
fn markup_in_a_text_stays_text() {
    let text = &fixtures("good").into_iter().find(|f| f.0 == "script").unwrap().1;
    let story = parse(text).unwrap();
    assert_eq!(story.read(&story.places[0].name, EN), "<script>alert(1)</script>");
}

#[test]
fn too_much_data_is_rejected_before_it_is_read() {
    let collection =
        |features: &str| [r#"{"type":"FeatureCollection","features":["#, features, "]}"].concat();
    let many = r#"{"type":"Feature"},"#.repeat(999_999) + "{}";
    let problem = &parse(&collection(&many)).unwrap_err()[0];
    assert_eq!(problem.kind, ProblemKind::TooBig);
    assert_eq!(problem.got, "1000000 features");
    assert_eq!(problem.expected, format!("at most {MAX_FEATURES} features"));
    let line = "[-77.5,8.1],".repeat(999_999) + "[0,0]";
    let line = [r#"{"type":"LineString","coordinates":["#, &line, "]}"].concat();
    let line = [r#"{"type":"Feature","properties":{},"geometry":"#, &line, "}"].concat();
    let problem = &parse(&collection(&line)).unwrap_err()[0];
    assert_eq!((problem.kind, problem.got.as_str()), (ProblemKind::TooBig, "1000000 positions"));
    assert_eq!(problem.expected, format!("at most {MAX_POSITIONS} positions"));
    for (most, what) in [(5000, "sources"), (500, "facts")] {
        let list: Vec<_> = (0..=most).map(|i| json!({"id": format!("{what}{i}")})).collect();
        let (facts, sources) = if what == "facts" { (list, vec![]) } else { (vec![], list) };
        let place = json!({"type": "Feature", "properties": {"name": "A", "facts": facts},
            "geometry": {"type": "Point", "coordinates": [0, 0]}});
        let story = json!({"type": "FeatureCollection", "features": [place], "sources": sources});
        let problems = parse(&story.to_string()).unwrap_err();
        let problem = problems.iter().find(|p| p.path.ends_with(what)).unwrap();
        assert_eq!(problem.kind, ProblemKind::TooBig, "{what}");
        assert_eq!(problem.got, format!("{} items", most + 1));
        assert_eq!(problem.expected, format!("at most {most} items"));
    }
    let long = " ".repeat(MAX_BYTES + 1);
    let problem = &parse(&long).unwrap_err()[0];
    assert_eq!(problem.kind, ProblemKind::TooBig);
    assert_eq!(problem.expected, "at most 67108864 bytes");
}

#[test]
fn a_hundred_problems_are_reported_and_the_rest_counted() {
    let bad =
        json!({"type": "Feature", "geometry": null, "properties": {"name": "A", "at": [0, 91]}});
    let story = json!({"type": "FeatureCollection", "features": vec![bad; 250]});
    let problems = parse(&story.to_string()).unwrap_err();
    assert_eq!(problems.len(), 101);
    assert_eq!(problems[99].feature, Some(49));
    assert_eq!(problems[100].kind, ProblemKind::More);
    assert_eq!(problems[100].got, "400 more problems");
}

/// What only the parser can know: whether a name is known or taken, whether two numbers are swapped,
/// whether a ring is closed.
const PARSER_ONLY: [&str; 22] = [
    "classes-falling",
    "duplicate-chapter",
    "duplicate-fact",
    "duplicate-figure",
    "duplicate-id",
    "duplicate-route",
    "duplicate-source",
    "open-ring",
    "swapped-bbox",
    "swapped-line",
    "swapped-south",
    "unknown-category",
    "unknown-chapter-place",
    "unknown-figure",
    "unknown-figure-source",
    "unknown-from",
    "unknown-leg-source",
    "unknown-lit",
    "unknown-mode",
    "unknown-route",
    "unknown-source",
    "unknown-to",
];

#[test]
fn the_schema_and_the_parser_agree() {
    let schema: Value = serde_json::from_str(include_str!("../assets/story.schema.json")).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good = fixtures("good").into_iter().chain([("built-in".into(), BUILT_IN.into())]);
    for (name, text) in good {
        let errors = parse(&text).map_or_else(|problems| problems, |story| story.notes);
        assert!(errors.is_empty(), "{name}: the parser finds {errors:?}");
        let value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: the schema finds {errors:#?}");
    }
    for (name, text) in fixtures("bad") {
        // What is not JSON never meets a schema.
        let Ok(value) = serde_json::from_str(&text) else { continue };
        let parser_only = PARSER_ONLY.contains(&name.as_str());
        assert_eq!(validator.is_valid(&value), parser_only, "the schema on {name}");
    }
}

/// The JSON pointer of every node below `value`, in reading order.
fn pointers(value: &Value, here: &str, out: &mut Vec<String>) {
    let mut child = |key: &str, value: &Value| {
        let pointer = format!("{here}/{key}");
        out.push(pointer.clone());
        pointers(value, &pointer, out);
    };
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| child(&i.to_string(), v));
        }
        Value::Object(map) => map.iter().for_each(|(key, v)| child(key, v)),
        _ => {}
    }
}

/// Replaces the node at `pointer` by `new`, or removes it.
fn change(story: &mut Value, pointer: &str, new: Option<&Value>) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match (story.pointer_mut(parent), new) {
        (Some(Value::Array(items)), None) => drop(items.remove(key.parse().unwrap())),
        (Some(Value::Object(map)), None) => drop(map.remove(key)),
        (_, Some(new)) => *story.pointer_mut(pointer).unwrap() = new.clone(),
        _ => unreachable!("{pointer} has no parent"),
    }
}

fn any_value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        proptest::sample::select(vec![
            json!(null),
            json!(true),
            json!(0),
            json!(-91.5),
            json!(1e300),
            json!(""),
            json!("acandi"),
            json!("leg"),
            json!("2024-06-11"),
            json!([]),
            json!({}),
            json!([1, 2]),
            json!([[8.5, -77.3], [null]]),
            json!({"en": "A", "es": 1}),
        ])
        .prop_map(Some),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_changed_story_gives_a_story_or_a_list_of_problems(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any_value()), 1..4)
    ) {
        let mut story: Value = serde_json::from_str(BUILT_IN).unwrap();
        for (index, new) in changes {
            let mut all = Vec::new();
            pointers(&story, "", &mut all);
            change(&mut story, &all[index.index(all.len())], new.as_ref());
        }
        match parse(&story.to_string()) {
            Ok(story) => check(&story),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for p in problems {
                    prop_assert!(p.path.starts_with('$') && p.got.chars().count() <= 80);
                }
            }
        }
    }
}

/// The tables of docs/story-format.md, and the example at its top.
#[test]
fn the_documentation_matches_the_parser() {
    let docs = include_str!("../docs/story-format.md");
    let example = docs.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let story = parse(example).unwrap();
    check(&story);
    assert_eq!((story.legs[0].from, story.legs[0].to), (Some(PlaceIx(0)), Some(PlaceIx(1))));

    let rows = docs.split("| kind | what is wrong |").nth(1).unwrap().lines();
    let documented: BTreeSet<_> =
        rows.filter_map(|l| l.strip_prefix("| `")?.split('`').next()).map(String::from).collect();
    let mut reported = BTreeSet::from(["too-big".to_owned(), "more".to_owned()]);
    for (name, text) in fixtures("bad") {
        let problems = parse(&text).map_or_else(|problems| problems, |story| story.notes);
        assert!(!problems.is_empty(), "{name}");
        reported.extend(problems.iter().map(|p| json!(p.kind).as_str().unwrap().to_owned()));
    }
    // What only a translation can get wrong.
    let texts = &fixtures("good").into_iter().find(|f| f.0 == "translations").unwrap().1;
    let problems = parse(texts).unwrap().translate("story.es.json", r#"{"B": "C"}"#).unwrap_err();
    reported.extend(problems.iter().map(|p| json!(p.kind).as_str().unwrap().to_owned()));
    assert_eq!(documented, reported);
}
