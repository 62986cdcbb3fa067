"""What the terminal player says. Where Discord's cards say the same, the message ids are the same."""

from collections.abc import Sequence

from bot.domain.traits import Trait
from bot.i18n import translations
from bot.naming import level_name, trait_name

_words = translations()
_ = _words.gettext
_n = _words.ngettext


def called(trait: Trait) -> str:
    return trait_name(trait, _words)


def facts(practises: Sequence[Trait], level: int, minutes: int) -> str:
    about = _n("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
    return " · ".join((", ".join(map(called, practises)), level_name(level, _words), about))


def there_with_you() -> str:
    return _("There with you")


def one_tip() -> str:
    return _("One tip:")


def progress(title: str, number: int, typical: int) -> str:
    if number > typical:
        return f"{title} · {number}"
    of = _("{number} of about {typical}").format(number=number, typical=typical)
    return f"{title} · {of}"


def you() -> str:
    return _("You")


def silence() -> str:
    return _("You say nothing, and the moment answers for you.")


def silence_answers(seconds: int) -> str:
    when = _n("in {n} second", "in {n} seconds", seconds).format(n=seconds)
    return _("Silence answers {when}").format(when=when)


def keys() -> str:
    return _("Type the number of an option and press Enter. b goes back, ? explains, q leaves.")


def explanation() -> str:
    return _(
        "1, 2, 3 …  take that option\n"
        "b          back to the decision before this one\n"
        "?          this list\n"
        "q          leave; nothing of this is kept\n"
        "What stands in quotation marks is said, the rest is done. The order differs each time."
    )


def not_an_option(typed: str, most: int) -> str:
    if not typed:
        return _("Type a number from 1 to {most}, or ? for more.").format(most=most)
    return _("“{typed}” is not one of them. Type a number from 1 to {most}, or ? for more.").format(
        typed=typed, most=most
    )


def first_decision() -> str:
    return _("This is the first decision; there is nothing to go back to.")


def going_back() -> str:
    return _("Back to the decision before.")


def endless(option: str) -> str:
    return _("After `{option}` the script plays on and on: put a choice or an `end` there.").format(option=option)


def left(decisions: int) -> str:
    if not decisions:
        return _("You left before the first decision. Nothing was kept.")
    return _n(
        "You left after {n} decision. Nothing was kept.",
        "You left after {n} decisions. Nothing was kept.",
        decisions,
    ).format(n=decisions)


def stopped() -> str:
    return _("The script stops here without an ending.")


def worked(trait: Trait) -> str:
    return _("Worked · {trait}").format(trait=called(trait))


def worth_another_go(trait: Trait) -> str:
    return _("Worth another go · {trait}").format(trait=called(trait))


def answer_silence() -> str:
    return _("silence")


def nothing_lost(better: str, trait: Trait) -> str:
    return _("Nothing lost, and {trait} gained, with {better}").format(trait=called(trait).lower(), better=better)


def some_lost(better: str, trait: Trait, cost: Trait) -> str:
    return _("{trait} gained, and some {cost} lost, with {better}").format(
        trait=called(trait), cost=called(cost).lower(), better=better
    )


def nothing_missed() -> str:
    return _("Nothing to put right here: no other answer would have given more.")
