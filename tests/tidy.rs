//! The house rules that a compiler does not check.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in their reading order, from `src/lib.rs`.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let rooms = lib.lines().filter_map(|l| {
        let l = l.strip_prefix("pub ").unwrap_or(l);
        l.strip_prefix("mod ")?.strip_suffix(';').map(String::from)
    });
    rooms.collect()
}

fn files(dir: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn room_of(path: &Path) -> String {
    let rest = path.strip_prefix("src").unwrap();
    let first = rest.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").into()
}

/// Every `crate::room` a source text names.
fn uses(text: &str) -> Vec<String> {
    let after = text.split("crate::").skip(1);
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    after.map(name).collect()
}

#[test]
fn each_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 15, "{rooms:?}");
    let place = |name: &str| rooms.iter().position(|r| r == name);
    for path in files(Path::new("src"), &["rs"]) {
        let room = room_of(&path);
        if room == "lib" {
            continue;
        }
        let own = place(&room).unwrap_or_else(|| panic!("{} is not in lib.rs", path.display()));
        let text = fs::read_to_string(&path).unwrap();
        for used in uses(&text) {
            let Some(other) = place(&used) else { continue };
            assert!(other <= own, "{}: {room} uses {used}, which stands below it", path.display());
        }
    }
}

#[test]
fn only_web_names_the_browser() {
    for path in files(Path::new("src"), &["rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        let (room, name) = (room_of(&path), path.display());
        for word in ["web_sys", "js_sys", "wasm_bindgen", "JsValue"] {
            assert!(room == "web" || !text.contains(word), "{name} names {word}");
        }
        assert!(room == "lib" || !text.contains("target_arch"), "{name} asks for the target");
    }
}

#[test]
fn a_file_is_one_thing() {
    let mut long = Vec::new();
    for dir in ["src", "www", "tools", "tests", "e2e"] {
        for path in files(Path::new(dir), &["rs", "ts", "mjs", "js", "css"]) {
            if path.components().any(|c| c.as_os_str() == "node_modules") {
                continue;
            }
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > 420 {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "split these: {long:#?}");
}

#[test]
fn the_widget_stays_small() {
    let text = fs::read_to_string("src/widget.rs").unwrap();
    let body = text.split("pub struct Widget {").nth(1).unwrap().split('}').next().unwrap();
    let fields = body.lines().filter(|l| l.contains(':')).count();
    assert!((1..=7).contains(&fields), "{fields} fields");
}
