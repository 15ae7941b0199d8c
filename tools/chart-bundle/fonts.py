"""Cuts the two families down to what a site needs: fonts.py NODE_MODULES OUT.

Inter comes from its own project's package, not from a web-font mirror, because only that one has the
arrows and triangles that ranks need. The page faces and the two static faces for drawing pictures are
cut from the same file, so a label is as wide in a PNG as it is in a browser.

A reader waits for the page faces, so they carry outlines that vary and kerning that does not: the pairs of a
middle size and weight serve all of them, and a third of each file is saved.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger, Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LATIN = (
    "0000-00FF 0131 0152-0153 02BB-02BC 02C6 02DA 02DC 0304 0308 0329 2000-206F 20AC 2122 "
    "2190-2199 2212 2215 2248 2260 2264-2265 25A0-25A1 25B2-25B3 25BC-25BD 25CB 25CF 2713 FFFD"
)
LATIN_EXT = (
    "0100-0130 0132-0151 0154-024F 0259 02BD-02C5 02C7-02CC 02D8-02D9 02DB 02DD 0300-0303 0306-0307 "
    "030A-030C 0323 0326-0328 1E00-1EFF 20A0-20AB 20AD-20C0 2113"
)
FEATURES = ["kern", "ccmp", "liga", "locl", "mark", "mkmk", "tnum", "lnum", "rvrn"]


def points(ranges):
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def cut(source, axes, ranges, target, flavor, kerned_at=None):
    font = subset(source, axes, ranges)
    if kerned_at:
        still = subset(source, kerned_at, ranges)
        assert still.getGlyphOrder() == font.getGlyphOrder(), "the two cuts name their glyphs alike"
        for table in ("GPOS", "GDEF"):
            font[table] = still[table]
    font.flavor = flavor
    if "fvar" not in font:
        name_static(font, "Newsreader" if "newsreader" in str(source) else "Inter", axes["wght"])
    font.save(target)
    print(f"{target.stat().st_size:>7}  {target.name}")


def subset(source, axes, ranges):
    # Timestamps stay those of the source, so that two runs give the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    font = reread(instantiateVariableFont(font, axes, updateFontNames=False))
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[1, 2, 3, 4, 5, 6, 0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(points(ranges)))
    subsetter.subset(font)
    return font


def reread(font):
    """The subsetter expects tables as they are in a file, not as the instancer leaves them."""
    font.flavor = None
    buffer = BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer, recalcTimestamp=False)


def name_static(font, family, weight):
    """A static face must say which weight it is, or a font database files both under the same name."""
    style = {400: "Regular", 500: "Medium", 600: "SemiBold"}[weight]
    names = {1: family, 2: style, 3: f"{family}-{style}", 4: f"{family} {style}", 6: f"{family}-{style}"}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for name_id in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=name_id)
    font["OS/2"].usWeightClass = weight


def main(modules, out):
    out.mkdir(parents=True, exist_ok=True)
    inter = modules / "inter-ui/variable/InterVariable.woff2"
    upright = {"opsz": 14, "wght": (400, 700)}
    middle = {"opsz": 14, "wght": 450}
    cut(inter, upright, LATIN, out / "inter-latin.woff2", "woff2", middle)
    cut(inter, upright, LATIN_EXT, out / "inter-latin-ext.woff2", "woff2", middle)
    for weight, style in ((400, "Regular"), (600, "SemiBold")):
        axes = {"opsz": 14, "wght": weight}
        cut(inter, axes, LATIN + " " + LATIN_EXT, out / f"Inter-{style}.ttf", None)

    newsreader = modules / "@fontsource-variable/newsreader/files"
    axes = {"opsz": (18, 72), "wght": (400, 600)}
    middle = {"opsz": 32, "wght": 450}
    for slope in ("normal", "italic"):
        name = "newsreader" if slope == "normal" else "newsreader-italic"
        for block, ranges in (("latin", LATIN), ("latin-ext", LATIN_EXT)):
            source = newsreader / f"newsreader-{block}-opsz-{slope}.woff2"
            cut(source, axes, ranges, out / f"{name}-{block}.woff2", "woff2", middle)
    headline(newsreader, out)


def headline(newsreader, out):
    """The headline face of cards: large, medium, upright, its two blocks in one file."""
    parts = []
    for block, ranges in (("latin", LATIN), ("latin-ext", LATIN_EXT)):
        part = out / f".headline-{block}.ttf"
        cut(newsreader / f"newsreader-{block}-opsz-normal.woff2", {"opsz": 72, "wght": 500}, ranges, part, None)
        parts.append(part)
    font = Merger(MergeOptions(drop_tables=["vmtx", "vhea"])).merge([str(part) for part in parts])
    font["head"].modified = font["head"].created = TTFont(parts[0])["head"].created
    font.recalcTimestamp = False
    font.save(out / "Newsreader-Medium.ttf")
    for part in parts:
        part.unlink()


main(Path(sys.argv[1]), Path(sys.argv[2]))
