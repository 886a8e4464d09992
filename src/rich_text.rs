//! Emphasis and links in a text: `*emphasis*`, `**strong**` and `[words](https://…)`. Everything else stays as it is written, so a text that
//! has an asterisk or a bracket for another reason keeps it. A backslash before `*`, `[`, `]` or `\` takes away its meaning.
//!
//! All marks are ASCII, so a text is read by its bytes.

/// The marks of emphasis and of importance: as many asterisks as their numbers.
pub const EMPHASIS: u8 = 1;
/// See [`EMPHASIS`].
pub const STRONG: u8 = 2;

/// A part of a text that looks the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run<'a> {
    /// Its words, without the marks.
    pub text: &'a str,
    /// [`EMPHASIS`], [`STRONG`], their sum or 0.
    pub marks: u8,
    /// The address that it leads to: http, https or mailto; empty if it is no link.
    pub link: &'a str,
}

impl Run<'_> {
    /// Whether it looks as a text without marks does.
    pub const fn is_plain(&self) -> bool {
        self.marks == 0 && self.link.is_empty()
    }
}

/// Whether readers may be led to an address: it is http, https or mailto, and has no spaces or control characters.
pub fn is_link(address: &str) -> bool {
    begins_with_scheme(address) && !has_gap(address)
}

fn begins_with_scheme(address: &str) -> bool {
    let begins = |scheme: &&str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let found = ["https://", "http://", "mailto:"].iter().find(|scheme| begins(scheme));
    found.is_some_and(|scheme| address.len() > scheme.len())
}

/// Whether a text has a space or a control character, which no address has.
pub fn has_gap(address: &str) -> bool {
    address.bytes().any(|b| b <= b' ' || b == 0x7f)
}

/// A text without its marks.
pub fn plain(text: &str) -> String {
    joined(&runs(text))
}

/// The words of all runs.
pub fn joined(runs: &[Run]) -> String {
    let mut all = String::new();
    for run in runs {
        all.push_str(run.text);
    }
    all
}

/// The parts of a text, in order. The time is proportional to the length of the text.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    // Where the words begin that are not in `runs` yet, and where the text is read.
    let (mut from, mut at) = (0, 0);
    // The marks that are open, as indices in `runs`: of emphasis, of importance, and brackets, each with where its words begin. One that is never closed
    // is a word.
    let mut open = [None; 2];
    let mut brackets = Vec::new();
    while let Some(byte) = bytes.get(at) {
        let mut end = at + 1;
        match byte {
            b'*' => end += bytes.iter().skip(end).take_while(|b| **b == b'*').count(),
            b'[' | b']' => {}
            b'\\' if matches!(bytes.get(end), Some(b'*' | b'[' | b']' | b'\\')) => {
                push(&mut runs, text, from, at);
                (from, at) = (end, end + 1);
                continue;
            }
            _ => {
                at = end;
                continue;
            }
        }
        push(&mut runs, text, from, at);
        let own = runs.len();
        push(&mut runs, text, at, end);
        from = end;
        if *byte == b'*' {
            let count = end - at;
            let given = [count & 1 == 1, count & 2 == 2];
            // All of them close what is open, or all of them open.
            let closes = count < 4
                && may_close(bytes, at, end)
                && given.iter().zip(&open).all(|(given, open)| !given || open.is_some());
            let opens = count < 4 && may_open(bytes, at, end);
            for ((open, given), mark) in open.iter_mut().zip(given).zip([EMPHASIS, STRONG]) {
                if given && closes {
                    let opened = open.take().unwrap_or(own);
                    change(&mut runs, opened, usize::from(mark), &|run| run.marks |= mark);
                    change(&mut runs, own, count, &|_| {});
                } else if given && opens {
                    *open = Some(own);
                }
            }
        } else if *byte == b'[' {
            brackets.push((own, end));
        } else if let Some((opened, begin)) = brackets.pop()
            && let Some(address) = address(text, end)
            && bytes.iter().take(at).skip(begin).any(|b| *b > b' ')
        {
            change(&mut runs, own, 1, &|_| {});
            change(&mut runs, opened, 1, &|run| run.link = address);
            // A link has no other one in it.
            brackets.clear();
            end += address.len() + 2;
            from = end;
        }
        at = end;
    }
    push(&mut runs, text, from, at);
    // Marks that were used have no words.
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Adds the words from `from` to `to`.
fn push<'a>(runs: &mut Vec<Run<'a>>, text: &'a str, from: usize, to: usize) {
    let text = text.get(from..to).unwrap_or_default();
    runs.push(Run { text, ..Run::default() });
}

/// Takes `used` characters from the mark at an index, and changes all runs after it.
fn change<'a>(runs: &mut [Run<'a>], mark: usize, used: usize, change: &dyn Fn(&mut Run<'a>)) {
    for (i, run) in runs.iter_mut().skip(mark).enumerate() {
        if i == 0 {
            run.text = run.text.get(used..).unwrap_or_default();
        } else {
            change(run);
        }
    }
}

/// The address in the parentheses that begin at `at`.
fn address(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?.strip_prefix('(')?;
    if !begins_with_scheme(rest) {
        return None;
    }
    let mut depth = 0_u32;
    for (i, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return rest.get(..i).filter(|address| is_link(address)),
            b')' => depth -= 1,
            // The next bracket may begin another link: without this, the end would be searched again and again.
            b'\0'..=b' ' | b'[' => return None,
            _ => {}
        }
    }
    None
}

/// Whether the mark from `at` to `end` may begin something: `2 * 3`, `5*3` and `(*)` are not meant.
fn may_open(bytes: &[u8], at: usize, end: usize) -> bool {
    !follows_letter(bytes, at)
        && bytes.get(end).is_some_and(|b| *b > b' ' && !b")],.;:!?".contains(b))
}

/// Whether it may end something.
fn may_close(bytes: &[u8], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| bytes.get(i));
    before.is_some_and(|b| *b > b' ' && !b"([".contains(b))
        && !bytes.get(end).is_some_and(begins_letter)
}

fn follows_letter(bytes: &[u8], at: usize) -> bool {
    // A letter has one byte or two. In a longer one, the last byte but one begins none.
    let byte = |back: usize| at.checked_sub(back).and_then(|i| bytes.get(i));
    byte(1).is_some_and(u8::is_ascii_alphanumeric)
        || byte(1).is_some_and(|b| *b > 0x7f) && byte(2).is_some_and(begins_letter)
}

/// Whether a byte begins a digit, or a letter of Latin, Greek or Cyrillic (up to U+053F). Other scripts may have words without spaces between
/// them, or endings that follow a mark.
const fn begins_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(*byte, 0xc3..=0xd4)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of a text in a short form: `e` emphasis, `s` strong, `>` and the address of a link.
    fn marked(text: &str) -> Vec<String> {
        let short = |run: &Run| {
            let mut marks = String::new();
            marks.push_str(if run.marks & EMPHASIS > 0 { "e" } else { "" });
            marks.push_str(if run.marks & STRONG > 0 { "s" } else { "" });
            if !run.link.is_empty() {
                marks.push('>');
                marks.push_str(run.link);
            }
            if marks.is_empty() { run.text.into() } else { format!("{marks}|{}", run.text) }
        };
        runs(text).iter().map(short).collect()
    }

    #[test]
    fn emphasis_and_links_are_marked() {
        let cases: [(&str, &[&str]); 12] = [
            ("a *b* c", &["a ", "e|b", " c"]),
            ("**b**", &["s|b"]),
            ("***b***", &["es|b"]),
            ("*a **b** c*", &["e|a ", "es|b", "e| c"]),
            ("**a *b***", &["s|a ", "es|b"]),
            ("[b](https://x.org/a_(c)), d", &[">https://x.org/a_(c)|b", ", d"]),
            ("*[b](mailto:a@x.org)*.", &["e>mailto:a@x.org|b", "."]),
            ("[a *b*](HTTP://x)", &[">HTTP://x|a ", "e>HTTP://x|b"]),
            (
                "[see [1]](http://x)",
                &[">http://x|see ", ">http://x|[", ">http://x|1", ">http://x|]"],
            ),
            ("这是*重点*文字", &["这是", "e|重点", "文字"]),
            ("*كلمة*، ثم", &["e|كلمة", "، ثم"]),
            ("*मैं*। *중요*는", &["e|मैं", "। ", "e|중요", "는"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(marked(text), wanted, "{text}");
        }
    }

    #[test]
    fn anything_else_stays_as_it_is_written() {
        let texts = [
            "",
            "*",
            "**",
            "***",
            "****",
            "5*3*2",
            "5 * 3 * 2",
            "a* b*",
            "*a",
            "a*",
            "**a",
            "(*) b (*)",
            "* a *",
            "*a *b",
            "C*-algebra, W*-algebra",
            "snake_case_*",
            "[1]",
            "[a] (https://x)",
            "[a](javascript:alert(1))",
            "[a](JavaScript:1)",
            "[a](java\tscript:1)",
            "[a]( https://x)",
            "[a](//x.org)",
            "[a](data:text/html,x)",
            "[](https://x)",
            "[ ](https://x)",
            "[a](https://)",
            "[a](https://x",
            "[a](https://x y)",
            "[a](/path)",
            "C:\\temp",
            "a\\",
            "][",
            "****a****",
            "<b>*",
            "&amp;",
            "*Note: see the list",
            "ß*a*ü",
            "\u{202e}",
            "[a](http://x\n)",
        ];
        for text in texts {
            assert!(runs(text).iter().all(Run::is_plain), "{text}: {:?}", marked(text));
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn of_two_open_marks_the_later_one_counts() {
        assert_eq!(plain("*Note: this is *important*."), "*Note: this is important.");
        assert_eq!(plain("[a [b](https://x) c](https://y)"), "[a b c](https://y)");
        assert_eq!(plain("*a** b* c**"), "a** b c**");
    }

    #[test]
    fn a_backslash_takes_away_the_meaning() {
        for (text, words) in [
            (r"\*a\*", "*a*"),
            (r"\[a](https://x)", "[a](https://x)"),
            (r"[a\](https://x)", "[a](https://x)"),
            (r"\\*a*", r"\a"),
            (r"a\b\", r"a\b\"),
        ] {
            assert_eq!(plain(text), words, "{text}");
        }
        assert_eq!(marked(r"*a\*b*"), ["e|a", "e|*b"]);
    }

    /// Each text has a megabyte: if the time grew with the square of the length, this would take hours.
    #[test]
    fn hostile_texts_take_linear_time() {
        let n = 1 << 20;
        for piece in [
            "*",
            "**",
            "* ",
            " *a",
            "*a*",
            " **a",
            "***a",
            "[",
            "]",
            "[]",
            "[a](",
            "[a](https://x",
            "](https://",
            "\\",
            "\\*",
            "[*a](https://x)*",
            "*[",
            "**a*",
            "((",
            "[a](https://((((((((((((((((",
        ] {
            let text = piece.repeat(n / piece.len());
            let runs = runs(&text);
            assert!(runs.len() <= text.len() + 1, "{piece}");
            let words: usize = runs.iter().map(|run| run.text.len()).sum();
            assert!(words <= text.len(), "{piece}");
        }
    }
}
