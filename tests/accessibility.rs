//! Checks docs/accessibility.md: each "yes" names tests, and each named test exists.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs::read_to_string;

const TABLE: &str = include_str!("../docs/accessibility.md");

/// The criteria of WCAG 2.2, levels A and AA.
const CRITERIA: usize = 55;

/// The rows of the tables: criterion, verdict, words, tests.
fn rows() -> Vec<[&'static str; 4]> {
    let is_criterion = |line: &&str| {
        line.starts_with("| ") && line.chars().nth(2).is_some_and(|c| c.is_ascii_digit())
    };
    let cells = |line: &'static str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        cells.try_into().unwrap_or_else(|cells| panic!("{cells:?} are not four cells"))
    };
    TABLE.lines().filter(is_criterion).map(cells).collect()
}

/// The tests named in a cell: file and title, or the start of a title that goes on with a language or a size.
fn named(cell: &'static str) -> Vec<(&'static str, &'static str)> {
    let links = cell.split("](../").skip(1);
    let one = |link: &'static str| {
        let (path, rest) = link.split_once(") “").unwrap_or_else(|| panic!("{link} has no title"));
        (path, rest.split_once('”').unwrap().0)
    };
    links.map(one).collect()
}

#[test]
fn each_yes_names_tests_that_exist() {
    let rows = rows();
    assert_eq!(rows.len(), CRITERIA);
    let mut wrong = Vec::new();
    for [criterion, verdict, words, tests] in rows {
        let named = named(tests);
        let fits = match verdict {
            "yes" => !named.is_empty() && !words.is_empty(),
            "n/a" => named.is_empty(),
            _ => false,
        };
        if !fits {
            wrong.push(format!("{criterion}: {verdict} with {} tests", named.len()));
        }
        for (path, title) in named {
            let file = read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")));
            let file = file.unwrap_or_default();
            let starts = [
                format!("test(\"{title}"),
                format!("test(`{title}"),
                format!("#[test]\nfn {title}("),
            ];
            if !starts.iter().any(|start| file.contains(start)) {
                wrong.push(format!("{criterion}: no test “{title}” in {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
