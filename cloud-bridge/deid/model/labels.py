"""The labels of the model, and labelled text: a string with a label for each of its characters."""

LABELS = ["O", "PERSON", "ADDRESS", "ORGANISATION", "DATE", "ID", "PHONE", "NET"]
O, PERSON, ADDRESS, ORGANISATION, DATE, ID, PHONE, NET = range(len(LABELS))


class Text:
    """Characters and their labels; the pieces of a template are added one after the other."""

    def __init__(self, chars="", label=O):
        self.chars = chars
        self.labels = [label] * len(chars)

    def add(self, chars, label=O):
        if isinstance(chars, Text):
            self.chars += chars.chars
            self.labels += chars.labels
        else:
            self.chars += chars
            self.labels += [label] * len(chars)
        return self

    def mapped(self, change):
        """Each character changed by itself; what it becomes keeps its label."""
        out = Text()
        for char, label in zip(self.chars, self.labels):
            out.add(change(char), label)
        return out


def text(*pieces):
    """text("MRN: ", ("12345", ID)) and the like."""
    out = Text()
    for piece in pieces:
        if isinstance(piece, tuple):
            out.add(*piece)
        else:
            out.add(piece)
    return out
