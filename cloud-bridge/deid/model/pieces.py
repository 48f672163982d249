"""Word-pieces as the product reads them: BERT's basic tokenizer without its accents, and the shape of each word."""

from tokenizers import Tokenizer

SHAPES = 6  # other, lower, Title, UPPER, digits, letters and digits mixed


def shape(word):
    """Of the alphanumeric run that a word-piece lies in."""
    letters = any(c.isalpha() for c in word)
    digits = any(c.isdigit() for c in word)
    if letters and digits:
        return 5
    if digits:
        return 4
    if not letters:
        return 0
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() else 5


def runs(text):
    """(start, end) of each alphanumeric run."""
    out, start = [], None
    for i, char in enumerate(text + " "):
        if char.isalnum() and start is None:
            start = i
        elif not char.isalnum() and start is not None:
            out.append((start, i))
            start = None
    return out


class Pieces:
    def __init__(self, file):
        self.tokenizer = Tokenizer.from_file(file)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, text):
        """Ids, shapes and character ranges, without [CLS] and [SEP]."""
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        shapes = {}
        for start, end in runs(text):
            kind = shape(text[start:end])
            for i in range(start, end):
                shapes[i] = kind
        return encoded.ids, [shapes.get(start, 0) for start, _ in encoded.offsets], encoded.offsets
