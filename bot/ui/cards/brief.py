"""The brief: the situation, who is there, what it practises, one tip; and the line that asks for consent."""

from gettext import NullTranslations

from bot.naming import level_name
from bot.services.views import BriefView
from bot.ui.cards.parts import BLUE, Button, Card, Item, box, button, card, line, plain, row, text, trait_names
from bot.ui.routes.guidance import ShowExample
from bot.ui.routes.practice import Afresh, Agree, Decline, GoOn, Picker, Start, TryDm

CAST_TEXT = 400  # ten people have room; nobody meets more at once


def brief_card(view: BriefView, tr: NullTranslations, *, ephemeral: bool = False) -> Card:
    """What to read before a run. `ephemeral` where direct messages are closed, and the run will play right there."""
    _ = tr.gettext
    scenario = view.scenario
    items: list[Item] = [
        text(f"### {plain(scenario.title)}\n{plain(scenario.about)}"),
        text(_facts(view, tr)),
        text("**{label}** {tip}".format(label=_("One tip:"), tip=plain(scenario.tip))),
    ]
    notes = _notes(view, tr, ephemeral=ephemeral)
    if notes:
        items += [line(), text("\n".join(f"-# {note}" for note in notes))]
    buttons = [
        *_begin(view, tr),
        button(_("Show me one go first"), ShowExample(scenario.id, 0)),
        button(_("Another one"), Picker()),
    ]
    if not view.agreed:
        buttons.append(button(_("Not now"), Decline()))
    if ephemeral and not view.dm_open:
        buttons.append(button(_("Try my DMs again"), TryDm(scenario.id)))
    return card(box(BLUE, items), row(*buttons))


def _facts(view: BriefView, tr: NullTranslations) -> str:
    _ = tr.gettext
    scenario = view.scenario
    minutes = tr.ngettext("about {n} minute", "about {n} minutes", scenario.minutes).format(n=scenario.minutes)
    there = plain(_(", ").join(scenario.cast.values()), CAST_TEXT)
    facts = [
        _("**Practises** {traits} · {level} · {minutes}").format(
            traits=trait_names(scenario.practises, tr), level=level_name(scenario.level, tr), minutes=minutes
        )
    ]
    if there:
        facts.insert(0, _("**There with you** {names}").format(names=there))
    return "\n".join(facts)


def _notes(view: BriefView, tr: NullTranslations, *, ephemeral: bool) -> list[str]:
    _ = tr.gettext
    notes: list[str] = []
    if view.timed and view.timers:
        notes.append(_("Some moments have a clock: if it runs out, silence is your answer. You can turn clocks off."))
    if ephemeral:
        notes.append(_("Your direct messages are closed to me, so it plays right here, where only you can see it."))
    if not view.agreed:
        notes.append(
            _(
                "I keep the choices you make, so that I can give you feedback. Only you see it, and /privacy shows, "
                "exports and erases what is kept. Pressing Start agrees."
            )
        )
    if view.open_run:
        notes.append(
            _("You are in the middle of this one: {decided} of about {typical}.").format(
                decided=view.open_run.decided, typical=view.open_run.typical
            )
        )
    return notes


def _begin(view: BriefView, tr: NullTranslations) -> list[Button]:
    _ = tr.gettext
    if view.open_run:
        return [
            button(_("Go on"), GoOn(view.open_run.id), primary=True),
            button(_("Begin afresh"), Afresh(view.scenario.id, view.open_run.id)),
        ]
    start = Start(view.scenario.id) if view.agreed else Agree(view.scenario.id)
    return [button(_("Start"), start, primary=True)]
