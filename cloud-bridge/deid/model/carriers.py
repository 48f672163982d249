"""Real prose from openly licensed sets: as it is where it names nobody, and with invented people put in."""

import csv
import glob
import json
import os
import re
import xml.etree.ElementTree as tree

from labels import DATE, O, PERSON, Text

csv.field_size_limit(1 << 30)
# What bench deid-quality measures on is never trained on: later rows, other files.
MTS_ROWS = 800
PUBMEDQA_ABSTRACTS = 250

TITLED = re.compile(r"\b(Mr|Mrs|Ms|Dr|Miss|Doctor)(\.?) ((?:[A-Z][\w'-]+ ?){1,2})(?=[\s,.;:'?)]|$)")
DATED = re.compile(r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? (?:of )?\d{1,4}(?:st|nd|rd|th)?(?:,? \d{4})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}/(?:19|20)\d\d\b")
# Sentences with these may name somebody or somewhere in ways that are not labelled here.
DOUBTFUL = re.compile(r"https?:|www\.|@|\d{3}[-.) ]{1,2}\d{3,4}|Hospital|Universit|Institut|Clinic\b|Center|Centre|College|Foundation|Street|Avenue|County|School of|XYZ|ABC|\bM\.?D\.?\b|Inc\b|Sample|Doe\b")


def _sentences(text):
    return [s.strip() for s in re.split(r"(?<=[.?!])\s+|\n+", text) if 15 < len(s.strip()) < 420]


def notes(folder):
    """Sentences of visit notes and dialogues, unlabelled."""
    out = []
    with open(os.path.join(folder, "notes", "MTS-Dialog-TrainingSet.csv"), encoding="utf-8") as file:
        for row in list(csv.DictReader(file))[:MTS_ROWS]:
            out += _sentences(row["section_text"])
            out += _sentences(row["dialogue"])[::2]
    with open(os.path.join(folder, "notes", "aci_bench_train.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            out += _sentences(row["note"])
            out += _sentences(row["dialogue"])[::4]
    return out


def abstracts(folder):
    with open(os.path.join(folder, "retrieval", "pubmedqa_dev500.json"), encoding="utf-8") as file:
        rows = list(json.load(file).values())[:PUBMEDQA_ABSTRACTS]
    out = []
    for row in rows:
        out += _sentences(row["QUESTION"])
        for context in row["CONTEXTS"]:
            out += _sentences(context)
    return [s for s in out if not DATED.search(s)]


def pages(folder):
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "medquad", "*", "*.xml"))):
        for answer in tree.parse(path).getroot().iter("Answer"):
            out += _sentences(answer.text or "")
    return [s for s in out if not DATED.search(s) and not DOUBTFUL.search(s)]


class Carriers:
    def __init__(self, folder, grammar):
        self.grammar = grammar
        given = {n.lower() for n in grammar.people.common}
        ordinary = self._lower_case_words(folder)
        towns = {t.lower() for t in grammar.places.big}
        self.names = {n for n in given | towns if n not in ordinary}
        self.notes = [s for s in notes(folder) if not DOUBTFUL.search(s)]
        self.clean = [s for s in abstracts(folder) + pages(folder) if not TITLED.search(s)]

    @staticmethod
    def _lower_case_words(folder):
        words = set()
        for sentence in abstracts(folder):
            words.update(w for w in re.findall(r"[A-Za-z]+", sentence) if w.islower())
        return words

    def sentence(self):
        """A sentence of a note; its people and dates are replaced by invented ones, doubtful ones are passed over."""
        rng = self.grammar.rng
        while True:
            out, rest = Text(), rng.choice(self.notes)
            for match in re.finditer(TITLED.pattern + "|" + DATED.pattern, rest):
                piece = rest[len(out.chars) if not hasattr(out, "at") else out.at:match.start()]
                out.add(piece, O)
                if match.group(1):
                    out.add(match.group(1) + match.group(2) + " ", O)
                    given, surname = self.grammar.people.pair()
                    trail = " " if match.group(3).endswith(" ") else ""
                    out.add(surname if rng.random() < 0.6 else f"{given} {surname}", PERSON).add(trail, O)
                else:
                    out.add(self.grammar.numbers.date_value(), DATE)
                out.at = match.end()
            out.add(rest[getattr(out, "at", 0):], O)
            plain = "".join(c for c, l in zip(out.chars, out.labels) if l == O)
            if not any(w.lower() in self.names for w in re.findall(r"[A-Za-z]+", plain)):
                return out

    def plain(self):
        return Text(self.grammar.rng.choice(self.clean))
