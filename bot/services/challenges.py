"""Taking practice outside: choosing something to try in real life, and hearing how it went."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.authoring.translations import Translation, in_language, said
from bot.domain import challenges as domain
from bot.domain.challenges import Attempt, Challenge, Outcome
from bot.domain.reminders import Quiet, out_of_quiet
from bot.domain.traits import Trait
from bot.domain.wording import Wording, reworded_challenge
from bot.errors import ChallengeGone, NotStarted, NotYours
from bot.services.reminders import zone_of
from bot.services.standing import estimates
from bot.storage import players, reminders, tries
from bot.storage.database import Database, Transaction
from bot.storage.tries import Try

AT_A_TIME = 50  # questions given out at once
DAYS = (1, 3, 7)  # after which one may be asked how it went
AGAIN, LATEST = timedelta(minutes=2), timedelta(hours=1)  # after which a question that did not arrive is sent again


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """Something to try for a trait near a level; `turn` counts on through what there is.

    `open_tries` wait already; `did` counts those that were done; `agreed`: whether the player is stored by now.
    """

    challenge: Challenge
    trait: Trait
    level: int
    turn: int
    others: int
    open_tries: tuple[Try, ...]
    did: int
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """A try that was just taken, or put off; `dm_open`: whether asking about it will reach the player."""

    attempt: Try
    dm_open: bool


class Challenges:
    """`now` gives the time in UTC. What is shown is in the language asked for, as far as it was translated."""

    def __init__(
        self,
        database: Database,
        challenges: Sequence[Challenge],
        now: Callable[[], datetime],
        translations: Iterable[Translation] = (),
    ) -> None:
        self._database, self._now = database, now
        self._all, self._by_id = tuple(challenges), {one.id: one for one in challenges}
        self._translations = {one.locale: one for one in translations}
        self._translation: Translation | None = None

    def on(self, language: str) -> "Challenges":
        """The same in this language. What is stored stays in the words of the challenges' own file."""
        spoken = copy(self)
        spoken._translation = in_language(self._translations, language)
        return spoken

    def worded(self, one: Try) -> Try:
        """A try as it is shown: a challenge that reads otherwise by now keeps the words with which it was taken."""
        return replace(one, words=said(self._translation, Wording(("challenge", one.challenge), "try", one.words)))

    async def offer(
        self, player_id: int, trait: Trait | None = None, level: int | None = None, turn: int = 0
    ) -> ChallengeView:
        """Something to try: for the trait that needs it most, one level above what was done, unless they are given.

        Works for strangers. Raises ChallengeGone where there is nothing to offer.
        """
        async with self._database.reading() as tx:
            taken = await tries.of_player(tx, player_id)
            standing = await estimates(tx, player_id)
            agreed = await players.find(tx, player_id) is not None
        attempts = [Attempt(one.challenge, one.trait, one.level, one.outcome) for one in taken]
        there = {one.trait for one in self._all}
        if not there:
            raise ChallengeGone
        trait = trait or domain.wanted_trait(standing)
        trait = trait if trait in there else min(there)
        level = level or domain.wanted_level(trait, attempts)
        order = domain.in_order(self._all, trait, level, attempts)
        open_tries = tuple(self.worded(one) for one in taken if one.outcome is None)
        turn, did = turn % len(order), sum(one.outcome is Outcome.DID for one in taken)
        shown = reworded_challenge(order[turn], partial(said, self._translation))
        return ChallengeView(shown, trait, level, turn, len(order) - 1, open_tries, did, agreed)

    async def take(self, player_id: int, challenge_id: str, days: int, *, agrees: bool) -> Taken:
        """Take a challenge, to be asked about after so many days; `agrees` where that agrees to be stored.

        Raises ChallengeGone, and NotStarted for whoever has not agreed.
        """
        if challenge_id not in self._by_id or days not in DAYS:
            raise ChallengeGone
        now = self._now()
        async with self._database.writing() as tx:
            player = await (players.agree(tx, player_id, now) if agrees else players.find(tx, player_id, lock=True))
            if player is None:
                raise NotStarted
            due_at = await self._after(tx, player_id, days)
            attempt = await tries.take(tx, player_id, self._by_id[challenge_id], now, due_at)
        return Taken(self.worded(attempt), player.dm_open)

    async def answer(self, player_id: int, try_id: int, outcome: Outcome) -> Try:
        """Say how it went; the first answer stays. Raises ChallengeGone and NotYours."""
        async with self._database.writing() as tx:
            one = await self._own(tx, player_id, try_id)
            if one.outcome is None:
                await tries.answer(tx, try_id, outcome, self._now())
            return await self._own(tx, player_id, try_id)

    async def ask_again(self, player_id: int, try_id: int, days: int) -> Taken:
        """Ask again after so many days; 0 for never. Raises ChallengeGone and NotYours."""
        async with self._database.writing() as tx:
            await self._own(tx, player_id, try_id)
            await tries.ask_at(tx, try_id, await self._after(tx, player_id, days) if days in DAYS else None)
            player = await players.find(tx, player_id)
            return Taken(await self._own(tx, player_id, try_id), player is not None and player.dm_open)

    async def show(self, player_id: int, try_id: int) -> Try:
        """A try as it is now. Raises ChallengeGone and NotYours."""
        async with self._database.reading() as tx:
            return await self._own(tx, player_id, try_id)

    async def note(self, player_id: int, try_id: int, words: str) -> Try:
        """Keep a line of the player's own, or nothing where it is empty. Raises ChallengeGone and NotYours."""
        async with self._database.writing() as tx:
            await self._own(tx, player_id, try_id)
            await tries.set_note(tx, try_id, words.strip() or None)
            return await self._own(tx, player_id, try_id)

    async def taken(self, player_id: int) -> tuple[Try, ...]:
        """What somebody has taken outside, the latest first, with how it went and their own line."""
        async with self._database.reading() as tx:
            found = await tries.of_player(tx, player_id)
        return tuple(self.worded(one) for one in found)

    async def claim_due(self) -> tuple[Try, ...]:
        """Those to ask about now, each given out to one of those who ask. In quiet hours they wait for the morning.

        Where direct messages do not arrive nobody is asked; the try waits under /challenge.
        Say `asked` of each whose question arrived. What is not heard of again, because it failed or the bot ended in
        between, is given out once more: first as soon as Discord may still know it again by its nonce, then after as
        long as it has been tried already.
        """
        now = self._now()
        claimed: list[Try] = []
        async with self._database.writing() as tx:
            for one in await tries.due(tx, now, AT_A_TIME):
                player, morning = await players.find(tx, one.player), await self._awake(tx, one.player, now)
                if morning > now or not (player and player.dm_open):
                    await tries.ask_at(tx, one.id, morning if morning > now else None)
                    continue
                since = one.asking_since or now
                if await tries.claim(tx, one, since, now + min(max(now - since, AGAIN), LATEST)):
                    claimed.append(replace(one, asking_since=since))
        return tuple(claimed)

    async def any_due(self) -> bool:
        """Whether there is anything to claim: looking costs nothing, claiming takes the database's one pen."""
        async with self._database.reading() as tx:
            return bool(await tries.due(tx, self._now(), 1))

    async def asked(self, one: Try, *, arrived: bool) -> None:
        """The question of a claimed try has arrived, or never will: then direct messages are closed."""
        async with self._database.writing() as tx:
            await players.set_dm_open(tx, one.player, arrived)
            await tries.asked(tx, one)

    async def _after(self, tx: Transaction, player_id: int, days: int) -> datetime:
        """The same time of day after so many days: they were awake then."""
        return await self._awake(tx, player_id, self._now() + timedelta(days=days))

    async def _awake(self, tx: Transaction, player_id: int, at: datetime) -> datetime:
        """The instant, or the end of the quiet hours that it falls into, where somebody has told their time zone."""
        asked = await reminders.of_player(tx, player_id)
        zone = zone_of(asked.zone)
        return out_of_quiet(at, Quiet(asked.quiet_from, asked.quiet_to), zone) if zone else at

    async def _own(self, tx: Transaction, player_id: int, try_id: int) -> Try:
        one = await tries.load(tx, try_id)
        if one is None:
            raise ChallengeGone
        if one.player != player_id:
            raise NotYours
        return self.worded(one)
