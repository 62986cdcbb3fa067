"""Cards of looking back: whatever was played, tried and written, Discord takes them."""

from dataclasses import replace

import pytest
from discord.utils import escape_markdown

from bot.authoring.challenges import TEXT as WORDS
from bot.domain.challenges import Outcome
from bot.domain.debrief import regret_of, trade_of
from bot.domain.engine import Run, choose, start
from bot.domain.moments import effect_of
from bot.domain.recommend import Reason, Recommendation
from bot.domain.scenario import End
from bot.domain.scoring import estimate, evidence_of
from bot.domain.talk import Talk
from bot.domain.traits import Trait
from bot.services.views import FeedbackView, MomentView, TraitView, WhatIfView
from bot.storage.tables_people import NOTE_TEXT
from bot.storage.tries import Try
from bot.ui.cards.closer import trait_card
from bot.ui.cards.feedback import feedback_card
from bot.ui.cards.moments import moment_card, what_if_card
from bot.ui.cards.tried import tried_card
from bot.ui.pictures import ALT_TEXT, standing_alt
from bot.ui.routes.feedback import ShowMoment
from tests.support.scripts import choice, scenario
from tests.ui.test_cards import DUE, EN, LONGEST_ID, STUFF, _at_every_limit, _end, _filled, _option, _text


def _moment(run: Run, seq: int, trait: Trait) -> MomentView:
    """A decision of a run as page 50 of 50 about one trait."""
    decision = run.decisions[seq]
    return MomentView(
        run=LONGEST_ID,
        seq=seq,
        at=DUE,
        scenario=run.scenario,
        decision=decision,
        heard=run.transcript[: decision.heard],
        reply=effect_of(run, seq),
        trait=trait,
        lean=-1.0,
        outspoken=True,
        regret=regret_of(decision),
        trade=trade_of(decision),
        number=48,
        total=50,
        only=trait,
    )


@pytest.mark.parametrize("moments", [1, 5, 15, 400])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_feedback(stuff: str, moments: int) -> None:
    """The longest feedback fits, and so do the words for its picture: every trait was met, and seen by others."""
    run = _end(start(_at_every_limit(stuff), 1))
    evidence = evidence_of(run.decisions[0])
    standings = {trait: estimate([evidence[trait]] * moments) for trait in Trait}
    before = {trait: estimate([replace(evidence[trait], r=1.0)] * moments) for trait in Trait}
    following = Recommendation(run.scenario, Trait.GENEROSITY, Reason.ROOM_TO_GROW)
    kudos = dict.fromkeys(Trait, 999)
    attempts = [replace(_try(stuff), outcome=outcome) for outcome in (Outcome.DID, None)]
    for earlier in (None, before):
        view = FeedbackView(
            standings,
            earlier,
            _moment(run, 0, Trait.MERCY),
            kudos,
            following,
            shown=tuple(Trait),
            practised=True,
            talk=Talk(0.25, 0.5),
            looked=True,
            dipped=True,
        )
        alt = standing_alt(view, EN)
        assert all(f"{trait.value.capitalize()}: " in alt for trait in Trait)
        assert not alt.endswith("…")
        words = _text(feedback_card(view, EN, alt.ljust(ALT_TEXT, "x"), attempts))
        assert "Most telling" in words
        assert "Out there" in words
        closer = TraitView(Trait.MERCY, standings[Trait.MERCY], before[Trait.MERCY], view.telling, 999)
        assert "Most telling" in _text(trait_card(closer, EN))


def _try(stuff: str) -> Try:
    """A challenge that was taken, with a line about it."""
    words, note = _filled(stuff, WORDS), _filled(stuff, NOTE_TEXT)
    return Try(LONGEST_ID, LONGEST_ID, "c", Trait.MERCY, 3, words, DUE, None, None, Outcome.DID, DUE, note)


@pytest.mark.parametrize("number", [0, 3, 99])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_tried(stuff: str, number: int) -> None:
    """Every page of what was tried fits; a page beyond the last shows the last, and none without a try."""
    did = [replace(_try(stuff), id=LONGEST_ID - place) for place in range(100)]
    assert "You wrote" in _text(tried_card(did, number, EN))
    assert "Nothing tried yet" in _text(tried_card([], number, EN))


@pytest.mark.parametrize("lines", [1, 3, 15])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_moment(stuff: str, lines: int) -> None:
    """The longest moment fits."""
    run = _end(start(_at_every_limit(stuff, lines=lines), 1))
    for seq in range(len(run.decisions)):
        assert "Worth another go" in _text(moment_card(_moment(run, seq, Trait.EMPATHY), EN))


@pytest.mark.parametrize("lines", [1, 3, 15])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_what_if(stuff: str, lines: int) -> None:
    """Every other way that a moment could have gone fits, with its ending and its why whole, and what was said."""
    run = _end(start(_at_every_limit(stuff, lines=lines), 1))
    ending, speaker = (escape_markdown(words) for words in (run.scenario.endings["well"], run.scenario.cast["ann"]))
    for seq, decision in enumerate(run.decisions):
        heard, reply = run.transcript[: decision.heard], effect_of(run, seq)
        for one in decision.offered:
            others = tuple(other for other in decision.offered if other.id != decision.option.id)
            view = WhatIfView(LONGEST_ID, seq, run.scenario, decision, one, others, heard, reply, run.ending)
            words = _text(what_if_card(view, EN, ShowMoment(Trait.EMPATHY.value, 48)))
            assert "nothing of this counts" in words
            assert ending in words
            assert escape_markdown(one.why) in words
            assert f"\n**{speaker}** " in words


def test_shortened_deed_stays_in_italics() -> None:
    """What is shortened loses words, not the marks around them."""
    deed = replace(_option("many words ", 1), spoken=False)
    speech = replace(_option("many words ", 0), spoken=True)
    run = choose(start(scenario({"s": [choice("s/1", deed, speech), End("well")]}), 1), deed.id)
    standings = {Trait.MERCY: estimate([evidence_of(run.decisions[0])[Trait.MERCY]])}
    view = FeedbackView(standings, None, _moment(run, 0, Trait.MERCY), {}, None)
    words = _text(feedback_card(view, EN))
    assert "*many words" in words
    assert "…*" in words
