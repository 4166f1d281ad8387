"""Bytes typed at a terminal to text: UTF-8, else GB18030, for a wrongly set client must not lose names."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

GB = "gb18030"  # contains GBK and GB 2312
# What two bytes of UTF-8 may plausibly be before any Chinese was typed: Latin with pinyin and the middle dot of names,
# Greek, Russian. Others are Chinese in GBK (the first character of 通知 would be a combining mark).
PLAUSIBLE = [(0xA0, 0x24F), (0x391, 0x3C9), (0x400, 0x45F)]


STRAY = re.compile("[\udc80-\udcff]")  # a byte that is not UTF-8, as surrogateescape gives it


def _utf8(data: bytes) -> tuple[str, bytes]:
    """The text, with STRAY in it for what is none, and the beginning of a character at the end."""
    decoder = getincrementaldecoder("utf-8")("surrogateescape")
    text = decoder.decode(data)
    return text, decoder.getstate()[0]


def _gb(data: bytes) -> tuple[str, bytes]:
    decoder = getincrementaldecoder(GB)("replace")
    text = decoder.decode(data)
    return text, decoder.getstate()[0]


class KeyDecoder:
    """Decodes bytes as they arrive; characters split between reads are put together. Never raises.

    A read is taken as UTF-8 if most of it beyond ASCII is, stray bytes becoming U+FFFD, else as GB18030. A fifth of
    the common characters in GBK are valid UTF-8 of two bytes, so once GB18030 was met (`foreign`), only UTF-8 of three
    bytes and more is believed, and before either was met only what is PLAUSIBLE.
    """

    def __init__(self) -> None:
        self.foreign = False
        self._unicode = False  # UTF-8 of three bytes and more was met
        self._pending = b""

    @property
    def waiting(self) -> bool:
        """Is something pending that is a whole character in GB18030, so that nothing more may come?"""
        return bool(self._pending) and not self._unicode and not _gb(self._pending)[1]

    def feed(self, data: bytes) -> str:
        """The characters that are complete now."""
        data = self._pending + data
        text, tail = _utf8(data)
        believed = [self._believed(ord(char)) for char in text if char > "\x7f"]
        kept = sum(believed)
        lost = len(believed) - kept
        if kept > lost or (lost == 0 and not (self.foreign and tail)):
            self._pending = tail
            text = STRAY.sub("\ufffd", text)
            if any("\u07ff" < char != "\ufffd" for char in text):
                self._unicode, self.foreign = True, False
            return text
        text, self._pending = _gb(data)
        if any("\x7f" < char != "\ufffd" for char in text):
            self._unicode, self.foreign = False, True
        return text

    def flush(self) -> str:
        """Nothing more came for a while: what is pending, if it is a character in GB18030."""
        if not self.waiting:
            return ""
        text, self._pending = _gb(self._pending)
        self.foreign = True
        return text

    def _believed(self, code: int) -> bool:
        """May this be what was typed, as UTF-8?"""
        if 0xDC80 <= code <= 0xDCFF:
            return False
        if code > 0x7FF or self._unicode:
            return True
        return not self.foreign and any(first <= code <= last for first, last in PLAUSIBLE)
