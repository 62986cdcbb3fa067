"""Words for where a trait stands: never more than is known, and always with how much that is."""

from gettext import NullTranslations

from bot.domain.progress import MUCH, Shift
from bot.domain.scoring import Certainty, Estimate
from bot.naming import trait_name

# Scores below which each word holds. What people may say trades traits off: over twelve conversations of the shelf, the
# best options score 33 (mercy) to 63 (courage) on average, chance 37 to 51, and only who has eyes for one or a few
# traits comes to 70 and more in them.
RARE, NOW_AND_THEN, QUITE_OFTEN, OFTEN = 20, 32, 44, 58


def estimate_text(estimate: Estimate, tr: NullTranslations) -> str:
    """What may be said of a trait, by how much is known: nothing yet, an early sign, a word, a word and the number.

    From the early sign on, the band stands with it: in words, and from where there is a number in numbers.
    """
    _ = tr.gettext
    word = word_for(estimate.score, tr)
    low, high, score = round(estimate.low), round(estimate.high), round(estimate.score)
    match estimate.certainty:
        case Certainty.TOO_EARLY:
            return _("too early to say")
        case Certainty.EARLY_SIGN:
            return _("an early sign: {word}").format(word=word) + band_text(estimate, tr)
        case Certainty.SIGN:
            return word + band_text(estimate, tr)
        case Certainty.NUMBER:
            return _("{word}, {score} of 100 (likely {low} to {high})").format(
                word=word, score=score, low=low, high=high
            )


def band_text(estimate: Estimate, tr: NullTranslations) -> str:
    """Between which words the band reaches, in brackets; nothing where it is one word from end to end."""
    low, high = word_for(estimate.low, tr), word_for(estimate.high, tr)
    if low == high:
        return ""
    return tr.gettext(" (likely {low} to {high})").format(low=low, high=high)


def note_text(estimate: Estimate, tr: NullTranslations) -> str:
    """The same in the few words that a picture has room for; the picture itself shows the band."""
    _ = tr.gettext
    match estimate.certainty:
        case Certainty.TOO_EARLY if not estimate.moments:
            return _("still to come")
        case Certainty.TOO_EARLY:
            return moments_text(estimate.moments, tr)
        case Certainty.EARLY_SIGN:
            return _("early sign: {word}").format(word=word_for(estimate.score, tr))
        case _:
            return short_text(estimate, tr)


def short_text(estimate: Estimate, tr: NullTranslations) -> str:
    """The word alone, with the number from where there is one. Of what is known; see `estimate_text` for the rest."""
    word = word_for(estimate.score, tr)
    if estimate.certainty is not Certainty.NUMBER:
        return word
    return tr.gettext("{word}, {score}").format(word=word, score=round(estimate.score))


def word_for(score: float, tr: NullTranslations) -> str:
    """How often the trait showed, by what choices between several good things allow."""
    _ = tr.gettext
    steps = (
        (RARE, _("still rare")),
        (NOW_AND_THEN, _("now and then")),
        (QUITE_OFTEN, _("quite often")),
        (OFTEN, _("often")),
    )
    return next((word for below, word in steps if score < below), _("very often"))


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
