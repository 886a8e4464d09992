//! The text of a collection, passed over bit by bit: in memory a hundred thousand features would be ten
//! times as large as their text, and nobody shall wait while it is read.

use super::super::value::Object;
use super::{Features, IN_LIST, LIST_ENDS, Read, Reader};
use serde_json::Value;

/// Where the reader is, and what it has read so far.
#[derive(Debug, Default)]
pub struct Scan {
    at: usize,
    state: State,
    /// The members of the collection; the list of its features is empty.
    members: Object,
    /// The value that the text is, once it is read.
    pub value: Value,
    /// What was passed over.
    pub features: Features,
    /// Features of lists that do not count, for another one stands behind.
    before: Vec<usize>,
    /// What is wrong with the text; but a feature before it may be wrong, too.
    wrong: Option<String>,
    /// How many features have been looked at for that.
    looked: usize,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Start,
    Members,
    Features {
        first: bool,
    },
    /// Inside a feature: how many of its brackets are open.
    Feature {
        open: u32,
    },
    End,
}

impl Scan {
    /// Reads on for some `budget` bytes; returns whether there is more to read.
    pub fn step(&mut self, text: &str, budget: usize) -> Read<bool> {
        if self.wrong.is_some() {
            return self.look(text, budget);
        }
        // Passing over is some ten times as fast as reading.
        let until = self.at.saturating_add(budget.saturating_mul(10));
        let mut reader = Reader { text, at: self.at };
        let read = self.go_on(&mut reader, until);
        self.at = reader.at;
        read.or_else(|wrong| {
            self.wrong = Some(wrong);
            Ok(true)
        })
    }

    fn go_on(&mut self, reader: &mut Reader, until: usize) -> Read<bool> {
        while reader.at < until {
            self.state = match self.state {
                State::Start if reader.next_word() == Some(b'{') => {
                    reader.at += 1;
                    State::Members
                }
                State::Start => {
                    self.value = reader.value(0)?;
                    State::End
                }
                State::Members => match reader.key(self.members.is_empty())? {
                    Some(key) => self.member(key, reader)?,
                    None => {
                        self.value = Value::Object(core::mem::take(&mut self.members));
                        State::End
                    }
                },
                State::Features { first } => self.feature(first, reader)?,
                State::Feature { open } => {
                    match reader.pass(open, until, &mut self.features.positions) {
                        0 => State::Features { first: false },
                        open => State::Feature { open },
                    }
                }
                State::End if reader.next_word().is_some() => {
                    return reader.ahead("trailing characters");
                }
                State::End => return Ok(false),
            };
        }
        Ok(true)
    }

    /// A member of the collection, or only its beginning, if it is the list of features.
    fn member(&mut self, key: String, reader: &mut Reader) -> Read<State> {
        if key == "features" && reader.next_word() == Some(b'[') {
            reader.at += 1;
            // Of two lists of features the last counts.
            self.before.append(&mut self.features.starts);
            self.features.positions = 0;
            self.members.insert(key, Value::Array(Vec::new()));
            return Ok(State::Features { first: true });
        }
        self.members.insert(key, reader.value(1)?);
        Ok(State::Members)
    }

    /// The beginning of the next feature, or the end of their list.
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

    /// Something is wrong: looks whether a feature that was passed over is wrong, for the first mistake
    /// in the text is told.
    fn look(&mut self, text: &str, budget: usize) -> Read<bool> {
        let mut spent = 0;
        while spent < budget {
            let mut all = self.before.iter().chain(&self.features.starts);
            let Some(start) = all.nth(self.looked) else {
                return Err(self.wrong.take().unwrap_or_default());
            };
            let mut reader = Reader { text, at: *start };
            reader.value(2)?;
            spent += reader.at - start;
            self.looked += 1;
        }
        Ok(true)
    }
}

impl Reader<'_> {
    /// Passes over a list or an object, right or wrong: where its brackets are closed, it ends. Returns
    /// how many are open still `until` there, and counts lists of numbers.
    fn pass(&mut self, mut open: u32, until: usize, positions: &mut usize) -> u32 {
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
