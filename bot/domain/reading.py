"""How long a timed choice has: nobody's silence should be taken for an answer while they are still reading.

The pace is a slow reader's, in a language that may not be their first: 150 words a minute (adults read 175 to 300 in
their own; Brysbaert 2019), a word taken for six signs. Of Chinese, about as much is said in 270 signs.
"""

from math import ceil
from unicodedata import east_asian_width

from bot.domain.engine import Run

NARROW, WIDE = 15.0, 4.5  # signs read in a second
ANSWERING = 8  # seconds to make up one's mind, once everything is read


def time_to_answer(run: Run) -> int | None:
    """Seconds for the choice that the run waits for; None where it has no clock, or none is made.

    What the script says or, where that is longer, what it takes to read what is new and every option, and to answer.
    """
    if run.choice is None or run.choice.within is None:
        return None
    words = (*(entry.text for entry in run.news), run.choice.prompt, *(option.text for option in run.options))
    return max(run.choice.within, ceil(sum(map(_seconds, words))) + ANSWERING)


def _seconds(words: str) -> float:
    wide = sum(east_asian_width(sign) in "WF" for sign in words)
    return wide / WIDE + (len(words) - wide) / NARROW
