"""How text suffers on its way: case, scanners, typing, wrapped lines."""

from labels import O, Text

SCANNED = {"l": "1I", "1": "l", "I": "l1", "O": "0", "0": "O", "o": "0", "S": "5", "5": "S", "B": "8", "8": "B", "e": "c", "a": "o", "u": "v", "n": "h", "g": "q", "rn": "m"}


def scanned(text, rng, rate):
    """Letters mistaken for their look-alikes."""
    return text.mapped(lambda c: rng.choice(SCANNED[c]) if c in SCANNED and rng.random() < rate else c)


def typed(text, rng, rate):
    """Letters swapped, doubled or left out."""
    out = Text()
    i = 0
    while i < len(text.chars):
        char, label = text.chars[i], text.labels[i]
        draw = rng.random()
        if char.isalpha() and draw < rate and i + 1 < len(text.chars) and text.labels[i + 1] == label and text.chars[i + 1].isalpha():
            out.add(text.chars[i + 1], label).add(char, label)
            i += 2
            continue
        if not (char.isalpha() and draw < 1.5 * rate):
            out.add(char, label)
        if char.isalpha() and 1.5 * rate < draw < 2 * rate:
            out.add(char, label)
        i += 1
    return out


def title_case(text):
    previous = " "
    out = Text()
    for char, label in zip(text.chars, text.labels):
        out.add(char.upper() if not previous.isalpha() and previous != "'" else char, label)
        previous = char
    return out


def wrapped(text, rng):
    width = rng.randrange(40, 90)
    column = 0
    out = Text()
    for char, label in zip(text.chars, text.labels):
        column = 0 if char == "\n" else column + 1
        if char == " " and column > width:
            char, column = "\n", 0
        out.add(char, label)
    return out


def without_punctuation(text):
    out = Text()
    for char, label in zip(text.chars, text.labels):
        if char not in ".?," or label != O:
            out.add(char, label)
    return out


def noisy(text, rng):
    draw = rng.random()
    if draw < 0.17:
        text = text.mapped(str.lower)
    elif draw < 0.27:
        text = text.mapped(lambda c: c.upper() if len(c.upper()) == 1 else c)
    elif draw < 0.29:
        text = title_case(text)
    if rng.random() < 0.07:
        text = scanned(text, rng, rng.choice([0.01, 0.03, 0.06]))
    if rng.random() < 0.07:
        text = typed(text, rng, rng.choice([0.01, 0.02]))
    if rng.random() < 0.05:
        text = wrapped(text, rng)
    if rng.random() < 0.06:
        text = without_punctuation(text)
    return text
