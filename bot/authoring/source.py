"""From bytes to text: what is no text, or more than a script can be, is refused here."""

import re

from bot.domain import limits

# What YAML does not print, and the rarer line breaks, which editors and YAML count differently.
_SEEN = "\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_UNSEEN = re.compile(f"[^{_SEEN}]")
# What YAML takes and nobody can see either: places to break a word, and joints without a width.
_WIDTHLESS = re.compile("[\u00ad\u200b\u2060-\u2064]")


class Refused(Exception):
    """The file cannot be looked at any further. `code` is the problem's code."""

    def __init__(self, line: int, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.advice = line, code, message, advice


def decode(data: bytes) -> str:
    """The file's text, with `\\n` at the end of each line. Raises Refused."""
    if len(data) > limits.FILE_BYTES:
        raise Refused(
            1,
            "too-large",
            f"The file has {len(data) // 1024} KiB; {limits.FILE_BYTES // 1024} KiB is the limit.",
            "Split it into scenarios of their own.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unseen_in(line: str) -> str | None:
    """The first character of the line that nobody can see and YAML does not take, or None."""
    found = _UNSEEN.search(line)
    return found.group() if found else None


def without_unseen(line: str) -> str:
    """The line with spaces in place of such characters."""
    return _UNSEEN.sub(" ", line)


def widthless_in(line: str) -> str | None:
    """The first character of the line that has no width, though YAML takes it for text; or None."""
    found = _WIDTHLESS.search(line)
    return found.group() if found else None


def without_widthless(line: str) -> str:
    """The line without such characters."""
    return _WIDTHLESS.sub("", line)


def _not_utf8(data: bytes, at: int) -> Refused:
    line = data.count(b"\n", 0, at) + 1
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "The file is UTF-16."
    else:
        what = f"The file is not UTF-8: byte {at + 1} (0x{data[at]:02X}) cannot be read."
    advice = "Save it as UTF-8; editors offer that under “Save as” or “Encoding”."
    return Refused(line, "not-utf8", what, advice)
