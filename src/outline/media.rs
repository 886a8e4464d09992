//! The pictures, sounds and films of a place, a fact or a chapter.

use crate::story::Media;
use crate::words::{Reader, Words};

/// Media as the page gets them: nine values for each, in one list, because a type of its own would be a kilobyte of code. They are its kind, the
/// address of its file, other sizes (`small.webp 400w`), width and height in pixels (`960/640`), the address of the poster, captions (`en film.vtt`, one in
/// a line), alternative text or title, caption and credit. All but kind, file and alternative text may be empty. Addresses may be relative to that of the story.
pub(super) fn outline_media<'a>(all: &'a [Media], reader: Reader) -> Vec<Words<'a>> {
    let mut out = Vec::new();
    for media in all {
        let Media { kind, src, sizes, size, poster, captions, words, caption, credit } = media;
        for text in [kind.name(), src, sizes, size, poster, captions] {
            out.push(Words { text, ..Words::default() });
        }
        out.push(reader.words(words));
        out.extend([caption, credit].map(|text| reader.rich_words(text)));
    }
    out
}
