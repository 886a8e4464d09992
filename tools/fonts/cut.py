"""Makes the map's five faces from Source Sans 3 and Source Serif 4, and a table of their advances; and for each alphabet beyond theirs one
file with its letters in all five faces and their advances.

What is taken away: letters the map does not need, hinting, kerning and every other layout rule, glyph
names. What is changed: outlines and advances are rounded to steps of 2 and 4 thousandths of an em (at
16 px: 0.03 and 0.06 px), so that the files are smaller and an advance is one byte in the program. The
result is no longer Adobe's font and must not bear its reserved name: see rename().
"""

import hashlib
import io
import pathlib
import struct
import subprocess
import tarfile
import textwrap

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "fonts"
VERSION = "5.3.1"

# Units per em of our files, and the step of an advance in units.
UNITS, STEP = 500, 2

ASCII = "".join(map(chr, range(0x20, 0x7F)))
PLAIN = "".join(c for c in ASCII if c not in "#$<>@[\\]^_`{|}~*=")
SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡°–—’‘“”·±−…\u00a0"
LATIN_1 = "ÀÂÃÄÅÆÇÈÊËÌÎÏÒÔÕÖØÙÛßàâãäåæçèêëìîïòôõöøùû«»×"

# The letters in the table of advances: printable ASCII, the upper half of Latin-1, and these.
TABLE = ASCII + "".join(map(chr, range(0xA0, 0x100))) + "–—‘’“”…−"

# Our file, family, weight, style; the package and its file; letters; the name of the table.
FACES = [
    ("sans-400", "Map Sans", 400, "Regular", "source-sans-3", "400-normal", ASCII + SPANISH + LATIN_1),
    ("sans-600", "Map Sans", 600, "SemiBold", "source-sans-3", "600-normal", ASCII + SPANISH + LATIN_1),
    ("sans-400-italic", "Map Sans", 400, "Italic", "source-sans-3", "400-italic", PLAIN + SPANISH),
    ("serif-600", "Map Serif", 600, "SemiBold", "source-serif-4", "600-normal", PLAIN + SPANISH),
    ("serif-400-italic", "Map Serif", 400, "Italic", "source-serif-4", "400-italic", PLAIN + SPANISH),
]

# Alphabets whose letters are loaded when a text has one of them: the file, the subsets of the packages, and the letters to take from them.
ALPHABETS = [
    ("western", ["latin"], [(0xC0, 0x100), (0x201A, 0x201B), (0x201E, 0x201F), (0x2039, 0x203B), (0x20AC, 0x20AD)]),
    ("latin", ["latin", "latin-ext"], [(0x100, 0x180), (0x192, 0x193), (0x218, 0x21C), (0x1E9E, 0x1E9F)]),
    ("greek", ["greek"], [(0x370, 0x400)]),
    ("cyrillic", ["cyrillic"], [(0x400, 0x530), (0x2116, 0x2117)]),
    ("vietnamese", ["vietnamese"], [(0x1A0, 0x1A2), (0x1AF, 0x1B1), (0x1EA0, 0x1EFA)]),
]


def fetch(package):
    """The folder of a package's font files, downloaded if it is not there."""
    folder = CACHE / f"{package}-{VERSION}"
    if not folder.exists():
        said = subprocess.run(
            ["npm", "pack", "--silent", f"@fontsource/{package}@{VERSION}"],
            cwd=CACHE, check=True, capture_output=True, text=True,
        )
        file = CACHE / said.stdout.strip()
        print(f"{file.name}  sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package" / "files"


def cut(source, letters):
    """The font with these letters only, and only the tables that are needed to draw them."""
    font = TTFont(source, recalcTimestamp=False)
    missing = [c for c in letters if ord(c) not in font.getBestCmap()]
    assert not missing, f"{source.name} has no {missing}"
    return reduce(font, letters)


def reduce(font, letters):
    """See cut()."""
    options = Options(hinting=False, layout_features=[], legacy_kern=False, name_IDs=[0], notdef_outline=False)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font["post"].formatType = 3.0
    scale_upem(font, UNITS)
    metrics = font["hmtx"].metrics
    for glyph, (advance, bearing) in metrics.items():
        metrics[glyph] = (round(advance / STEP) * STEP, bearing)
    return font


def rename(font, family, style):
    """Names of our own: the licence reserves Adobe's for the unchanged fonts."""
    font["name"] = newTable("name")
    font["name"].names = []
    full = f"{family} {style}"
    names = {1: family, 2: style, 4: full, 6: full.replace(" ", "-")}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def table(font):
    """One number per letter, in steps of UNITS / STEP to the em; 0 = not in the file."""
    letters, metrics = font.getBestCmap(), font["hmtx"].metrics
    numbers = [metrics[letters[ord(c)]][0] // STEP if ord(c) in letters else 0 for c in TABLE]
    assert max(numbers) < 256 and set(letters) <= set(map(ord, TABLE))
    return numbers


def heights(font):
    """Top of Á, foot of g, top of x, in thousandths of an em."""
    glyphs, letters = font["glyf"], font.getBestCmap()
    scale = lambda v: v * 1000 // UNITS
    return [scale(glyphs[letters[ord("Á")]].yMax), scale(glyphs[letters[ord("g")]].yMin), scale(font["OS/2"].sxHeight)]


def alphabet(name, subsets, ranges):
    """
    Writes a file with the letters of an alphabet that the five faces do not have. All numbers are little-endian:
    u16 number of letters; their codes as u16, rising; for each of the five faces the advances of all letters as u16, in steps of UNITS / STEP
    to the em, 0 = not in this face; u8 number of fonts; for each its face as u8 and its length as u32; the fonts, WOFF2.
    """
    codes, fonts = {}, []
    for face, (_, family, _, style, package, source, own) in enumerate(FACES):
        for subset in subsets:
            font = TTFont(fetch(package) / f"{package}-{subset}-{source}.woff2", recalcTimestamp=False)
            wanted = {code for low, high in ranges for code in range(low, high)} - set(map(ord, own))
            letters = "".join(chr(code) for code in sorted(wanted & set(font.getBestCmap())))
            if not letters:
                continue
            font = reduce(font, letters)
            rename(font, family, style)
            for code, glyph in font.getBestCmap().items():
                codes.setdefault(code, [0] * len(FACES))[face] = font["hmtx"].metrics[glyph][0] // STEP
            font.flavor = "woff2"
            file = io.BytesIO()
            font.save(file)
            fonts.append((face, file.getvalue()))
    order = sorted(codes)
    advances = [codes[code][face] for face in range(len(FACES)) for code in order]
    heads = b"".join(struct.pack("<BI", face, len(data)) for face, data in fonts)
    data = struct.pack(f"<H{len(order)}H{len(advances)}H", len(order), *order, *advances) + bytes([len(fonts)]) + heads + b"".join(data for _, data in fonts)
    path = ROOT / "assets" / "fonts" / f"{name}.bin"
    path.write_bytes(data)
    print(f"{path.name:24} {len(data):6,} B  {len(order):4} letters  {hashlib.sha256(data).hexdigest()}")


def main():
    CACHE.mkdir(parents=True, exist_ok=True)
    sizes = 0
    text = [
        "//! The width of each letter in the map's own faces.",
        "//!",
        "//! Made by `tools/fonts/cut.sh` from the files in `assets/fonts`; do not edit.",
        "",
        f"/// Steps in an em.\npub const STEPS: u16 = {UNITS // STEP};",
        "",
        "/// The letters of the table after U+0020–U+007E and U+00A0–U+00FF.",
        f'pub const MORE: [char; {len(TABLE) - 191}] = {list(TABLE[191:])};'.replace('"', "'"),
        "",
        f"/// 0 = the face has no such letter.\npub type Advances = [u8; {len(TABLE)}];",
    ]
    for name, family, weight, style, package, source, letters in FACES:
        font = cut(fetch(package) / f"{package}-latin-{source}.woff2", letters)
        rename(font, family, style)
        font.flavor = None
        font.save(ROOT / "tests" / "fonts" / f"{name}.ttf")
        font.flavor = "woff2"
        path = ROOT / "assets" / "fonts" / f"{name}.woff2"
        font.save(path)
        data = path.read_bytes()
        sizes += len(data)
        print(f"{path.name:24} {len(data):6,} B  {len(set(letters)):4} letters  {hashlib.sha256(data).hexdigest()}")
        print("    top of Á, foot of g, top of x:", *heights(font))
        constant = name.upper().replace("-", "_")
        rows = textwrap.wrap(", ".join(map(str, table(font))) + ",", 92)
        text += ["", f"/// {family}, {weight}, {style}.", "#[rustfmt::skip]", f"pub const {constant}: Advances = ["]
        text += [f"    {row}" for row in rows] + ["];"]
    print(f"{'all':24} {sizes:6,} B")
    for entry in ALPHABETS:
        alphabet(*entry)
    (ROOT / "src" / "text" / "advances.rs").write_text("\n".join(text) + "\n")


main()
