"""Which Han characters are the same for a search: variants.txt.

README.md says by which rule. Each character gets at most one form that it folds
to, so that no two classes are joined by accident; following the forms to their
end gives the character that stands for the class.
"""
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path


def opencc(folder, name):
    """Character to its forms, the usual one first."""
    rows = (Path(folder) / name).read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {c: forms.split() for c, forms in pairs}


def codes(value):
    """The characters that a field of Unihan names, compatible ones as what they are."""
    return [unicodedata.normalize("NFC", chr(int(code, 16))) for code in re.findall(r"U\+(\w+)", value)]


def is_near(c):
    """Whether it is in the plane that has nearly all text."""
    return len(c.encode()) == 3


class Variants:
    """Collects the forms, source after source; what came first stays."""

    def __init__(self, fields, usage, readings, own, apart):
        own_form = {c for c in fields if unicodedata.normalize("NFC", c) == c}
        self.fields = {c: fields[c] for c in sorted(own_form)}
        self.readings = readings
        self.apart = apart
        numbers = {c: int(f["kTGH"].split(":")[1]) for c, f in usage.items() if "kTGH" in f}
        self.standard = numbers.keys()
        # Levels 1 and 2 of the table for general use of 2013.
        self.general = {c for c, number in numbers.items() if number <= 6500}
        self.kanji = {unicodedata.normalize("NFC", c): codes(f.get("kJoyoKanji", "") + f.get("kJinmeiyoKanji", ""))
                      for c, f in usage.items() if f.keys() & {"kJoyoKanji", "kJinmeiyoKanji"}}
        # Characters of simplified text, old ones and parts of characters among them.
        self.gb2312 = {c for c, f in usage.items() if "kGB0" in f}
        self.forms = {}
        # Pairs of general characters that a source of traditional forms joins.
        self.joined = set()
        for c, form in own.items():
            self.put(c, form)

    def listed(self, c, field):
        return [form for form in codes(self.fields.get(c, {}).get(field, "")) if form != c]

    def root(self, c):
        while c in self.forms:
            c = self.forms[c]
        return c

    def put(self, c, form):
        """Lets `c` fold to `form`, unless it has a form or would lead to itself."""
        kept = c in self.apart or self.root(form) in self.apart
        if c in self.forms or kept or self.root(form) == c:
            return
        if c in self.general and self.root(form) in self.general:
            self.joined.add(c)
        self.forms[c] = form

    def pair(self, a, b):
        """Lets one of two characters fold to the other: the one in another plane,
        else the one less in use."""
        def rank(c):
            root = self.root(c)
            return not is_near(root), root not in self.general, root not in self.standard, root
        kept, given = sorted((a, b), key=rank)
        # A few of general use are in another plane, and fold like their neighbours.
        settled = given in self.general and (is_near(given) or self.root(kept) in self.general)
        if self.root(a) != self.root(b) and not settled:
            self.put(given, kept)

    def chinese(self, simplified):
        """Traditional characters and other ones that are not standard now."""
        with_forms = {c for c, fields in self.fields.items() if "kSimplifiedVariant" in fields}
        for c in sorted(with_forms | simplified.keys()):
            by_unihan, by_opencc = self.listed(c, "kSimplifiedVariant"), simplified.get(c, [])
            if c in self.general:
                forms = [form for form in by_unihan if form in by_opencc]
            elif c in self.standard:
                forms = by_opencc[:1]
            else:
                forms = by_opencc + by_unihan
            near = [form for form in forms if form != c and is_near(form)]
            if near:
                self.put(c, near[0])

    def japanese(self, new_forms):
        """The new forms of 1946 and what they were made of."""
        for c, forms in new_forms.items():
            old = [form for form in forms if form != c]
            # The old form that has a place already: of 鄕 and 鄉 the second.
            old.sort(key=lambda form: self.root(form) == form and form not in self.standard)
            if c not in self.general:
                self.put(c, old[0])
            else:
                # 真 is standard in China too, so 眞 folds; but 予 is not 豫.
                for form in old:
                    if form not in self.standard:
                        self.pair(c, form)
        for c, forms in self.kanji.items():
            for form in forms:
                self.pair(c, form)

    def regional(self, *tables):
        for table in tables:
            for c, forms in table.items():
                for form in forms:
                    self.pair(c, form)

    def shapes(self):
        """The same character written twice (kZVariant), where it sounds the same."""
        for c in self.fields:
            for form in self.listed(c, "kZVariant"):
                sounds = [self.sound(c), self.sound(form)]
                if sounds[0] == sounds[1] or not all(sounds):
                    self.pair(c, form)

    def far(self):
        """Characters of other planes: most are simplified forms that are nowhere
        in use, and fold to the traditional one."""
        for c in self.fields:
            forms = self.listed(c, "kTraditionalVariant") + self.listed(c, "kSimplifiedVariant")
            if not is_near(c) and forms:
                self.pair(c, forms[0])

    def meanings(self):
        """Characters that dictionaries call the same as just one of general use,
        and that are read as it is; no character of simplified text, and none
        that would be the second kanji of its class."""
        kanji = {self.root(c) for c in self.kanji}
        for c in self.fields:
            if c in self.standard or c in self.gb2312 or c in self.forms:
                continue
            roots = {self.root(form) for form in self.listed(c, "kSemanticVariant")} & self.general
            if len(roots) == 1:
                root = roots.pop()
                twice = c in self.kanji and root in kanji
                if self.sound(c) and self.sound(c) <= self.sound(root) and not twice:
                    self.put(c, root)

    def sound(self, c):
        fields = self.readings.get(c, {})
        standard = re.sub(r"[\d.,*]+:", "", fields.get("kTGHZ2013", "")).split()
        return {*fields.get("kMandarin", "").split(), *standard}

    def pairs(self):
        """Character to what it folds to, in one step."""
        return {c: self.root(c) for c in sorted(self.forms)}

    def check(self):
        """No two characters of general use are one but by a pair that was meant."""
        classes = defaultdict(set)
        for c in self.general - self.joined:
            classes[self.root(c)].add(c)
        wrong = [members for members in classes.values() if len(members) > 1]
        if wrong:
            sys.exit(f"variants: joined: {wrong}")
        print(f"joined: {' '.join(c + self.root(c) for c in sorted(self.joined))}", file=sys.stderr)


def collect(folder, fields, usage, readings, own, apart):
    """Character to what it folds to; `folder` has the dictionaries of OpenCC."""
    found = Variants(fields, usage, readings, own, apart)
    found.chinese(opencc(folder, "TSCharacters.txt"))
    found.japanese(opencc(folder, "JPShinjitaiCharacters.txt"))
    found.regional(opencc(folder, "HKVariants.txt"), opencc(folder, "TWVariants.txt"))
    found.shapes()
    found.far()
    found.meanings()
    found.check()
    return found.pairs()
