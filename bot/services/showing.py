"""A stored run as it stands: played again from its moves, and seen as its card shows it."""

from collections.abc import Generator
from contextlib import contextmanager

from bot.domain import engine
from bot.domain.debrief import debrief
from bot.domain.engine import Run
from bot.domain.scoring import mean_regard
from bot.domain.traits import Trait
from bot.errors import RunBroken
from bot.logs import log
from bot.services.shelf import Shelf, Version
from bot.services.views import LookBack, OpenRun, RunView
from bot.storage import evidence, timers
from bot.storage.database import Transaction
from bot.storage.runs import Kind, Place, StoredRun

_log = log(__name__)


@contextmanager
def playing(stored: StoredRun) -> Generator[None]:
    """What the script or the engine refuse in here is told as RunBroken: this code cannot play the run on."""
    try:
        yield
    except (ValueError, engine.EngineError) as error:
        _log.exception("run broken", run=stored.id, player=stored.player)
        raise RunBroken from error


async def played(tx: Transaction, shelf: Shelf, stored: StoredRun) -> tuple[Version, Run]:
    """The run as it stands. Raises RunBroken."""
    with playing(stored):
        version = await shelf.version(tx, stored.version, stored.scenario_id)
        return version, engine.replay(version.scenario, stored.seed, stored.moves)


async def open_run(tx: Transaction, shelf: Shelf, stored: StoredRun) -> OpenRun | None:
    """What to offer again; None where it cannot be gone on with."""
    try:
        version, _ = await played(tx, shelf, stored)
    except RunBroken:
        return None
    rehearsal = stored.kind is Kind.REHEARSAL
    return OpenRun(stored.id, version.scenario, len(stored.moves), version.typical, rehearsal)


async def run_view(tx: Transaction, stored: StoredRun, version: Version, run: Run, place: Place | None) -> RunView:
    """The run as its card shows it at this place."""
    timer = None if run.over else await timers.of_run(tx, stored.id)
    return RunView(
        id=stored.id,
        run=run,
        typical=version.typical,
        due=timer.due_at if timer and not timer.dropped else None,
        put_aside=stored.ended_at is not None and not run.over,
        place=place,
        look_back=await _look_back(tx, stored, run) if run.over else None,
        fork=stored.fork,
        rehearsal=stored.kind is Kind.REHEARSAL,
    )


async def _look_back(tx: Transaction, stored: StoredRun, run: Run) -> LookBack:
    looked = debrief(run, stored.fork.seq if stored.fork else 0)
    earlier: dict[Trait, float] = {}
    if stored.kind is Kind.REHEARSAL:
        return LookBack(looked, earlier)
    for trait in looked.shown:
        kept = await evidence.recent(tx, stored.player, trait)
        mean = mean_regard([one.evidence for one in kept if one.run < stored.id])
        if mean is not None:
            earlier[trait] = mean
    return LookBack(looked, earlier)
