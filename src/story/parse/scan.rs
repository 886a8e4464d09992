//! The first pass over the text of a collection, in small steps. It reads all members but the features,
//! which it skips: as JSON values, all of them together would take ten times the memory of their text.

use super::value::Object;
use crate::json::{IN_LIST, LIST_ENDS, Read, Reader, Stepwise};
use serde_json::Value;

/// The features of a collection, which were skipped.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Where each begins in the text, in bytes.
    pub starts: Vec<usize>,
    /// How many lists in them begin with a number, as positions do.
    pub positions: usize,
}

impl Features {
    /// The whole text is one feature.
    pub fn alone(text: &str) -> Self {
        let mut features = Self { starts: vec![0], positions: 0 };
        Reader { text, at: 0 }.skip(0, text.len(), &mut features.positions);
        features
    }
}

/// How many lists and objects are around a feature.
pub(super) const IN_FEATURES: usize = 2;

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// How many bytes of the text have been read.
    at: usize,
    state: State,
    /// The members of the collection so far. The list of its features is empty.
    members: Object,
    /// The value of the whole text, when all of it has been read.
    pub value: Value,
    /// The features, which were skipped.
    pub features: Features,
    /// Where the features of earlier lists begin, if there are several lists: only the last one counts.
    before: Vec<usize>,
    /// The value that is being read: a member's, or that of a feature in which an error is looked for.
    part: Stepwise,
    /// The error in the text, if one was found. A feature that was skipped may have an earlier one.
    wrong: Option<String>,
    /// In how many features an earlier error has been looked for.
    looked: usize,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Start,
    Members,
    /// The value of the member with this key. Without a key: the value of the whole text, which is not an object.
    Value(Option<String>),
    Features {
        first: bool,
    },
    Feature {
        /// How many brackets of the feature are open.
        open: u32,
    },
    End,
}

impl Scan {
    /// Goes on for about as long as it takes to read `budget` bytes. Returns whether there is more to do.
    pub fn step(&mut self, text: &str, budget: usize) -> Read<bool> {
        if self.wrong.is_some() {
            return self.find_earlier_error(text, budget);
        }
        let mut reader = Reader { text, at: self.at };
        let read = match core::mem::take(&mut self.state) {
            State::Value(key) => self.value(key, &mut reader, budget),
            state => {
                self.state = state;
                // Skipping is about ten times as fast as reading.
                let until = self.at.saturating_add(budget.saturating_mul(10));
                self.go_on(&mut reader, until)
            }
        };
        self.at = reader.at;
        read.or_else(|wrong| {
            self.wrong = Some(wrong);
            self.part = Stepwise::default();
            Ok(true)
        })
    }

    fn go_on(&mut self, reader: &mut Reader, until: usize) -> Read<bool> {
        while reader.at < until {
            self.state = match core::mem::take(&mut self.state) {
                State::Start if reader.next_word() == Some(b'{') => {
                    reader.at += 1;
                    State::Members
                }
                State::Start => State::Value(None),
                State::Members => match reader.key(self.members.is_empty())? {
                    Some(key) => self.begin_member(key, reader),
                    None => {
                        self.value = Value::Object(core::mem::take(&mut self.members));
                        State::End
                    }
                },
                State::Value(key) => {
                    self.part = Stepwise::new(reader.at);
                    self.state = State::Value(key);
                    return Ok(true);
                }
                State::Features { first } => self.feature(first, reader)?,
                State::Feature { open } => {
                    match reader.skip(open, until, &mut self.features.positions) {
                        0 => State::Features { first: false },
                        open => State::Feature { open },
                    }
                }
                State::End => return reader.end().map(|()| false),
            };
        }
        Ok(true)
    }

    /// Begins to read a member of the collection; of the list of features only its opening bracket.
    fn begin_member(&mut self, key: String, reader: &mut Reader) -> State {
        if key == "features" && reader.next_word() == Some(b'[') {
            reader.at += 1;
            // As in every JSON object, the last of several members with one key counts.
            self.before.append(&mut self.features.starts);
            self.features.positions = 0;
            self.members.insert(key, Value::Array(Vec::new()));
            return State::Features { first: true };
        }
        State::Value(Some(key))
    }

    /// Goes on with the value of a member, or of the whole text, for about `budget` bytes.
    fn value(&mut self, key: Option<String>, reader: &mut Reader, budget: usize) -> Read<bool> {
        let read = self.part.step(reader.text, usize::from(key.is_some()), budget);
        reader.at = self.part.at;
        self.state = match (read?, key) {
            (None, key) => State::Value(key),
            (Some(value), Some(key)) => {
                self.members.insert(key, value);
                State::Members
            }
            (Some(value), None) => {
                self.value = value;
                State::End
            }
        };
        Ok(true)
    }

    /// Finds the next feature, or the end of the list.
    fn feature(&mut self, first: bool, reader: &mut Reader) -> Read<State> {
        if !reader.more(b']', first, LIST_ENDS, IN_LIST)? {
            return Ok(State::Members);
        }
        reader.next_word();
        self.features.starts.push(reader.at);
        if matches!(reader.peek(), Some(b'{' | b'[')) {
            return Ok(State::Feature { open: 0 });
        }
        reader.value(2)?;
        Ok(State::Features { first: false })
    }

    /// After an error was found: looks for an earlier one in the features that were skipped, because the
    /// first error in the text is the one to report.
    fn find_earlier_error(&mut self, text: &str, budget: usize) -> Read<bool> {
        let mut spent = 0;
        while spent < budget {
            if self.part.is_whole() {
                let mut all = self.before.iter().chain(&self.features.starts);
                let Some(start) = all.nth(self.looked) else {
                    return Err(self.wrong.take().unwrap_or_default());
                };
                self.part = Stepwise::new(*start);
                self.looked += 1;
            }
            let from = self.part.at;
            self.part.step(text, IN_FEATURES, budget - spent)?;
            spent += self.part.at - from;
        }
        Ok(true)
    }
}

impl Reader<'_> {
    /// Skips a list or an object, with or without errors, to its last closing bracket, or to the byte
    /// `until`. Returns how many brackets are still open there. Counts the positions on the way.
    fn skip(&mut self, mut open: u32, until: usize, positions: &mut usize) -> u32 {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(byte) = bytes.get(at)
            && at < until
        {
            at += 1;
            match byte {
                b'"' => {
                    while let Some(byte) = bytes.get(at) {
                        at += if *byte == b'\\' { 2 } else { 1 };
                        if *byte == b'"' {
                            break;
                        }
                    }
                }
                b'[' => {
                    open += 1;
                    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\t' | b'\r')) {
                        at += 1;
                    }
                    *positions += usize::from(matches!(bytes.get(at), Some(b'-' | b'0'..=b'9')));
                }
                b'{' => open += 1,
                b']' | b'}' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        self.at = at.min(bytes.len());
        if self.at == bytes.len() { 0 } else { open }
    }
}

#[cfg(test)]
mod tests;
