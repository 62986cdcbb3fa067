"""Characters that look like nothing and confuse YAML: named, and replaced so that reading can go on."""

import re
from collections.abc import Sequence

from bot.authoring.findings import Findings
from bot.authoring.parsing import Snag, parse
from bot.authoring.source import Refused, unseen_in, widthless_in, without_unseen, without_widthless

_LEADING = re.compile(r"[^\S\n]*(?:-[^\S\n]+)*")
_TAB_WIDTHS = (2, 4, 8)
_LISTED = 8  # line numbers that one message names


def tidy(lines: Sequence[str], findings: Findings) -> list[str]:
    """The lines with nothing but spaces before their text, and nothing invisible in it."""
    seen = _without_widthless(_without_unseen(lines, findings), findings)
    return _without_odd_spaces(_without_tabs(seen, findings), findings)


def _without_unseen(lines: Sequence[str], findings: Findings) -> list[str]:
    tidied: list[str] = []
    for number, line in enumerate(lines, 1):
        sign = unseen_in(line)
        if sign is not None:
            message = f"There is an invisible character here (U+{ord(sign):04X}), often left over from pasting."
            findings.error(number, "control-character", message, "Delete it, or type the line anew.")
        tidied.append(line if sign is None else without_unseen(line))
    return tidied


def _without_widthless(lines: list[str], findings: Findings) -> list[str]:
    """They do no harm once they are gone, so they are no error."""
    for number, line in enumerate(lines, 1):
        sign = widthless_in(line)
        if sign is not None:
            message = f"There is a character without a width here (U+{ord(sign):04X}), often left over from pasting."
            findings.warn(number, "control-character", message, "It is left out. Delete it, or type the line anew.")
    return [without_widthless(line) for line in lines]


def _without_tabs(lines: list[str], findings: Findings) -> list[str]:
    """Tabs as wide as makes most sense of the script."""
    tabbed = [number for number, line in enumerate(lines, 1) if line.strip() and "\t" in _leading(line)]
    if not tabbed:
        return ["" if not line.strip() else line for line in lines]
    message = f"A tab stands before the text{_and_others(tabbed)}; only spaces can."
    findings.error(tabbed[0], "tab", message, "Put two spaces there for each step inwards.")
    tries = [[_expanded(line, width) for line in lines] for width in _TAB_WIDTHS]
    return max(tries, key=_reach)


def _without_odd_spaces(lines: list[str], findings: Findings) -> list[str]:
    odd = [number for number, line in enumerate(lines, 1) if _leading(line).strip(" -") or not _leading(line).isascii()]
    if not odd:
        return lines
    message = f"The space before the text{_and_others(odd)} is no plain space, though it looks like one."
    findings.error(odd[0], "odd-space", message, "Delete it and press the space bar.")
    return [re.sub(r"\s", " ", _leading(line)) + line[len(_leading(line)) :] for line in lines]


def _leading(line: str) -> str:
    found = _LEADING.match(line)
    return found.group() if found else ""


def _expanded(line: str, width: int) -> str:
    leading = _leading(line)
    return leading.expandtabs(width) + line[len(leading) :] if line.strip() else ""


def _and_others(numbers: list[int]) -> str:
    others = numbers[1:]
    if not others:
        return ""
    listed = ", ".join(str(number) for number in others[:_LISTED]) + (", …" if len(others) > _LISTED else "")
    return f" (also on line {listed})" if len(others) == 1 else f" (also on lines {listed})"


def _reach(lines: list[str]) -> float:
    try:
        parse("\n".join(lines))
    except Snag as snag:
        return snag.line
    except Refused:
        return 0
    return float("inf")
