#!/usr/bin/env python3
"""Writes the tables beside this file; README.md says what they are.

    generate.py UNIHAN PHRASES WORDS OPENCC

UNIHAN   folder with Unihan_Readings.txt, Unihan_Variants.txt and
         Unihan_OtherMappings.txt (plain or .bz2)
PHRASES  phrases_dict.json of pypinyin
WORDS    dict.txt of jieba-rs
OPENCC   folder dicts of opencc-fmmseg

The same inputs give the same bytes.
"""
import bz2
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
import variants

HERE = Path(__file__).parent
MOST_READINGS = 4
# Of a kanji, in Latin letters.
MOST_ROMAJI = 8
FREQUENT = 2000
# The longest word that is looked for inside of another one, in characters;
# the program has the same number.
LONGEST_INSIDE = 4
NUMBERS = "一二两三四五六七八九十百千万几数半每"
# What jieba calls verbs, adverbs, idioms and adjectives.
VERBAL = ("v", "d", "l", "a")
# What says more at the end of a word than by itself.
SUFFIXES = "子儿头只卷"
# How frequent our own words are taken to be where jieba does not have them.
USUAL = 500


def plain(syllable):
    """The syllable without its tone; ü stays."""
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", parts))


def is_toned(syllable):
    return plain(syllable) != syllable


def unihan(folder, name):
    """Character to field to value."""
    path = Path(folder) / name
    packed = path.with_name(path.name + ".bz2")
    lines = bz2.open(packed, "rt", encoding="utf-8") if packed.exists() else open(path, encoding="utf-8")
    fields = defaultdict(dict)
    for line in lines:
        if line.startswith("U+"):
            code, field, value = line.rstrip("\n").split("\t")
            fields[chr(int(code[2:], 16))][field] = unicodedata.normalize("NFC", value)
    return fields


def simplified(fields_of, characters, own):
    """Traditional characters that have one simplified form of as many bytes, and
    are none themselves, as 阪 of 大阪 is."""
    pairs = {}
    for c, fields in fields_of.items():
        codes = re.findall(r"U\+(\w+)", fields.get("kSimplifiedVariant", ""))
        forms = [form for form in (chr(int(code, 16)) for code in codes) if len(form.encode()) == 3]
        usable = len(forms) == 1 and forms[0] != c and len(c.encode()) == 3
        if usable and not characters[c].is_standard:
            pairs[c] = forms[0]
    pairs.update(own)
    # One step is enough for every character.
    return {c: pairs.get(other, other) for c, other in sorted(pairs.items())}


class Character:
    """What Unihan says of the readings of one character."""

    def __init__(self, fields):
        pinlu = re.findall(r"(\S+?)\((\d+)\)", fields.get("kHanyuPinlu", ""))
        self.counts = {reading: int(count) for reading, count in pinlu}
        self.mandarin = fields.get("kMandarin", "").split()
        self.dictionary = self.sound(fields, "kTGHZ2013") or self.sound(fields, "kXHC1983")
        # Whether it is in the table of characters for general use of 2013.
        self.is_standard = "kTGHZ2013" in fields
        # All that any dictionary has, for checks only.
        old = re.sub(r"[\d.,*]+:", "", fields.get("kHanyuPinyin", "")).replace(",", " ").split()
        xhc = self.sound(fields, "kXHC1983")
        self.known = {*self.counts, *self.mandarin, *self.dictionary, *xhc, *old}

    @staticmethod
    def sound(fields, name):
        return re.sub(r"[\d.,*]+:", "", fields.get(name, "")).split()

    def readings(self):
        """The common readings, the commonest first."""
        total = sum(self.counts.values())
        by_count = sorted(self.counts, key=lambda r: -self.counts[r])
        counted = [r for r in by_count if self.counts[r] * 50 >= total]
        # The counts are of characters in words, and so full of neutral tones
        # that exist in those words only: 时候 shíhou makes 候 hou. Such a
        # reading is the first one for particles alone, and those kMandarin knows.
        if self.mandarin and is_toned(self.mandarin[0]):
            counted = [r for r in counted if is_toned(r)]
        return list(dict.fromkeys(counted + self.mandarin + self.dictionary))


def all_readings(characters, pairs, own):
    """Character to its common readings, the commonest first."""
    table = {}
    for c, character in characters.items():
        readings = character.readings()
        short = characters.get(pairs.get(c))
        if short and readings and not character.counts:
            # The counts are of simplified text mostly.
            order = [r for r in short.readings() if r in character.known]
            readings = list(dict.fromkeys(order + readings))
        first = own.get(c) or own.get(pairs.get(c))
        if first and (c in own or first in readings):
            readings = list(dict.fromkeys([first] + readings))
        if readings and (len(c.encode()) == 3 or character.dictionary):
            table[c] = readings[:MOST_READINGS]
    return {**{c: [reading] for c, reading in own.items()}, **table}


def inside_readings(table, pairs, own):
    """Character to its reading within words that are in no list."""
    inside = {c: readings[0] for c, readings in table.items()}
    for c, readings in table.items():
        other = own.get(c) or own.get(pairs.get(c))
        if other and (c in own or other in readings):
            inside[c] = other
    return inside


class Corrections:
    """corrections.txt: our own readings."""

    def __init__(self):
        sections, fields = {}, None
        for line in (HERE / "corrections.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                fields = sections.setdefault(line.strip("[]"), [])
            elif line and not line.startswith("#"):
                fields.append(line.split())
        self.alone = dict(sections["alone"])
        self.inside = dict(sections["inside"])
        self.simplified = dict(sections["simplified"])
        self.variants = dict(sections["variants"])
        self.apart = {c for line in sections["apart"] for c in line}
        self.full = {word for line in sections["full"] for word in line}
        self.child = {word for line in sections["child"] for word in line}
        self.neutral = [word for line in sections["neutral"] for word in line]
        self.words = {line[0]: line[1:] for line in sections["words"]}
        odd = [word for word, readings in self.words.items() if len(word) != len(readings)]
        if odd:
            sys.exit(f"corrections.txt: not one syllable for each character: {odd}")


def write(name, lines):
    text = "".join(line + "\n" for line in lines)
    (HERE / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(lines)} lines, {len(text.encode())} bytes", file=sys.stderr)


def write_characters(table, inside):
    groups = defaultdict(list)
    for c, readings in table.items():
        last = "" if inside[c] == readings[0] else inside[c]
        groups[" ".join(readings), last].append(c)
    lines = ("\t".join([readings, "".join(sorted(chars)), last]).rstrip("\t")
             for (readings, last), chars in sorted(groups.items()))
    write("pinyin.tsv", list(lines))


def write_romaji(fields_of, usage):
    """The readings of the kanji for general use and for names, on before kun."""
    groups = defaultdict(list)
    for c, fields in fields_of.items():
        if usage[c].keys() & {"kJoyoKanji", "kJinmeiyoKanji"}:
            both = f"{fields.get('kJapaneseOn', '')} {fields.get('kJapaneseKun', '')}"
            readings = list(dict.fromkeys(both.lower().split()))[:MOST_ROMAJI]
            odd = [reading for reading in readings if not re.fullmatch("[a-z]+", reading)]
            if odd:
                sys.exit(f"romaji of {c}: {odd}")
            if readings:
                groups[" ".join(readings)].append(c)
    write("romaji.tsv", [f"{readings}\t{''.join(sorted(chars))}" for readings, chars in sorted(groups.items())])


def write_frequent(characters, pairs):
    totals = Counter({c: sum(x.counts.values()) for c, x in characters.items() if x.counts})
    # Traditional characters have the counts of their simplified forms.
    twice = [c for c in totals if c in pairs or c == "著"]
    for c in twice:
        del totals[c]
    order = sorted(totals, key=lambda c: (-totals[c], c))[:FREQUENT]
    chars = "".join(order)
    write("frequent.txt", [chars[n:n + 50] for n in range(0, FREQUENT, 50)])


def from_dictionary(phrases, characters):
    """The readings of words in the phrase dictionary that make sense, tones as
    written in dictionaries: 一 and 不 unchanged, 儿 that only colours as r."""
    found, refused = {}, []
    for word, syllables in phrases.items():
        readings = [unicodedata.normalize("NFC", s[0]) for s in syllables]
        if len(readings) != len(word):
            refused.append(word)
            continue
        for n, (c, reading) in enumerate(zip(word, readings)):
            if c == "一" and reading in ("yí", "yì"):
                readings[n] = "yī"
            elif c == "不" and reading == "bú":
                readings[n] = "bù"
            elif c == "儿" and n and reading == "er":
                readings[n] = "r"
        known = [characters[c].known for c in word]
        if all(r in k or r in map(plain, k) for r, k in zip(readings, known)):
            found[word] = readings
        else:
            refused.append(word)
    print(f"refused: {len(refused)}: {' '.join(refused[:12])} …", file=sys.stderr)
    return found


class Reader:
    """Reads words as the program does."""

    def __init__(self, inside):
        self.inside = inside
        self.phrases = {}

    def read(self, word):
        if word in self.phrases:
            return self.phrases[word]
        out, at = [], 0
        while at < len(word):
            for length in range(min(LONGEST_INSIDE, len(word) - at), 1, -1):
                found = self.phrases.get(word[at:at + length])
                if found:
                    out += found
                    at += length
                    break
            else:
                out.append(self.inside.get(word[at], ""))
                at += 1
        return out


def by_rule(words, tags, listed, own, reader):
    """Readings that follow from the shape of a word that is in no dictionary."""
    for word, count in words.items():
        if word[0] == "长" and word not in listed:
            # Long things; those who grow or lead stand in corrections.txt.
            yield word, ["cháng", *reader.read(word)[1:]]
        elif len(word) > 2 and word[-1] == "地" and word[-2] == word[-3]:
            yield word, [*reader.read(word)[:-1], "de"]
        elif len(word) == 3 and word[1] == "得" and tags[word] in VERBAL and word not in listed:
            # What somebody can do, or how well: 看得见.
            first, _, last = reader.read(word)
            yield word, [first, "de", {"了": "liǎo", "着": "zháo"}.get(word[2], last)]
        elif "著" in word and word not in listed:
            # In simplified text; in traditional text it is most often 着.
            yield word, ["zhù" if c == "著" else r for c, r in zip(word, reader.read(word))]
        elif word[0] == "儿" and word not in listed:
            yield word, ["ér", *reader.read(word)[1:]]
        elif len(word) == 2 and word[1] == "子" and count >= 20 and word not in own.full:
            # A suffix without tone, but for people and small things.
            yield word, [listed.get(word, reader.read(word))[0], "zi"]
    for number in NUMBERS:
        yield number + "只", [reader.read(number)[0], "zhī"]


def wanted_readings(listed, words, tags, own, reader):
    """Word to syllables: the dictionary, rules, and our own corrections."""
    wanted = {word: readings for word, readings in listed.items() if word in words}
    wanted.update(by_rule(words, tags, listed, own, reader))
    for last, fixed in ("zǐ", own.full), ("ér", own.child):
        for word in fixed & words.keys():
            wanted[word] = [*wanted.get(word, reader.read(word))[:-1], last]
    for word in filter(words.__contains__, own.neutral):
        readings = own.words.get(word) or wanted.get(word) or reader.read(word)
        wanted[word] = [*readings[:-1], plain(readings[-1])]
    wanted.update(own.words)
    return wanted


def parts(word, words, total):
    """The likeliest words that a longer one is made of, as jieba finds them."""
    best = [(0.0, 0)] + [(float("-inf"), 0)] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            part = word[start:end]
            if part != word and (part in words or end - start == 1):
                value = best[start][0] + math.log(max(words.get(part, 1), 1) / total)
                best[end] = max(best[end], (value, start))
    end, found = len(word), []
    while end:
        start = best[end][1]
        found.append(word[start:end])
        end = start
    return found[::-1]


def compounds(wanted, words, own, reader):
    """Words that would be misread because another word seems to be in them:
    开发型 holds 发型."""
    known = {**dict.fromkeys(own.words, USUAL), **words}
    total = sum(words.values())
    found = {}
    for word in words:
        if len(word) < 3 or word in wanted:
            continue
        read = reader.read(word)
        if read != [reader.inside.get(c, "") for c in word]:
            pieces = [wanted.get(part) or reader.read(part) for part in parts(word, known, total)]
            meant = [reading for piece in pieces for reading in piece]
            if word[-1] in SUFFIXES and len(pieces[-1]) == 1:
                meant[-1] = read[-1]
            if meant != read:
                found[word] = meant
    return found


def write_phrases(wanted, words, own, reader):
    # Short words first, so that longer ones need no entry where what they are
    # made of reads right; but of a pair of words either may spoil the other.
    while True:
        wanted.update(compounds(wanted, words, own, reader))
        wrong = [w for w in sorted(wanted, key=lambda w: (len(w), w)) if reader.read(w) != wanted[w]]
        for word in wrong:
            if reader.read(word) != wanted[word]:
                reader.phrases[word] = wanted[word]
        if not wrong:
            break
    write("phrases.tsv", [f"{w}\t{' '.join(r)}" for w, r in sorted(reader.phrases.items())])


def main(folder, phrases, words, opencc):
    own = Corrections()
    files = ("Unihan_Readings.txt", "Unihan_Variants.txt", "Unihan_OtherMappings.txt")
    sounds, forms, usage = (unihan(folder, name) for name in files)
    folds = variants.collect(opencc, forms, usage, sounds, own.variants, own.apart)
    write("variants.txt", [f"{c}{other}" for c, other in folds.items()])
    write_romaji(sounds, usage)
    characters = defaultdict(lambda: Character({}))
    for c, fields in sounds.items():
        characters[c] = Character(fields)
    pairs = simplified(forms, characters, own.simplified)
    table = all_readings(characters, pairs, own.alone)
    inside = inside_readings(table, pairs, own.inside)
    write_characters(table, inside)
    write_frequent(characters, pairs)
    write("simplified.txt", [f"{c}{other}" for c, other in pairs.items() if c in table])
    with open(words, encoding="utf-8") as file:
        entries = [line.split() for line in file]
    counts = {word: int(count) for word, count, _ in entries}
    tags = {word: tag for word, _, tag in entries}
    with open(phrases, encoding="utf-8") as file:
        listed = from_dictionary(json.load(file), characters)
    reader = Reader(inside)
    wanted = wanted_readings(listed, counts, tags, own, reader)
    write_phrases(wanted, counts, own, reader)


if __name__ == "__main__":
    main(*sys.argv[1:])
