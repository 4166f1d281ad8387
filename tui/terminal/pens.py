"""The styles of cells: the terminal's pen after SGR and hyperlink sequences, and the shortest way between two.

A pen is known by a mark, one character, so that a row of styles is a string, which compares and slices at C speed.
"""

from __future__ import annotations

from store.record import Record

# SGR code that sets an attribute -> the code that takes it away. 21, 6, 51-53 and their like differ between terminals.
ATTRIBUTES = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29}
CLEARED_BY = {off: frozenset(on for on, by in ATTRIBUTES.items() if by == off) for off in ATTRIBUTES.values()}
NO_LINK = ";"


class Pen(Record):
    """What the next character written would look like; colours are the SGR parameters that set them, "" the default."""

    attributes: frozenset[int] = frozenset()
    fore: str = ""
    back: str = ""
    link: str = NO_LINK  # the body of OSC 8: "parameters;address"
    odd: str = ""  # parameters not understood, to be repeated as they came, after the others

    @property
    def parameters(self) -> str:
        """The SGR parameters that lead here from the default pen."""
        return ";".join(filter(None, [*map(str, sorted(self.attributes)), self.fore, self.back, self.odd]))


def _sgr(pen: Pen, parameters: str) -> Pen:
    """The pen after `ESC [ parameters m`."""
    attributes, fore, back, link, odd = set(pen.attributes), pen.fore, pen.back, pen.link, pen.odd
    codes = parameters.split(";")
    position = 0
    while position < len(codes):
        code = int(codes[position] or 0)
        text, position = codes[position], position + 1
        if code == 0:
            attributes, fore, back, odd = set(), "", "", ""
        elif code in (38, 48):
            length = {"5": 2, "2": 4}.get(codes[position] if position < len(codes) else "", len(codes))
            text, position = ";".join([text, *codes[position : position + length]]), position + length
            if odd or length == len(codes) or text.count(";") != length:
                odd = f"{odd};{text}".strip(";")
            elif code == 38:
                fore = text
            else:
                back = text
        elif odd:
            odd += f";{text}"  # what an unknown parameter did may be undone or not: keep the order
        elif code in ATTRIBUTES:
            attributes.add(code)
        elif code in CLEARED_BY:
            attributes -= CLEARED_BY[code]
        elif code in (39, 49):
            fore, back = ("", back) if code == 39 else (fore, "")
        elif 30 <= code < 38 or 90 <= code < 98:
            fore = text
        elif 40 <= code < 48 or 100 <= code < 108:
            back = text
        else:
            odd = text
    return Pen(attributes=frozenset(attributes), fore=fore, back=back, link=link, odd=odd)


def _change(old: Pen | None, new: Pen) -> str:
    """The shortest sequences that turn the old pen into the new; None is a pen of which nothing is known."""
    anew = f"\x1b[0;{new.parameters}m" if new.parameters else "\x1b[m"
    if old is None:
        old = Pen(odd="?")
    link = "" if old.link == new.link else f"\x1b]8;{new.link}\x1b\\"
    if old[:3] == new[:3] and old.odd == new.odd:
        return link
    if old.odd or new.odd:
        return link + anew
    codes = sorted({ATTRIBUTES[code] for code in old.attributes - new.attributes})
    kept = old.attributes - {code for off in codes for code in CLEARED_BY[off]}
    parameters = [*map(str, codes), *map(str, sorted(new.attributes - kept))]
    parameters += [new.fore or "39"] * (old.fore != new.fore) + [new.back or "49"] * (old.back != new.back)
    step = f"\x1b[{';'.join(parameters)}m"
    return link + min(step, anew, key=len)


class Pens:
    """The pens met so far by their marks; everything is worked out once."""

    def __init__(self) -> None:
        self.pens: list[Pen] = []
        self._marks: dict[Pen, str] = {}
        self._after: dict[tuple[str, str], str] = {}
        self._changes: dict[tuple[str | None, str], str] = {}
        self.default = self._mark(Pen())

    def __len__(self) -> int:
        return len(self.pens)

    def __getitem__(self, mark: str) -> Pen:
        return self.pens[ord(mark)]

    def _mark(self, pen: Pen) -> str:
        if pen not in self._marks:
            self._marks[pen] = chr(len(self.pens))
            self.pens.append(pen)
        return self._marks[pen]

    def after(self, mark: str, parameters: str) -> str:
        """The mark of the pen after `ESC [ parameters m`."""
        key = mark, parameters
        if key not in self._after:
            self._after[key] = self._mark(_sgr(self[mark], parameters))
        return self._after[key]

    def linked(self, mark: str, link: str) -> str:
        """The mark of the pen after `OSC 8 ; link`."""
        return self._mark(self[mark].but(link=link if link.partition(";")[2] else NO_LINK))

    def change(self, old: str | None, new: str) -> str:
        """The sequences that turn one pen into another; None is a pen of which nothing is known."""
        key = old, new
        if key not in self._changes:
            self._changes[key] = _change(None if old is None else self[old], self[new])
        return self._changes[key]
