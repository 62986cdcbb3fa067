"""Moments: one decision at a time, with what it did and what else could have been said."""

from collections.abc import Sequence
from gettext import NullTranslations

import discord

from bot.domain.engine import Entry
from bot.domain.scenario import Scenario
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.views import MomentView, WhatIfView
from bot.ui.cards.parts import (
    AMBER,
    BUTTON_TEXT,
    GREEN,
    MESSAGE_TEXT,
    Button,
    Card,
    Item,
    Row,
    box,
    button,
    card,
    cut,
    line,
    plain,
    row,
    text,
    text_length,
    trait_menu,
)
from bot.ui.cards.scene import entries_text, entry_text, option_text
from bot.ui.cards.telling import again_label, better_text, shown_text
from bot.ui.routes.feedback import ANY, WHICHEVER, BackToFeedback, PickTrait, ShowMoment, WhatIf
from bot.ui.routes.practice import Rehearse

HEARD_ENTRIES, HEARD_TEXT = 3, 400
OTHERS_SHOWN = 3  # beside the one shown, of at most five options


def moment_card(view: MomentView | None, tr: NullTranslations, only: Trait | None = None) -> Card:
    """A decision looked at again; None where there is none (about the trait `only`)."""
    _ = tr.gettext
    if view is None:
        words = (
            _("No moments about {trait} yet. They come as you practise.").format(trait=trait_name(only, tr).lower())
            if only
            else _("No moments yet. They come as you practise.")
        )
        return card(box(GREEN, [text(words)]), _traits(only, tr), row(button(_("Back"), BackToFeedback())))
    scene: list[Item] = [text(f"-# {_heading(view, tr)}"), *_scene(view, tr)]
    return card(
        box(AMBER, scene),
        box(GREEN, [text(said) for said in _meaning(view, tr)]),
        _traits(only, tr),
        _buttons(view, tr),
    )


def what_if_card(view: WhatIfView, tr: NullTranslations, back: ShowMoment) -> Card:
    """Where another option would have led. It says that it counts for nothing."""
    _ = tr.gettext
    note = _("{title} · what if, just to see: nothing of this counts").format(title=plain(view.scenario.title))
    top: list[Item] = [
        text(f"-# {note}"),
        text(_last(view.heard, view.scenario, tr) or f"> {plain(view.decision.choice.prompt)}"),
        text("**" + _("You") + f"** {option_text(view.option)}"),
    ]
    below: list[Item] = []
    if view.ending:
        below += [line(), text(f"**{plain(view.scenario.endings.get(view.ending, ''))}**")]
    if view.option.why:
        below += [line(), text(plain(view.option.why))]
    reply = entries_text(view.reply, view.scenario, tr, MESSAGE_TEXT - text_length([*top, *below]))
    items = [*top, *([text(reply)] if reply else []), *below]
    others = [(number, one) for number, one in enumerate(view.others, 1) if one.id != view.option.id]
    rows = [
        row(button(cut(one.text, BUTTON_TEXT), WhatIf(view.run, view.seq, number, back.trait, back.number)))
        for number, one in others[:OTHERS_SHOWN]
    ]
    onward = row(
        button(_("Try that moment again"), Rehearse(view.run, view.seq), primary=True),
        button(_("Back"), back),
    )
    return card(box(AMBER, items), *rows, onward)


def _heading(view: MomentView, tr: NullTranslations) -> str:
    of = tr.gettext("moment {number} of {total}").format(number=view.number + 1, total=view.total)
    return f"{plain(view.scenario.title)} · {discord.utils.format_dt(view.at, 'D')} · {of}"


def _scene(view: MomentView, tr: NullTranslations) -> list[Item]:
    _ = tr.gettext
    items: list[Item] = []
    heard = _last(view.heard, view.scenario, tr)
    if heard:
        items.append(text(heard))
    if view.decision.silent:
        items.append(text("*" + _("You say nothing.") + "*"))
    else:
        items.append(text("**" + _("You") + f"** {option_text(view.decision.option)}"))
    reply = entries_text(view.reply, view.scenario, tr)
    return [*items, text(reply)] if reply else items


def _meaning(view: MomentView, tr: NullTranslations) -> list[str]:
    """What it did, and which option would have given more, if it had its price."""
    _ = tr.gettext
    if view.regret:
        label = again_label(view.regret, tr)
    elif not view.outspoken:
        label = _("What it did")
    elif view.lean > 0:
        label = _("Worked · {trait}").format(trait=shown_text(view.decision.option, view.trait, tr))
    else:
        label = _("It had its price · {trait}").format(trait=shown_text(view.decision.option, view.trait, tr))
    said = [f"**{label}**\n{plain(view.decision.option.why)}".rstrip()]
    again = view.regret or (view.trade if view.lean < 0 else None)
    return [*said, better_text(again, tr)] if again else said


def _buttons(view: MomentView, tr: NullTranslations) -> Row:
    _ = tr.gettext
    only = view.only.value if view.only else ANY
    buttons: list[Button] = []
    if view.number:
        buttons.append(button(_("Previous"), ShowMoment(only, view.number - 1)))
    if view.number + 1 < view.total:
        buttons.append(button(_("Next one"), ShowMoment(only, view.number + 1), primary=True))
    if len(view.decision.offered) > 1:
        buttons.append(button(_("What if"), WhatIf(view.run, view.seq, WHICHEVER, only, view.number)))
    buttons.append(button(_("Try that moment again"), Rehearse(view.run, view.seq)))
    return row(*buttons, button(_("Back"), BackToFeedback()))


def _traits(only: Trait | None, tr: NullTranslations) -> Row:
    """The menu that keeps to one trait."""
    every = discord.SelectOption(label=tr.gettext("All traits"), value=ANY, default=only is None)
    return trait_menu(PickTrait(), only, tr, first=[every])


def _last(entries: Sequence[Entry], scenario: Scenario, tr: NullTranslations) -> str:
    """The end of what was said before, as a quote."""
    kept: list[str] = []
    room = HEARD_TEXT
    for entry in reversed(entries[-HEARD_ENTRIES:]):
        words = entry_text(entry, scenario, tr, HEARD_TEXT).replace("\n", "\n> ")
        room -= len(words)
        if kept and room < 0:
            break
        kept.insert(0, f"> {words}")
    return "\n".join(kept)
