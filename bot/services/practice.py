"""Practising: choose a scenario, read its brief, play it move by move.

A click goes down once and comes up once, in one transaction: load the run, play the move, append it, hand back the
view.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain import engine
from bot.domain.engine import Move, Run
from bot.domain.reading import time_to_answer
from bot.domain.scenario import choices_of
from bot.domain.scoring import evidence_of
from bot.errors import NotStarted, NotYours, OldButton, RunBroken, RunGone
from bot.logs import log
from bot.services.advice import recommended
from bot.services.shelf import Shelf, Version
from bot.services.showing import open_run, played, playing, run_view
from bot.services.standing import estimates
from bot.services.views import BriefView, PickerView, RunView
from bot.storage import evidence, players, runs, timers, versions
from bot.storage.database import Database, Transaction
from bot.storage.players import Player
from bot.storage.runs import Fork, Kind, Place, StoredRun
from bot.storage.timers import Timer

# A clock that is answered for this late ran while the bot was away: the player could not have spoken, so the
# silence is played as the script says, and is not held against anyone.
FAIR_LATENESS = timedelta(seconds=10)

_log = log(__name__)


class Practice:
    """`now` gives the time in UTC, `seed` a number of 0..2**63 - 1 for each new run."""

    def __init__(self, database: Database, shelf: Shelf, now: Callable[[], datetime], seed: Callable[[], int]) -> None:
        self._database, self._shelf, self._now, self._seed = database, shelf, now, seed

    def on(self, shelf: Shelf) -> "Practice":
        """The same with this shelf."""
        return Practice(self._database, shelf, self._now, self._seed)

    async def picker(self, player_id: int) -> PickerView:
        """What there is to practise. Works for strangers, about whom it stores nothing."""
        async with self._database.reading() as tx:
            standing = await estimates(tx, player_id)
            finished = await runs.finished(tx, player_id)
            found = [await open_run(tx, self._shelf, stored) for stored in await runs.all_open(tx, player_id)]
        scenarios, open_runs = self._shelf.scenarios, tuple(one for one in found if one)
        return PickerView(scenarios, recommended(scenarios, standing, finished, self._now()), open_runs)

    async def brief(self, player_id: int, scenario_id: str) -> BriefView:
        """What to read before a run. Raises ScenarioGone."""
        scenario = self._shelf.current(scenario_id).scenario
        async with self._database.reading() as tx:
            player = await players.find(tx, player_id)
            stored = await runs.open_of(tx, player_id, scenario_id)
            return BriefView(
                scenario=scenario,
                timed=any(choice.within for choice in choices_of(scenario)),
                timers=player.timers if player else True,
                agreed=await runs.has_any(tx, player_id),  # who only met others has not agreed to this
                dm_open=player.dm_open if player else True,
                open_run=await open_run(tx, self._shelf, stored) if stored else None,
            )

    async def agree(self, player_id: int, scenario_id: str, place: Place) -> RunView:
        """Begin a run as somebody who agrees to be stored: this is the first row about them. Raises ScenarioGone."""
        version = self._shelf.current(scenario_id)
        async with self._database.writing() as tx:
            player = await players.agree(tx, player_id, self._now(), dm_open=not place.ephemeral)
            return await self._begin(tx, player, version, place)

    async def begin(self, player_id: int, scenario_id: str, place: Place, *, instead_of: int | None = None) -> RunView:
        """Begin a run, or go on with the one that is open.

        The open run is put aside first where it is `instead_of`, or cannot be gone on with. Raises ScenarioGone, and
        NotStarted for somebody who has not agreed, or has erased everything since.
        """
        version = self._shelf.current(scenario_id)
        async with self._database.writing() as tx:
            player = await players.find(tx, player_id, lock=True)
            if player is None:
                raise NotStarted
            found = await runs.open_of(tx, player_id, scenario_id)
            if found and (found.id == instead_of or await open_run(tx, self._shelf, found) is None):
                await self._put_aside(tx, found.id)
            return await self._begin(tx, player, version, place)

    async def go_on(self, player_id: int, run_id: int, place: Place) -> RunView:
        """Show a run where the player is now. Raises RunGone and NotYours."""
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            return await self._shown(tx, player, stored, place)

    async def rehearse(self, player_id: int, run_id: int, seq: int, place: Place) -> RunView:
        """Play on from decision `seq` of a run, as practice: nothing of it counts as evidence.

        It takes the place of another open rehearsal of this scenario. Raises RunGone, NotYours and OldButton.
        """
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            if not 0 <= seq < stored.seq:
                raise OldButton
            found = await runs.open_of(tx, player_id, stored.scenario_id, Kind.REHEARSAL)
            if found and (found.fork != Fork(run_id, seq) or found.seq > seq):
                await self._put_aside(tx, found.id)
                found = None
            rehearsal = found or await runs.rehearse(tx, stored, seq, self._now())
            _log.info("rehearsal begun", run=rehearsal.id, player=player_id, of=run_id, seq=seq)
            return await self._shown(tx, player, rehearsal, place)

    async def shown(self, run_id: int, place: Place) -> None:
        """The card of this run was sent, and is at this place from now on."""
        async with self._database.writing() as tx:
            if await players.find_of_run(tx, run_id):
                await self._show_at(tx, run_id, place)

    async def choose(self, player_id: int, run_id: int, seq: int, option: str, place: Place) -> RunView:
        """Take an option as move number `seq`.

        A click that comes late, twice, or beside another one changes nothing; either way the run is returned as it
        is now. Raises RunGone, NotYours and RunBroken.
        """
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            version, run = await played(tx, self._shelf, stored)
            if stored.seq == seq and stored.ended_at is None and any(o.id == option for o in run.options):
                with playing(stored):
                    after = engine.choose(run, option)
                run = await self._move(tx, stored, run, after, fair=True)
                await self._set_clock(tx, player, stored.id, run, place)
            await self._show_at(tx, stored.id, place)
            return await run_view(tx, stored, version, run, place)

    async def lapse(self, timer: Timer) -> RunView | None:
        """Let silence answer a timed choice whose clock ran out; None where somebody answered in the meantime.

        The next choice, if it is timed too, waits without a clock: silence does not play a scene to its end alone.
        Where the clock was dropped, nothing is answered, and the run is returned to be drawn without it. A run that
        cannot be played on loses its clock for good: it would run out again at once, and for ever.
        """
        now = self._now()
        async with self._database.writing() as tx:
            player = await players.find_of_run(tx, timer.run)
            stored = await runs.load(tx, timer.run)
            if player is None or stored is None or await timers.of_run(tx, timer.run) != timer:
                return None
            await timers.stop(tx, timer.run)
            if stored.ended_at is not None or not (timer.dropped or stored.seq == timer.seq):
                return None
            try:
                version, run = await played(tx, self._shelf, stored)
                if not timer.dropped:
                    run = await self._fall_silent(tx, stored, run, fair=now - timer.due_at <= FAIR_LATENESS)
            except RunBroken:
                _log.warning("clock stopped for good", run=stored.id, player=stored.player)
                return None
            return await run_view(tx, stored, version, run, stored.place)

    async def look(self, run_id: int) -> RunView | None:
        """A run as it is now, where its card is; None where it is gone. Raises RunBroken."""
        async with self._database.reading() as tx:
            stored = await runs.load(tx, run_id)
            if stored is None:
                return None
            version, run = await played(tx, self._shelf, stored)
            return await run_view(tx, stored, version, run, stored.place)

    async def drop_clock(self, player_id: int, run_id: int, place: Place) -> RunView:
        """Turn timers off for this player, for good, and show the run without its clock.

        The clocks of their other runs are dropped too; `lapse` finds them. Raises RunGone, NotYours and RunBroken.
        """
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            await players.set_timers(tx, player.id, False)
            await timers.drop_all(tx, player.id, self._now())
            await timers.stop(tx, stored.id)
            await runs.show_at(tx, stored.id, place)
            version, run = await played(tx, self._shelf, stored)
            return await run_view(tx, stored, version, run, place)

    async def _begin(self, tx: Transaction, player: Player, version: Version, place: Place) -> RunView:
        scenario, now = version.scenario.id, self._now()
        await versions.keep(tx, version.hash, scenario, version.source, now)
        stored = await runs.begin(tx, player.id, scenario, version.hash, self._seed(), now)
        _log.info("run begun", run=stored.id, player=player.id, scenario=scenario)
        return await self._shown(tx, player, stored, place)

    async def _put_aside(self, tx: Transaction, run_id: int) -> None:
        await runs.finish(tx, run_id, None, self._now())
        await timers.stop(tx, run_id)

    async def _own(self, tx: Transaction, player_id: int, run_id: int) -> tuple[Player, StoredRun]:
        player = await players.find(tx, player_id, lock=True)
        stored = await runs.load(tx, run_id)
        if stored is None:
            raise RunGone
        if player is None or stored.player != player_id:
            raise NotYours
        return player, stored

    async def _fall_silent(self, tx: Transaction, stored: StoredRun, run: Run, *, fair: bool) -> Run:
        with playing(stored):
            after = engine.lapse(run)
        return await self._move(tx, stored, run, after, fair=fair)

    async def _move(self, tx: Transaction, stored: StoredRun, before: Run, after: Run, *, fair: bool) -> Run:
        """Append the move that leads from one run to the next, with what it says of the traits. Returns `after`."""
        now, decision = self._now(), after.decisions[-1]
        counts = fair and await self._counts(tx, stored, decision.choice.id)
        move = Move(decision.option.id, decision.silent)
        if not await runs.append(tx, stored.id, stored.seq, decision.choice.id, move, now):
            return before
        if counts:
            await evidence.keep(tx, stored, decision.choice.id, evidence_of(decision), now)
        if after.over:
            await runs.finish(tx, stored.id, after.ending or "", now)
        _log.info("move", run=stored.id, player=stored.player, seq=stored.seq, over=after.over)
        return after

    async def _counts(self, tx: Transaction, stored: StoredRun, choice: str) -> bool:
        """Whether a decision is evidence: the first time that the player meets it, and not in a rehearsal."""
        if stored.kind is Kind.REHEARSAL:
            return False
        return not await runs.decided_before(tx, stored.player, stored.version, choice)

    async def _shown(self, tx: Transaction, player: Player, stored: StoredRun, place: Place) -> RunView:
        """The run at this place from now on, its clock started where the choice has one."""
        version, run = await played(tx, self._shelf, stored)
        timer = await timers.of_run(tx, stored.id)
        if stored.ended_at is None and (timer is None or timer.dropped):
            await self._set_clock(tx, player, stored.id, run, place)
        await self._show_at(tx, stored.id, place)
        return await run_view(tx, stored, version, run, place)

    async def _show_at(self, tx: Transaction, run_id: int, place: Place) -> None:
        await runs.show_at(tx, run_id, place)
        await timers.move(tx, run_id, place.token)

    async def _set_clock(self, tx: Transaction, player: Player, run_id: int, run: Run, place: Place) -> None:
        await timers.stop(tx, run_id)
        if player.timers and (seconds := time_to_answer(run)):
            due_at = self._now() + timedelta(seconds=seconds)
            await timers.start(tx, Timer(run_id, len(run.decisions), due_at, place.token))
