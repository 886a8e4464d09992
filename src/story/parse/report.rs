//! Where the reader is in the file, and the problems it has found.

use super::super::{Problem, ProblemKind};
use crate::language_tag::Tag;
use serde_json::Value;

/// How many problems are listed at most. One more entry then says how many others there are.
pub(super) const MAX_PROBLEMS: usize = 100;

/// How many characters of the file a problem shows at most.
const MAX_GOT: usize = 80;

/// One step of a JSON path.
#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    /// A key that the file chooses.
    Word(String),
    Index(usize),
    /// The key of a text in one language.
    Lang(Tag),
}

/// Lists of problems and notes, and the path to the value that is being read.
///
/// A reader enters a member or an item before it reads it, and leaves it afterwards. The path becomes
/// text only when there is a problem.
#[derive(Debug, Default)]
pub(crate) struct Report {
    path: Vec<Step>,
    problems: Vec<Problem>,
    /// How many problems there are beyond [`MAX_PROBLEMS`].
    beyond: usize,
    /// What was guessed or left out: problems that do not keep the story from being shown.
    notes: Vec<Noted>,
    /// Whether what is found now is a note: the story can be shown without it.
    pub lenient: bool,
    /// How often what was meant has been searched for.
    searches: usize,
    /// Whether a position in Antarctica has been noted: one note is enough for a whole expedition.
    pub has_far_south: bool,
    /// Whether the story wants no guesses: then every note is a problem.
    pub strict: bool,
    /// Whether the file is one feature or geometry, and no collection.
    pub is_bare: bool,
    /// Which part of the feature's geometry is read: the index in a collection of geometries, and in its coordinates.
    pub part: [Option<usize>; 2],
}

/// A note, and in how many more places the same was found.
#[derive(Debug)]
struct Noted {
    note: Problem,
    /// The member that it is about.
    key: &'static str,
    more: usize,
}

impl Report {
    /// Goes into the member `key` of an object.
    pub fn enter_key(&mut self, key: &'static str) {
        self.path.push(Step::Key(key));
    }

    /// Goes into the item `index` of a list.
    pub fn enter_index(&mut self, index: usize) {
        self.path.push(Step::Index(index));
    }

    /// Goes into the member with a key that the file chooses.
    pub fn enter_word(&mut self, word: &str) {
        self.path.push(Step::Word(cut(word.into())));
    }

    /// Goes into the text of a language.
    pub fn enter_lang(&mut self, lang: Tag) {
        self.path.push(Step::Lang(lang));
    }

    /// Goes back to the object or list that was entered last.
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// Whether the value that is being read is a member of the whole file.
    pub fn is_in_root(&self) -> bool {
        self.path.len() == 1
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.problems.len() + self.beyond
    }

    /// Adds a note about the member `key` of the object at this path, or about its absence.
    pub fn note_at(&mut self, key: &'static str, kind: ProblemKind, got: String, expected: &str) {
        self.enter_key(key);
        self.note(kind, got, expected);
        self.leave();
    }

    /// Adds a note at this path.
    #[inline(never)]
    pub fn note(&mut self, kind: ProblemKind, got: String, expected: &str) {
        let before = core::mem::replace(&mut self.lenient, true);
        self.push_text(kind, got, expected);
        self.lenient = before;
    }

    /// Whether to search for what was meant. The work is bounded: after as many searches as problems are listed there are no more.
    pub fn may_search(&mut self) -> bool {
        self.searches += 1;
        self.searches <= MAX_PROBLEMS
    }

    /// The first list that was entered and the index in it, such as `$.features[3]`, as its index alone.
    pub fn root_index(&self) -> Option<usize> {
        self.path.iter().find_map(|step| if let Step::Index(i) = step { Some(*i) } else { None })
    }

    /// The item of the list at the root of the path that has this index, as a path.
    pub fn root_item(&self, index: usize) -> String {
        let list = if let Some(Step::Key(key)) = self.path.first() { *key } else { "" };
        String::from("$.") + list + "[" + &index.to_string() + "]"
    }

    /// Adds a problem with the value at this path.
    pub fn push(&mut self, kind: ProblemKind, got: &Value, expected: &str) {
        self.push_text(kind, show(got), expected);
    }

    /// Adds a problem with the member `key` of the object at this path, or with its absence.
    pub fn push_at(
        &mut self,
        key: &'static str,
        kind: ProblemKind,
        got: Option<&Value>,
        expected: &str,
    ) {
        self.enter_key(key);
        self.push_text(kind, got.map_or_else(|| "nothing".into(), show), expected);
        self.leave();
    }

    /// Adds a problem: the object at this path needs a member `key`.
    pub fn push_missing(&mut self, key: &'static str, expected: &str) {
        self.push_at(key, ProblemKind::Missing, None, expected);
    }

    /// Adds a problem: the text is not JSON. `error` says why.
    pub fn push_not_json(&mut self, error: String) {
        let expected = "JSON text, nested at most 127 levels deep";
        self.push_text(ProblemKind::NotJson, error, expected);
    }

    /// Adds a problem with a member of the whole file, whose key is a text itself.
    pub fn push_member(&mut self, key: &str, kind: ProblemKind, got: &Value, expected: &str) {
        let mut path = String::from("$[");
        write_string(key, &mut path);
        path.push(']');
        let (got, expected) = (cut(show(got)), expected.into());
        self.add(Problem { kind, feature: None, path, got, expected });
    }

    /// Adds a problem at this path. `got` says in words what was found.
    pub fn push_text(&mut self, kind: ProblemKind, got: String, expected: &str) {
        let got = cut(got);
        let is_note = self.lenient && !self.strict && kind != ProblemKind::TooBig;
        let keys = self.path.iter().rev();
        let key =
            keys.clone().find_map(|step| if let Step::Key(key) = step { Some(*key) } else { None });
        let key = key.unwrap_or_default();
        // The same in another feature is the same note.
        let same = |noted: &&mut Noted| {
            noted.key == key && noted.note.kind == kind && noted.note.got == got
        };
        if is_note && let Some(noted) = self.notes.iter_mut().find(same) {
            noted.more += 1;
            return;
        }
        let mut path = String::from("$");
        let index = |i: usize, path: &mut String| {
            path.push('[');
            path.push_str(&i.to_string());
            path.push(']');
        };
        // One feature alone is not in a list.
        let in_feature = matches!(self.path.first(), Some(Step::Key("features")));
        for step in self.path.iter().skip(if self.is_bare && in_feature { 2 } else { 0 }) {
            match step {
                Step::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                    match (*key, self.part) {
                        ("geometry", [Some(i), _]) => {
                            path.push_str(".geometries");
                            index(i, &mut path);
                        }
                        ("coordinates", [_, Some(i)]) => index(i, &mut path),
                        _ => {}
                    }
                }
                Step::Word(word) => {
                    path.push('.');
                    path.push_str(word);
                }
                Step::Lang(tag) => {
                    path.push('.');
                    path.push_str(tag.as_str());
                }
                Step::Index(i) => index(*i, &mut path),
            }
        }
        let feature = match self.path.first_chunk() {
            Some([Step::Key("features"), Step::Index(i)]) if !self.is_bare => Some(*i),
            _ => None,
        };
        let expected = expected.into();
        let problem = Problem { kind, feature, path, got, expected };
        if !is_note {
            self.add(problem);
        } else if self.notes.len() < MAX_PROBLEMS {
            let place = self.notes.partition_point(|noted| noted.note.feature <= feature);
            self.notes.insert(place, Noted { note: problem, key, more: 0 });
        }
    }

    fn add(&mut self, problem: Problem) {
        let place = self.problems.partition_point(|p| p.feature <= problem.feature);
        self.add_at(place, problem);
    }

    fn add_at(&mut self, place: usize, problem: Problem) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.beyond += 1;
        } else {
            self.problems.insert(place, problem);
        }
    }

    /// All notes: first those about the collection as a whole, then feature by feature.
    pub fn take_notes(&mut self) -> Vec<Problem> {
        let notes =
            core::mem::take(&mut self.notes).into_iter().map(|Noted { mut note, more, .. }| {
                if more > 0 {
                    note.got += " (and ";
                    note.got += &more.to_string();
                    note.got += " more)";
                }
                note
            });
        notes.collect()
    }

    /// All problems: first those of the collection as a whole, then feature by feature.
    /// The notes are at the end: who corrects a file wants to know all.
    pub fn into_problems(mut self) -> Vec<Problem> {
        for note in self.take_notes() {
            self.add_at(self.problems.len(), note);
        }
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

/// The first [`MAX_GOT`] characters of `text`.
fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_GOT) {
        let keep = text.char_indices().nth(MAX_GOT - 1).map_or(end, |(i, _)| i);
        text.truncate(keep);
        text.push('…');
    }
    text
}

/// A value as compact JSON. Of a long value only the beginning, which is all that a problem shows.
pub(super) fn show(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

fn write_value(value: &Value, out: &mut String) {
    // `cut` counts characters, this counts bytes: a character has at most four.
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

/// A number with up to six decimals. (The standard library formats floats with far more code.)
pub(crate) fn show_number(x: f64) -> String {
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
            report.push(ProblemKind::Empty, &Value::Null, "");
        }
        let problems = report.into_problems();
        assert_eq!(problems.len(), 101);
        assert_eq!(problems[100].kind, ProblemKind::More);
        assert_eq!(problems[100].got, "7 more problems");
    }
}
