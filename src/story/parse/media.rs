//! The pictures, sounds and films of a place, a fact or a chapter.

use super::super::{Media, MediaKind, ProblemKind as Kind};
use super::report::Report;
use super::value::{Object, each_object, given, need_text, number, string, text, word};
use crate::rich_text::has_gap;

// Words and their meanings, in the same order.
const KIND_WORDS: [&str; 3] = ["image", "audio", "video"];
const KINDS: [MediaKind; 3] = [MediaKind::Image, MediaKind::Audio, MediaKind::Video];

/// What the address of a file is.
const ADDRESS: &str =
    "an address of http or https, or one relative to the story's own, without spaces";

/// Reads the list at `media`.
pub(super) fn media(object: &Object, report: &mut Report) -> Vec<Media> {
    let mut all = Vec::new();
    each_object(object, "media", report, &mut |_, item, report| {
        let kind = word(item, "kind", &KIND_WORDS, 0, report);
        if given(item, "src").is_none() {
            report.push_missing("src", ADDRESS);
        }
        all.push(Media {
            kind: KINDS.get(kind).copied().unwrap_or(MediaKind::Image),
            src: address(item, "src", report),
            sizes: string(item, "sizes", report).unwrap_or_default().into(),
            size: size(item, report),
            poster: address(item, "poster", report),
            captions: captions(item, report),
            words: need_text(item, if kind == 0 { "alt" } else { "title" }, report),
            caption: text(item, "caption", report).unwrap_or_default(),
            credit: text(item, "credit", report).unwrap_or_default(),
        });
    });
    all
}

/// Width and height; empty if not both are given.
fn size(item: &Object, report: &mut Report) -> String {
    let mut size = String::new();
    let mut count = 0;
    for key in ["width", "height"] {
        let expected = "a number of pixels from 1 to 65535";
        if let Some(pixels) = number(item, key, (1.0, 65_535.0), expected, report) {
            size.push_str(if count > 0 { "/" } else { "" });
            size.push_str(&(pixels as u32).to_string());
            count += 1;
        }
    }
    if count == 2 { size } else { String::new() }
}

/// The address at `key`; empty if absent.
fn address(item: &Object, key: &'static str, report: &mut Report) -> String {
    let found = string(item, key, report).unwrap_or_default();
    check(found, key, report);
    found.into()
}

/// The addresses at `captions`, each with its language before it.
fn captions(item: &Object, report: &mut Report) -> String {
    let key = "captions";
    let mut all = String::new();
    for (lang, address) in text(item, key, report).unwrap_or_default().0 {
        check(&address, key, report);
        for part in [lang.as_str(), " ", &address, "\n"] {
            all.push_str(part);
        }
    }
    all
}

/// Reports what is not the address of a file.
fn check(address: &str, key: &'static str, report: &mut Report) {
    let end = address.bytes().position(|b| matches!(b, b':' | b'/' | b'?' | b'#'));
    let (start, rest) = address.split_at_checked(end.unwrap_or_default()).unwrap_or_default();
    let web = start.eq_ignore_ascii_case("http") || start.eq_ignore_ascii_case("https");
    if has_gap(address) || rest.starts_with(':') && !web {
        report.enter_key(key);
        report.push_text(Kind::BadUrl, address.into(), ADDRESS);
        report.leave();
    }
}
