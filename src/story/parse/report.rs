//! Where the parser stands in the file, and what it found wrong there.

use super::super::{Problem, ProblemKind};
use serde_json::Value;

/// Most problems told; one more entry says how many there are beyond.
pub(super) const MAX_PROBLEMS: usize = 100;

/// Longest piece of the file shown in a problem, in characters.
const MAX_GOT: usize = 80;

/// One step of a JSON path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Key(&'static str),
    Index(usize),
}

/// Collects problems. Readers push a [`Step`] before they go down and pop it when they come back, so
/// that a path costs nothing until a problem needs it.
#[derive(Debug, Default)]
pub(super) struct Report {
    steps: Vec<Step>,
    problems: Vec<Problem>,
    beyond: usize,
}

impl Report {
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub fn pop(&mut self) {
        self.steps.pop();
    }

    pub fn enter_key(&mut self, key: &'static str) {
        self.push(Step::Key(key));
    }

    pub fn enter_index(&mut self, index: usize) {
        self.push(Step::Index(index));
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.problems.len() + self.beyond
    }

    /// Tells a problem with the value here.
    pub fn tell(&mut self, kind: ProblemKind, got: &Value, expected: &str) {
        self.tell_text(kind, show(got), expected);
    }

    /// Tells that `key` is absent here.
    pub fn missing(&mut self, key: &'static str, expected: &str) {
        self.enter_key(key);
        self.tell_text(ProblemKind::Missing, "nothing".into(), expected);
        self.pop();
    }

    /// Tells a problem whose finding is already in words.
    pub fn tell_text(&mut self, kind: ProblemKind, got: String, expected: &str) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.beyond += 1;
            return;
        }
        let mut path = String::from("$");
        for step in &self.steps {
            match *step {
                Step::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                }
                Step::Index(i) => {
                    path.push('[');
                    path.push_str(&i.to_string());
                    path.push(']');
                }
            }
        }
        let feature = match self.steps.first_chunk() {
            Some([Step::Key("features"), Step::Index(i)]) => Some(*i),
            _ => None,
        };
        let (got, expected) = (cut(got), expected.into());
        let place = self.problems.partition_point(|p| p.feature <= feature);
        self.problems.insert(place, Problem { kind, feature, path, got, expected });
    }

    /// Everything told: the collection as a whole first, then feature by feature.
    pub fn into_problems(self) -> Vec<Problem> {
        let Self { mut problems, beyond, .. } = self;
        if beyond > 0 {
            problems.push(Problem {
                kind: ProblemKind::More,
                feature: None,
                path: "$".into(),
                got: beyond.to_string() + " more problems",
                expected: "a story without problems".into(),
            });
        }
        problems
    }
}

/// At most [`MAX_GOT`] characters of `text`.
fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_GOT) {
        let keep = text.char_indices().nth(MAX_GOT - 1).map_or(end, |(i, _)| i);
        text.truncate(keep);
        text.push('…');
    }
    text
}

/// A value as compact JSON, no longer than a problem shows.
pub(super) fn show(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

fn write_value(value: &Value, out: &mut String) {
    // Bytes, not characters: enough to know that `cut` will have plenty.
    if out.len() > 4 * MAX_GOT {
        return;
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(n) => out.push_str(&show_number(n.as_f64().unwrap_or(f64::NAN))),
        Value::String(s) => write_string(s, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().take(MAX_GOT).enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (i, (key, item)) in map.iter().take(MAX_GOT).enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(item, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    out.extend(text.chars().take(MAX_GOT + 1));
    out.push('"');
}

/// A number to six decimals, without the standard library's float formatting, which is large.
pub(super) fn show_number(x: f64) -> String {
    if x.is_nan() || x.abs() >= 1e12 {
        return "a very large number".into();
    }
    let micro = libm::round(x.abs() * 1e6) as u64;
    let mut out = String::new();
    if x < 0.0 && micro > 0 {
        out.push('-');
    }
    out.push_str(&(micro / 1_000_000).to_string());
    let mut rest = micro % 1_000_000;
    if rest > 0 {
        out.push('.');
        let mut unit = 100_000;
        while rest > 0 {
            out.push(char::from(b'0' + (rest / unit) as u8));
            rest %= unit;
            unit /= 10;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_shown_as_json() {
        let shown = show(&json!({"a": [1, -2.5, 8.51158, 0.000001], "b": null, "c": true}));
        assert_eq!(shown, r#"{"a":[1,-2.5,8.51158,0.000001],"b":null,"c":true}"#);
        assert_eq!(show(&json!(1e300)), "a very large number");
        assert_eq!(show(&json!(-0.0)), "0");
    }

    #[test]
    fn what_was_got_is_cut_to_eighty_characters() {
        let cut_text = cut(show(&json!("ñ".repeat(300))));
        assert_eq!(cut_text.chars().count(), 80);
        assert!(cut_text.starts_with("\"ñ") && cut_text.ends_with('…'));
        assert_eq!(cut("a".repeat(80)), "a".repeat(80));
    }

    #[test]
    fn after_a_hundred_problems_the_rest_is_counted() {
        let mut report = Report::default();
        for _ in 0..107 {
            report.tell(ProblemKind::Empty, &Value::Null, "");
        }
        let problems = report.into_problems();
        assert_eq!(problems.len(), 101);
        assert_eq!(problems[100].kind, ProblemKind::More);
        assert_eq!(problems[100].got, "7 more problems");
    }
}
