"""Practising: choose a scenario, read its brief, play it move by move.

A click goes down once and comes up once, in one transaction: load the run, play the move, append it, hand back the
view.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain import engine
from bot.domain.debrief import debrief
from bot.domain.engine import Move, Run
from bot.domain.scenario import choices_of
from bot.domain.scoring import evidence_of, mean_regard
from bot.domain.traits import Trait
from bot.errors import NotYours, OldButton, RunBroken, RunGone
from bot.logs import log
from bot.services.advice import recommended
from bot.services.shelf import Shelf, Version
from bot.services.standing import estimates
from bot.services.views import BriefView, LookBack, OpenRun, PickerView, RunView
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
            played = await runs.finished(tx, player_id)
            found = [await self._open_run(tx, stored) for stored in await runs.all_open(tx, player_id)]
        scenarios, open_runs = self._shelf.scenarios, tuple(one for one in found if one)
        return PickerView(scenarios, recommended(scenarios, standing, played, self._now()), open_runs)

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
                agreed=player is not None,
                dm_open=player.dm_open if player else True,
                open_run=await self._open_run(tx, stored) if stored else None,
            )

    async def begin(self, player_id: int, scenario_id: str, place: Place, *, afresh: bool = False) -> RunView:
        """Begin a run, or go on with the one that is open. Pressing Start agrees to be stored: this is the first row.

        `afresh` puts an open run aside first. Raises ScenarioGone.
        """
        version, now = self._shelf.current(scenario_id), self._now()
        async with self._database.writing() as tx:
            player = await players.agree(tx, player_id, now, dm_open=not place.ephemeral)
            open_run = await runs.open_of(tx, player_id, scenario_id) if afresh else None
            if open_run:
                await self._put_aside(tx, open_run.id)
            await versions.keep(tx, version.hash, scenario_id, version.source, now)
            stored = await runs.begin(tx, player_id, scenario_id, version.hash, self._seed(), now)
            _log.info("run begun", run=stored.id, player=player_id, scenario=scenario_id)
            return await self._shown(tx, player, stored, place)

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
            await self._show_at(tx, run_id, place)

    async def choose(self, player_id: int, run_id: int, seq: int, option: str, place: Place) -> RunView:
        """Take an option as move number `seq`.

        A click that comes late, twice, or beside another one changes nothing; either way the run is returned as it
        is now. Raises RunGone and NotYours.
        """
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            version, run = await self._played(tx, stored)
            if stored.seq == seq and stored.ended_at is None and any(o.id == option for o in run.options):
                run = await self._move(tx, stored, run, engine.choose(run, option), fair=True)
                await self._set_clock(tx, player, stored.id, run, place)
            await self._show_at(tx, stored.id, place)
            return await self._view(tx, stored, version, run, place)

    async def lapse(self, timer: Timer) -> RunView | None:
        """Let silence answer a timed choice whose clock ran out; None where somebody answered in the meantime.

        The next choice, if it is timed too, waits without a clock: silence does not play a scene to its end alone.
        A run that cannot be played on loses its clock for good: it would run out again at once, and for ever.
        """
        now = self._now()
        async with self._database.writing() as tx:
            if await timers.of_run(tx, timer.run) != timer:
                return None
            await timers.stop(tx, timer.run)
            stored = await runs.load(tx, timer.run, lock=True)
            if stored is None or stored.seq != timer.seq or stored.ended_at is not None:
                return None
            try:
                version, run = await self._played(tx, stored)
                after = engine.lapse(run)
            except (RunBroken, engine.EngineError) as error:
                _log.warning("clock stopped for good", run=stored.id, player=stored.player, error=repr(error))
                return None
            run = await self._move(tx, stored, run, after, fair=now - timer.due_at <= FAIR_LATENESS)
            return await self._view(tx, stored, version, run, stored.place)

    async def drop_clock(self, player_id: int, run_id: int, place: Place) -> RunView:
        """Turn timers off for this player, for good, and show the run without its clock."""
        async with self._database.writing() as tx:
            player, stored = await self._own(tx, player_id, run_id)
            await players.set_timers(tx, player.id, False)
            await timers.stop(tx, stored.id)
            await runs.show_at(tx, stored.id, place)
            version, run = await self._played(tx, stored)
            return await self._view(tx, stored, version, run, place)

    async def _put_aside(self, tx: Transaction, run_id: int) -> None:
        await runs.finish(tx, run_id, None, self._now())
        await timers.stop(tx, run_id)

    async def _own(self, tx: Transaction, player_id: int, run_id: int) -> tuple[Player, StoredRun]:
        stored = await runs.load(tx, run_id, lock=True)
        if stored is None:
            raise RunGone
        player = await players.find(tx, player_id)
        if player is None or stored.player != player_id:
            raise NotYours
        return player, stored

    async def _played(self, tx: Transaction, stored: StoredRun) -> tuple[Version, Run]:
        """The run as it stands. Raises RunBroken."""
        try:
            version = await self._shelf.version(tx, stored.version, stored.scenario_id)
            return version, engine.replay(version.scenario, stored.seed, stored.moves)
        except (ValueError, engine.EngineError) as error:
            _log.exception("run broken", run=stored.id)
            raise RunBroken from error

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
        version, run = await self._played(tx, stored)
        if stored.ended_at is None and await timers.of_run(tx, stored.id) is None:
            await self._set_clock(tx, player, stored.id, run, place)
        await self._show_at(tx, stored.id, place)
        return await self._view(tx, stored, version, run, place)

    async def _show_at(self, tx: Transaction, run_id: int, place: Place) -> None:
        await runs.show_at(tx, run_id, place)
        await timers.move(tx, run_id, place.token)

    async def _set_clock(self, tx: Transaction, player: Player, run_id: int, run: Run, place: Place) -> None:
        await timers.stop(tx, run_id)
        if player.timers and run.choice and run.choice.within:
            due_at = self._now() + timedelta(seconds=run.choice.within)
            await timers.start(tx, Timer(run_id, len(run.decisions), due_at, place.token))

    async def _view(
        self, tx: Transaction, stored: StoredRun, version: Version, run: Run, place: Place | None
    ) -> RunView:
        timer = None if run.over else await timers.of_run(tx, stored.id)
        return RunView(
            id=stored.id,
            run=run,
            typical=version.typical,
            due=timer.due_at if timer else None,
            put_aside=stored.ended_at is not None and not run.over,
            place=place,
            look_back=await self._look_back(tx, stored, run) if run.over else None,
            fork=stored.fork,
            rehearsal=stored.kind is Kind.REHEARSAL,
        )

    async def _look_back(self, tx: Transaction, stored: StoredRun, run: Run) -> LookBack:
        looked = debrief(run)
        earlier: dict[Trait, float] = {}
        if stored.kind is Kind.REHEARSAL:
            return LookBack(looked, earlier)
        for trait in looked.shown:
            kept = await evidence.recent(tx, stored.player, trait)
            mean = mean_regard([one.evidence for one in kept if one.run < stored.id])
            if mean is not None:
                earlier[trait] = mean
        return LookBack(looked, earlier)

    async def _open_run(self, tx: Transaction, stored: StoredRun) -> OpenRun | None:
        """What to offer again; None where it cannot be gone on with."""
        try:
            version, _ = await self._played(tx, stored)
        except RunBroken:
            return None
        rehearsal = stored.kind is Kind.REHEARSAL
        return OpenRun(stored.id, version.scenario, len(stored.moves), version.typical, rehearsal)
