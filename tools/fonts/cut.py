"""Makes the map's five faces from Source Sans 3 and Source Serif 4, and a table of their advances.

What is taken away: letters the map does not need, hinting, kerning and every other layout rule, glyph
names. What is changed: outlines and advances are rounded to steps of 2 and 4 thousandths of an em (at
16 px: 0.03 and 0.06 px), so that the files are smaller and an advance is one byte in the program. The
result is no longer Adobe's font and must not bear its reserved name: see rename().
"""

import hashlib
import pathlib
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
    (ROOT / "src" / "text" / "advances.rs").write_text("\n".join(text) + "\n")


main()
