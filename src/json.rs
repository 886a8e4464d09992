//! A parser from JSON text to [`serde_json::Value`]s.
//!
//! It does what `serde_json`'s own parser does, with the same error messages, in less code: that parser
//! contains a table of powers of ten, which alone is 2.5 kB that do not compress.

mod number;

use serde_json::{Map, Value};

/// How deep arrays and objects may be nested.
const DEEPEST: usize = 127;

const VALUE_ENDS: &str = "EOF while parsing a value";
const STRING_ENDS: &str = "EOF while parsing a string";
const OBJECT_ENDS: &str = "EOF while parsing an object";
pub(crate) const LIST_ENDS: &str = "EOF while parsing a list";
pub(crate) const IN_LIST: &str = "expected `,` or `]`";
const NUMBER: &str = "invalid number";
const TOO_LARGE: &str = "number out of range";
const KEY: &str = "key must be a string";
const COMMA: &str = "trailing comma";

/// What was read, or the message that says what is wrong and where.
pub(crate) type Read<T> = Result<T, String>;

/// Parses a whole text as one value.
pub(crate) fn read(text: &str) -> Read<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.end()?;
    Ok(value)
}

/// A text, and the position of the parser in it.
pub(crate) struct Reader<'a> {
    pub text: &'a str,
    /// How many bytes have been read.
    pub at: usize,
}

/// A list or an object, as far as it has been read. An object has the key of its next member.
#[derive(Debug)]
enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, String),
}

/// A value that is read in steps, because it may be as large as a whole story.
#[derive(Debug, Default)]
pub(crate) struct Stepwise {
    /// How many bytes of the text have been read.
    pub at: usize,
    open: Vec<Open>,
}

impl Stepwise {
    /// A value that begins at a byte of the text.
    pub fn new(at: usize) -> Self {
        Self { at, open: Vec::new() }
    }

    /// Whether nothing of it is left to be read.
    pub fn is_whole(&self) -> bool {
        self.open.is_empty()
    }

    /// Goes on for about `budget` bytes. Returns the value when it is complete. `depth` is the number of arrays and objects
    /// around it.
    pub fn step(&mut self, text: &str, depth: usize, budget: usize) -> Read<Option<Value>> {
        let mut reader = Reader { text, at: self.at };
        let until = self.at.saturating_add(budget);
        let value = reader.go_on(&mut self.open, depth, until);
        self.at = reader.at;
        value
    }
}

impl Reader<'_> {
    /// The next byte, without reading it; `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        self.at += usize::from(byte.is_some());
        byte
    }

    /// Reads the next byte if it is `byte`.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Skips white space, and returns the next byte without reading it.
    pub fn next_word(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
        self.peek()
    }

    /// An error at the byte that was read last.
    fn wrong<T>(&self, what: &str) -> Read<T> {
        Err(self.message(what))
    }

    /// What is wrong, and where: at the byte that was read last.
    #[inline(never)]
    fn message(&self, what: &str) -> String {
        let (mut line, mut column) = (1_u32, 0_u32);
        for byte in &self.text.as_bytes()[..self.at] {
            column += 1;
            if *byte == b'\n' {
                (line, column) = (line + 1, 0);
            }
        }
        let mut message = String::from(what);
        message.push_str(" at line ");
        message.push_str(&line.to_string());
        message.push_str(" column ");
        message.push_str(&column.to_string());
        message
    }

    /// An error at the next byte.
    pub fn ahead<T>(&mut self, what: &str) -> Read<T> {
        self.next();
        self.wrong(what)
    }

    /// An error at the next byte, or at the end of the text.
    fn ahead_or_end<T>(&mut self, what: &str, end: &str) -> Read<T> {
        let what = if self.peek().is_some() { what } else { end };
        self.ahead(what)
    }

    /// Expects the end of the text, after white space.
    pub fn end(&mut self) -> Read<()> {
        if self.next_word().is_some() { self.ahead("trailing characters") } else { Ok(()) }
    }

    /// Parses the next value. `depth` is the number of arrays and objects around it.
    pub fn value(&mut self, depth: usize) -> Read<Value> {
        let value = self.go_on(&mut Vec::new(), depth, usize::MAX)?;
        Ok(value.unwrap_or_default())
    }

    /// Parses the next value, or goes on with one that is not complete, whose lists and objects are `open`. Stops soon after
    /// the byte `until`, and returns `None` if more of the value follows.
    fn go_on(&mut self, open: &mut Vec<Open>, depth: usize, until: usize) -> Read<Option<Value>> {
        while self.at < until {
            let mut value = match self.next_word() {
                Some(b'n') => self.word("null", Value::Null)?,
                Some(b't') => self.word("true", Value::Bool(true))?,
                Some(b'f') => self.word("false", Value::Bool(false))?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b'"') => Value::String(self.string()?),
                Some(b'[' | b'{') if depth + open.len() >= DEEPEST => {
                    return self.ahead("recursion limit exceeded");
                }
                Some(b'[') => {
                    self.at += 1;
                    if self.more(b']', true, LIST_ENDS, IN_LIST)? {
                        open.push(Open::List(Vec::new()));
                        continue;
                    }
                    Value::Array(Vec::new())
                }
                Some(b'{') => {
                    self.at += 1;
                    if let Some(key) = self.key(true)? {
                        open.push(Open::Object(Map::new(), key));
                        continue;
                    }
                    Value::Object(Map::new())
                }
                _ => return self.ahead_or_end("expected value", VALUE_ENDS),
            };
            // It may be the last item of one or more lists and objects.
            loop {
                value = match open.pop() {
                    None => return Ok(Some(value)),
                    Some(Open::List(mut items)) => {
                        items.push(value);
                        if self.more(b']', false, LIST_ENDS, IN_LIST)? {
                            open.push(Open::List(items));
                            break;
                        }
                        Value::Array(items)
                    }
                    Some(Open::Object(mut members, key)) => {
                        members.insert(key, value);
                        if let Some(key) = self.key(false)? {
                            open.push(Open::Object(members, key));
                            break;
                        }
                        Value::Object(members)
                    }
                };
            }
        }
        Ok(None)
    }

    fn word(&mut self, word: &str, value: Value) -> Read<Value> {
        for byte in word.bytes() {
            match self.next() {
                None => return self.wrong(VALUE_ENDS),
                Some(found) if found != byte => return self.wrong("expected ident"),
                _ => {}
            }
        }
        Ok(value)
    }

    /// Whether the array or object has another item. If so, that item comes next.
    pub fn more(&mut self, end: u8, first: bool, ends: &str, comma: &str) -> Read<bool> {
        let more = match self.next_word() {
            None => return self.ahead(ends),
            Some(byte) if byte == end => false,
            _ if first => true,
            Some(b',') => {
                self.at += 1;
                if self.next_word() == Some(end) {
                    return self.ahead(COMMA);
                }
                true
            }
            _ => return self.ahead(comma),
        };
        self.at += usize::from(!more);
        Ok(more)
    }

    /// Reads the key of the object's next member; its value comes next. `None` at the end of the object.
    pub fn key(&mut self, first: bool) -> Read<Option<String>> {
        if !self.more(b'}', first, OBJECT_ENDS, "expected `,` or `}`")? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return self.ahead_or_end(KEY, VALUE_ENDS);
        }
        let key = self.string()?;
        if self.next_word() != Some(b':') {
            return self.ahead_or_end("expected `:`", OBJECT_ENDS);
        }
        self.at += 1;
        Ok(Some(key))
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            let rest = &self.text[start..];
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
            let plain = &rest[..plain.unwrap_or(rest.len())];
            out.push_str(plain);
            self.at += plain.len();
            match self.next() {
                None => return self.wrong(STRING_ENDS),
                Some(b'"') => return Ok(out),
                Some(b'\\') => out.push(self.escape()?),
                _ => {
                    let what = "control character (\\u0000-\\u001F) found while parsing a string";
                    return self.wrong(what);
                }
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        Ok(match self.next() {
            None => return self.wrong(STRING_ENDS),
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return self.wrong("invalid escape"),
        })
    }

    /// Reads the four digits of a `\u` escape. A character above U+FFFF is written as two of them, a surrogate
    /// pair.
    fn unicode(&mut self) -> Read<char> {
        let mut code = self.hex()?;
        if code & 0xfc00 == 0xd800 {
            for byte in *b"\\u" {
                if self.peek().is_none() {
                    return self.wrong(STRING_ENDS);
                }
                if self.next() != Some(byte) {
                    return self.wrong("unexpected end of hex escape");
                }
            }
            let low = self.hex()?;
            // Without a low surrogate `code` keeps its value, which is not a character.
            let pair = 0x1_0000 + ((code & 0x3ff) << 10 | low & 0x3ff);
            code = if low & 0xfc00 == 0xdc00 { pair } else { code };
        }
        match char::from_u32(code) {
            Some(c) => Ok(c),
            None => self.wrong("lone leading surrogate in hex escape"),
        }
    }

    fn hex(&mut self) -> Read<u32> {
        let Some(digits) = self.text.as_bytes().get(self.at..self.at + 4) else {
            self.at = self.text.len();
            return self.wrong(STRING_ENDS);
        };
        self.at += 4;
        let mut code = 0;
        for digit in digits {
            match char::from(*digit).to_digit(16) {
                Some(digit) => code = code << 4 | digit,
                None => return self.wrong("invalid escape"),
            }
        }
        Ok(code)
    }
}
