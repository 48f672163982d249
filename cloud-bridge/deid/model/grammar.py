"""Templates: {slot} is a value with its labels, [a|b|] one of some words."""

import random
import re

import medicine as med
from labels import O, Text
from values import Numbers
from people import People
from places import Places

PIECE = re.compile(r"\{(\w+)\}|\[([^\[\]]*)\]")


class Grammar:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.people = People(self.rng)
        self.places = Places(self.rng, self.people)
        self.numbers = Numbers(self.rng, self.people)
        n, p, m = self.numbers, self.places, self.people
        choose = lambda words: lambda: Text(self.rng.choice(words))
        self.slots = {
            "name": m.name, "full": lambda: m.name("full"), "last": lambda: m.name("last"), "first": lambda: m.name("first"),
            "titled": lambda: m.name("titled"), "initial": lambda: m.name("initial"), "comma": lambda: m.name("comma"), "poss": m.possessive,
            "facility": p.facility, "company": p.company, "city": p.city, "address": p.address, "postcode": p.postcode, "corner": p.corner, "country": p.country,
            "date": n.date, "birth": n.birth, "year": n.year, "raw": n.raw, "id": n.identifier, "ssn": lambda: n.labelled_id(), "phone": n.phone, "email": n.email, "url": n.url,
            "ip": n.ip, "user": n.username, "card": n.card, "iban": n.iban, "crypto": n.crypto, "geo": n.coordinates, "measure": n.measure, "age": n.age,
            "condition": choose(med.CONDITIONS), "drug": choose(med.DRUGS), "test": choose(med.TESTS), "topic": choose(med.TOPICS), "body": choose(med.BODIES),
            "sex": choose(med.SEX), "kin": choose(med.KIN), "role": choose(med.ROLES), "job": choose(med.JOBS), "head": choose(med.HEADS),
        }

    def fill(self, template):
        out = Text()
        at = 0
        while True:
            match = PIECE.search(template, at)
            if not match:
                return out.add(template[at:], O)
            out.add(template[at:match.start()], O)
            if match.group(1):
                out.add(self.slots[match.group(1)]())
            else:
                out.add(self.fill(self.rng.choice(match.group(2).split("|"))))
            at = match.end()

    def one(self, templates):
        return self.fill(self.rng.choice(templates))
