"""Being shown the way: a worked example of a scenario, and the path through the seven."""

from collections.abc import Sequence
from gettext import NullTranslations

from bot.domain.course import Stop, next_stop
from bot.domain.example import Step
from bot.domain.scenario import Option, Scenario
from bot.naming import trait_name
from bot.ui.cards.parts import (
    AMBER,
    BLUE,
    GREEN,
    MESSAGE_TEXT,
    Button,
    Card,
    Item,
    beside,
    box,
    button,
    card,
    gap,
    line,
    plain,
    row,
    text,
    text_length,
)
from bot.ui.cards.scene import entries_text, option_text
from bot.ui.routes.guidance import ShowExample
from bot.ui.routes.practice import Brief, Picker


def example_card(scenario: Scenario, steps: Sequence[Step], number: int, tr: NullTranslations) -> Card:
    """Step `number` (0..len - 1) of a worked example: what was on offer, what somebody took, why, and what it did."""
    _ = tr.gettext
    step, last = steps[number], number + 1 == len(steps)
    of = _("an example, {number} of {total}").format(number=number + 1, total=len(steps))
    top = [text(f"-# {plain(scenario.title)} · {of}")]
    if step.later:
        top.append(text("-# " + _("a little later")))
    decision = [text(f"-# {plain(step.decision.choice.prompt)}"), text(_offered(step, tr))]
    why: list[Item] = [text("**" + _("What it did") + f"** {plain(step.decision.option.why)}")]
    if last:
        note = _("One good way of several, as far as this. How it goes on and how it ends is yours to find out.")
        why += [gap(), text(f"-# {note}")]
    room = MESSAGE_TEXT - text_length([*top, *decision, *why])
    heard, reply = _around(steps, number, scenario, tr, room)
    scene = [*top, *heard, line(), *decision, *reply]
    buttons: list[Button] = []
    if number:
        buttons.append(button(_("Previous"), ShowExample(scenario.id, number - 1)))
    if not last:
        buttons.append(button(_("Next one"), ShowExample(scenario.id, number + 1), primary=True))
    buttons.append(button(_("My turn"), Brief(scenario.id), primary=last))
    return card(box(AMBER, scene), box(GREEN, why), row(*buttons))


def path_card(stops: Sequence[Stop], tr: NullTranslations) -> Card:
    """The path, and where one stands on it."""
    _ = tr.gettext
    onward = next_stop(stops)
    done = sum(stop.done for stop in stops)
    about = _(
        "One trait after the other, each resting on those before it. No hurry, and nothing is lost by leaving it."
    )
    items: list[Item] = [text("### " + _("The path through the seven")), text(about), line()]
    for stop in stops:
        mark = "●" if stop.done else "◐" if stop is onward else "○"
        words = f"{mark} **{trait_name(stop.trait, tr)}** {plain(stop.scenario.title)}"
        words += " · " + _("once more") if stop.again else ""
        if stop is onward:
            items.append(beside(words, button(_("This one"), Brief(stop.scenario.id), primary=True)))
        else:
            items.append(text(words))
    where = _("{done} of {total} behind you").format(done=done, total=len(stops))
    if stops and onward is None:
        where = _("You have been all the way. Every stop is worth a second visit.")
    items += [line(), text(f"-# {where}")]
    return card(box(BLUE, items), row(button(_("Show me what there is"), Picker())))


def _around(
    steps: Sequence[Step], number: int, scenario: Scenario, tr: NullTranslations, room: int
) -> tuple[list[Item], list[Item]]:
    """What was said before a step, and what came of it where the next step does not begin with that.

    Both fit into `room` characters: half of it is there for either, and what one leaves is the other's.
    """
    step = steps[number]
    before = step.heard if step.later or not number else steps[number - 1].reply
    after = step.reply if number + 1 == len(steps) or steps[number + 1].later else ()
    wanted = len(entries_text(before, scenario, tr, room))
    reply = entries_text(after, scenario, tr, room - min(wanted, room // 2))
    heard = entries_text(before, scenario, tr, room - len(reply))
    return [text(heard)] if heard else [], [line(), text(reply)] if reply else []


def _offered(step: Step, tr: NullTranslations) -> str:
    """What was on offer; what was taken stands out."""

    you = tr.gettext("You")

    def shown(option: Option) -> str:
        taken = option.id == step.decision.option.id
        return f"**{you}** {option_text(option)}" if taken else f"-# {option_text(option)}"

    ordered = sorted(step.decision.offered, key=lambda option: option.id != step.decision.option.id)
    return "\n".join(shown(option) for option in ordered)
