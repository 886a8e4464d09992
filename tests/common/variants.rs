//! The variants of an enum, read from its source: for tests that must know all of them.
#![allow(dead_code, reason = "each test uses its part")]

/// The names of the variants of `name` in a Rust file, in their order.
pub fn variants(path: &str, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let body =
        text.split_once(&format!("enum {name} {{\n")).unwrap_or_else(|| panic!("{path}: {name}"));
    let body = body.1.split_once("\n}").unwrap().0;
    // Fields and comments of variants are indented further, or begin with a slash.
    let lines = body.lines().filter_map(|l| l.strip_prefix("    "));
    let lines = lines.filter(|l| l.starts_with(|c: char| c.is_ascii_uppercase()));
    lines.map(|l| l.chars().take_while(|c| c.is_alphanumeric()).collect()).collect()
}

/// A variant's name as it is serialised: `RoadEnd` is `road-end`.
pub fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
