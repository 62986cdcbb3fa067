"""Single decisions looked at again: what was said, what it did, what else could have been said."""

from collections.abc import Sequence

from bot.domain.debrief import regret_of, trade_of
from bot.domain.engine import Decision, choose, replay
from bot.domain.moments import effect_of
from bot.domain.scenario import Option
from bot.domain.scoring import HALF_LIFE
from bot.domain.traits import Trait
from bot.errors import NotStarted, NotYours, OldButton, RunBroken, RunGone
from bot.services.shelf import Shelf
from bot.services.showing import played, playing
from bot.services.views import MomentView, WhatIfView
from bot.storage import evidence, players, runs
from bot.storage.database import Database, Transaction
from bot.storage.evidence import Kept

LOOKED_AT = 280  # pieces of evidence, about a hundred decisions; an older one would have to say eight times as much
PAGES = 50

Where = tuple[int, int]
"""A decision: its run, and its number there."""


class Moments:
    """Shown to the player alone. Nothing here stores anything."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf

    def on(self, shelf: Shelf) -> "Moments":
        """The same with this shelf."""
        return Moments(self._database, shelf)

    async def page(self, player_id: int, trait: Trait | None, number: int) -> MomentView | None:
        """Moment `number`, counted from 0, of those that say most, about one trait or about any; None without any.

        A number beyond the last one shows the last one. Raises NotStarted.
        """
        async with self._database.reading() as tx:
            if await players.find(tx, player_id) is None:
                raise NotStarted
            found = await telling(tx, player_id, trait)
            return await self.readable(tx, found, max(0, number), trait)

    async def first(self, tx: Transaction, player_id: int, trait: Trait, *, gently: bool) -> MomentView | None:
        """A trait's most telling moment, if it has any; `gently` as in `first_look`."""
        kept = await _about(tx, player_id, trait)
        return await self.readable(tx, first_look(kept) if gently else ranked(kept))

    async def readable(
        self, tx: Transaction, found: Sequence[Kept], number: int = 0, only: Trait | None = None
    ) -> MomentView | None:
        """Moment `number` of these, or the last one before it; None where there is none.

        A run whose script cannot be read any more leaves out its own moments, and nothing else.
        """
        left: list[Kept] = [*found]
        while left:
            place = min(number, len(left) - 1)
            try:
                return await self._view(tx, left[place], place, len(left), only)
            except RunBroken:
                left = [one for one in left if one.run != left[place].run]
        return None

    async def _view(self, tx: Transaction, kept: Kept, number: int, total: int, only: Trait | None) -> MomentView:
        """A moment as its card shows it, from the evidence that it left. Raises RunBroken."""
        stored = await runs.load(tx, kept.run)
        assert stored is not None  # evidence goes when its run goes
        version, run = await played(tx, self._shelf, stored)
        decision = run.decisions[kept.seq]
        return MomentView(
            run=kept.run,
            seq=kept.seq,
            at=kept.at,
            scenario=version.scenario,
            decision=decision,
            heard=run.transcript[: decision.heard],
            reply=effect_of(run, kept.seq),
            trait=kept.trait,
            lean=kept.evidence.lean,
            outspoken=kept.evidence.outspoken,
            regret=regret_of(decision),
            trade=trade_of(decision),
            number=number,
            total=total,
            only=only,
        )

    async def what_if(self, player_id: int, run_id: int, seq: int, option: int) -> WhatIfView:
        """Where another option of a decision would have led: number `option`, from 1, of the others.

        Where there is none of that number, it is the one that would have given most.
        Raises RunGone, NotYours, OldButton and RunBroken.
        """
        async with self._database.reading() as tx:
            stored = await runs.load(tx, run_id)
            if stored is None:
                raise RunGone
            if stored.player != player_id:
                raise NotYours
            if not 0 <= seq < stored.seq:
                raise OldButton
            version, _ = await played(tx, self._shelf, stored)
        before = replay(version.scenario, stored.seed, stored.moves[:seq])
        made = choose(before, stored.moves[seq].option).decisions[-1]
        others = tuple(one for one in before.options if one.id != made.option.id)
        named = others[option - 1] if 1 <= option <= len(others) else None
        chosen = named or _most(made, others)
        if chosen is None:
            raise OldButton
        with playing(stored):
            led = choose(before, chosen.id)
        return WhatIfView(run_id, seq, version.scenario, made, chosen, others, before.transcript, led.news, led.ending)


async def telling(tx: Transaction, player_id: int, trait: Trait | None = None) -> Sequence[Kept]:
    """The moments that say most, about one trait or about any."""
    if trait is None:
        return ranked(await evidence.latest(tx, player_id, LOOKED_AT))
    return ranked(await _about(tx, player_id, trait))


async def _about(tx: Transaction, player_id: int, trait: Trait) -> Sequence[Kept]:
    """Where somebody merely left what would have shown the trait, the author's why speaks of something else."""
    kept = await evidence.recent(tx, player_id, trait, LOOKED_AT // len(Trait) * 2)
    return [one for one in kept if one.evidence.outspoken]


def ranked(kept: Sequence[Kept]) -> Sequence[Kept]:
    """The moments that say most, each once, by the trait of which it says most; of two as clear the newer one first.

    `kept` is newest first. What was chosen says more than what was left.
    """
    ages: dict[Where, int] = {}
    best: dict[Where, tuple[float, Kept]] = {}
    for one in kept:
        where = one.run, one.seq
        age = ages.setdefault(where, len(ages))
        says = abs(one.evidence.lean) * (1.0 if one.evidence.outspoken else 0.25) * 0.5 ** (age / HALF_LIFE)
        if where not in best or says > best[where][0]:
            best[where] = (says, one)
    ranked = sorted(best.values(), key=lambda one: -one[0])
    return [one for _, one in ranked[:PAGES]]


def first_look(kept: Sequence[Kept]) -> Sequence[Kept]:
    """The same for somebody who sees their first feedback: what they showed, at no price where there is any such.

    Only whoever has shown nothing yet sees the rest.
    """
    costly = {(one.run, one.seq) for one in kept if one.evidence.points < 0}
    shown = [one for one in kept if one.evidence.outspoken and one.evidence.lean > 0]
    return ranked([one for one in shown if (one.run, one.seq) not in costly] or shown or kept)


def _most(made: Decision, others: Sequence[Option]) -> Option | None:
    again = regret_of(made) or trade_of(made)
    return again.better if again else next(iter(others), None)
