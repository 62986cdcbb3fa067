"""A month of different people: what each of them reads in the end, to be judged by whoever reads it here.

Keen plays every day, rare once a week, aggressive and nice every other day, each by their own lights, all through the
services and on a clock that jumps. Prints the summary of each after the first conversation and after the month.
"""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import structlog
from discord import ui

from bot.app import Given, build_services, load_shelf
from bot.domain.engine import Run
from bot.domain.example import best_option
from bot.domain.scenario import Option
from bot.domain.traits import Trait
from bot.i18n import translations
from bot.services import Services
from bot.services.topics import Topics
from bot.services.views import FeedbackView
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.runs import Place
from bot.ui.cards.feedback import feedback_card
from bot.ui.cards.parts import Card
from bot.ui.pictures import standing_alt

Choose = Callable[[Run, Random], Option]

DAYS = 30
HERE = Place(1, 1)
GENTLE = (Trait.MERCY, Trait.EMPATHY, Trait.GENEROSITY)


def gentleness(option: Option) -> int:
    """How much an option shows of what is gentle, less what it costs of it."""
    return sum(option.shows.get(trait, 0) for trait in GENTLE)


PLAYERS: Mapping[str, tuple[int, Choose]] = {
    "keen": (1, lambda run, _: best_option(run)),
    "rare": (7, lambda run, random: random.choice(run.options)),
    "aggressive": (2, lambda run, random: min(run.options, key=lambda one: (gentleness(one), random.random()))),
    "nice": (2, lambda run, random: max(run.options, key=lambda one: (gentleness(one), random.random()))),
}


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(_month())


async def _month() -> None:
    now = [datetime(2026, 6, 1, 18, tzinfo=UTC)]
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await database.migrate()
        given = Given(await load_shelf(Settings.model_validate({})), Topics([]))
        services = build_services(database, given, lambda: now[0], lambda: 7)
        for player, (name, (every, choose)) in enumerate(PLAYERS.items(), start=1):
            began, random = now[0], Random(player)
            for day in range(0, DAYS, every):
                now[0] = began + timedelta(days=day)
                await _play(services, player, choose, random)
                if day == 0:
                    _show(f"{name}, after the first", await services.feedback.summary(player))
            now[0] = began + timedelta(days=DAYS)
            _show(f"{name}, after a month", await services.feedback.summary(player))
        await database.close()


async def _play(services: Services, player: int, choose: Choose, random: Random) -> None:
    """One conversation to its end: the one that is recommended."""
    picked = (await services.practice.picker(player)).recommended
    assert picked is not None
    view = await services.practice.agree(player, picked.scenario.id, HERE)
    while not view.run.over:
        view = await services.practice.choose(player, view.id, view.seq, choose(view.run, random).id, HERE)


def _show(title: str, view: FeedbackView) -> None:
    tr = translations()
    print(f"\n-- {title}\n{_read(feedback_card(view, tr))}\n{standing_alt(view, tr)}")


def _read(card: Card) -> str:
    """What a card says."""
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))


if __name__ == "__main__":
    main()
