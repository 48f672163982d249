"""The training text: which kinds, how many of each, from one seed."""

from carriers import Carriers
from general import general
from grammar import Grammar
from labels import Text
from noise import noisy
from notes import SENTENCES, header, note
from questions import question


def _carried(grammar, carriers):
    """Prose with a sentence about invented people before, between or after."""
    rng = grammar.rng
    pieces = [carriers.sentence() for _ in range(rng.choice([1, 1, 2]))]
    for _ in range(rng.choice([0, 1, 1])):
        pieces.insert(rng.randrange(len(pieces) + 1), grammar.one(SENTENCES))
    if rng.random() < 0.1:
        pieces.insert(0, header(grammar))
    out = Text()
    for piece in pieces:
        if out.chars:
            out.add(rng.choice([" ", " ", "\n"]))
        out.add(piece)
    return out


def _plain(grammar, carriers):
    out = carriers.plain()
    if grammar.rng.random() < 0.25:
        out.add(" ").add(carriers.plain())
    return out


def corpus(folder, seed, size):
    grammar = Grammar(seed)
    carriers = Carriers(folder, grammar)
    rng = grammar.rng
    kinds = [lambda: question(grammar), lambda: note(grammar), lambda: general(grammar),
             lambda: _carried(grammar, carriers), lambda: _plain(grammar, carriers)]
    out = []
    for _ in range(size):
        kind = rng.choices(range(5), [30, 22, 18, 13, 17])[0]
        made = kinds[kind]()
        # Clean prose keeps its case more often: an abstract is rarely shouted.
        out.append(made if kind == 4 and rng.random() < 0.7 else noisy(made, rng))
    return out
