"""Words for where a trait stands: never more than is known."""

from gettext import NullTranslations

from bot.domain.progress import MUCH, Shift
from bot.domain.scoring import Certainty, Estimate
from bot.naming import trait_name


def estimate_text(estimate: Estimate, tr: NullTranslations) -> str:
    """What may be said of a trait, by how much is known: nothing yet, an early sign, a word, a word and the number."""
    _ = tr.gettext
    word = word_for(estimate.score, tr)
    low, high, score = round(estimate.low), round(estimate.high), round(estimate.score)
    match estimate.certainty:
        case Certainty.TOO_EARLY:
            return _("too early to say")
        case Certainty.EARLY_SIGN:
            return _("an early sign: {word}").format(word=word)
        case Certainty.SIGN:
            return word
        case Certainty.NUMBER:
            return _("{word}, {score} of 100 (likely {low} to {high})").format(
                word=word, score=score, low=low, high=high
            )


def note_text(estimate: Estimate, tr: NullTranslations) -> str:
    """The same in the few words that a picture has room for."""
    _ = tr.gettext
    word = word_for(estimate.score, tr)
    match estimate.certainty:
        case Certainty.TOO_EARLY if not estimate.moments:
            return _("still to come")
        case Certainty.TOO_EARLY:
            return moments_text(estimate.moments, tr)
        case Certainty.EARLY_SIGN:
            return _("early sign: {word}").format(word=word)
        case Certainty.SIGN:
            return word
        case Certainty.NUMBER:
            return _("{word}, {score}").format(word=word, score=round(estimate.score))


def word_for(score: float, tr: NullTranslations) -> str:
    """How often the choice that shows the trait was the one taken."""
    _ = tr.gettext
    steps = ((30, _("seldom")), (45, _("now and then")), (60, _("about half the time")), (75, _("often")))
    return next((word for below, word in steps if score < below), _("nearly always"))


def moments_text(moments: int, tr: NullTranslations) -> str:
    return tr.ngettext("{n} moment", "{n} moments", moments).format(n=moments)


def shift_text(shift: Shift, tr: NullTranslations) -> str:
    """A trait and which way it moved: `Mercy is up`."""
    _ = tr.gettext
    trait = trait_name(shift.trait, tr)
    if shift.by > 0:
        words = _("{trait} is up") if shift.by >= MUCH else _("{trait} is a little up")
    else:
        words = _("{trait} is lower") if shift.by <= -MUCH else _("{trait} is a little lower")
    return words.format(trait=trait)
