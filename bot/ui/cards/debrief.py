"""The debrief: how it ended, two moments that worked, one worth another go, and each trait against one's own past."""

from gettext import NullTranslations

from bot.domain.debrief import Regret, Strength
from bot.services.views import LookBack, RunView
from bot.ui.cards.parts import AMBER, GREEN, Card, Item, bar, box, button, card, gap, line, plain, row, text, trait_name
from bot.ui.cards.scene import option_text, spoken
from bot.ui.routes.feedback import ShowFeedback
from bot.ui.routes.practice import Again, ShowPicker

BAR_MOMENTS = 3  # decisions of one run below which a bar would say more than is known
MUCH, SOME = 0.15, 0.05  # differences of a mean of 0..1 that are worth a word


def debrief_card(view: RunView, tr: NullTranslations) -> Card:
    """A run that is over (`view.look_back` is set)."""
    _ = tr.gettext
    assert view.look_back is not None
    scenario = view.run.scenario
    ending = scenario.endings.get(view.run.ending or "", "")
    scene: list[Item] = [text(f"-# {plain(scenario.title)}"), *spoken(view, tr)]
    if ending:
        scene += [line(), text(f"**{plain(ending)}**")]
    buttons = row(
        button(_("Play again"), Again(scenario.id), primary=True),
        button(_("Something else"), ShowPicker()),
        button(_("My feedback"), ShowFeedback()),
    )
    return card(box(AMBER, scene), box(GREEN, _looking_back(view.look_back, tr)), buttons)


def _looking_back(look_back: LookBack, tr: NullTranslations) -> list[Item]:
    _ = tr.gettext
    items: list[Item] = []
    for one in look_back.debrief.strengths:
        items += [text(_strength(one, tr)), gap()]
    regret = look_back.debrief.regret
    items.append(text(_regret(regret, tr) if regret else _("No answer here came for nothing: each had its price.")))
    bars = [
        f"{bar(shown)} {trait_name(trait, tr)} {_compared(shown, look_back.earlier.get(trait), tr)}".rstrip()
        for trait, shown in look_back.debrief.shown.items()
        if look_back.debrief.moments[trait] >= BAR_MOMENTS
    ]
    return [*items, line(), text("\n".join(bars))] if bars else items


def _strength(one: Strength, tr: NullTranslations) -> str:
    label = tr.gettext("Worked · {trait}").format(trait=trait_name(one.trait, tr))
    option = one.decision.option
    return f"**{label}** {option_text(option)}\n{plain(option.why)}".rstrip()


def _regret(regret: Regret, tr: NullTranslations) -> str:
    _ = tr.gettext
    taken = regret.decision.option
    trait = trait_name(regret.trait, tr)
    label = _("Worth another go · {trait}").format(trait=trait)
    answer = _("silence") if regret.decision.silent else option_text(taken)
    better = _("Nothing lost, and {trait} gained, with {better}").format(
        trait=trait.lower(), better=option_text(regret.better)
    )
    return "\n".join(one for one in (f"**{label}** {answer}", plain(taken.why), better) if one)


def _compared(shown: float, earlier: float | None, tr: NullTranslations) -> str:
    """This run against one's own earlier ones, in a word or two; nothing where there were none."""
    _ = tr.gettext
    if earlier is None:
        return ""
    change = shown - earlier
    if abs(change) < SOME:
        return _("as before")
    if abs(change) < MUCH:
        return _("a little up") if change > 0 else _("a little lower")
    return _("up") if change > 0 else _("lower")
