"""How long the pictures take, and how long everybody else waits meanwhile.

A ticker on the event loop looks every millisecond how late it is, while pictures are drawn in a thread.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from time import perf_counter

from bot.render.course import Chart, ChartWords, Look, Mark, Track, draw_chart
from bot.render.radar import Axis, Band, Radar, draw_radar

PICTURES = 20
TICK = 0.001
NAMES = ("Generosity", "Mercy", "Integrity", "Courage", "Humility", "Empathy", "Listening")


def main() -> None:
    asyncio.run(_measure())


async def _measure() -> None:
    radar, chart = _radar(), _chart()
    draw_radar(radar)
    draw_chart(chart)
    late: list[float] = []
    ticker = asyncio.create_task(_tick(late))
    await asyncio.sleep(0.2)
    idle = sorted(late)
    late.clear()
    wheels = [await _timed(partial(draw_radar, radar)) for _ in range(PICTURES)]
    courses = [await _timed(partial(draw_chart, chart)) for _ in range(PICTURES)]
    ticker.cancel()
    print(f"wheel {median(wheels):.0f} ms, over time {median(courses):.0f} ms each")
    for name, found in (("idle", idle), ("drawing", sorted(late))):
        high = quantiles(found, n=100)[98]
        print(f"loop late by, {name}: median {median(found):.1f} ms, 99 % {high:.1f} ms, worst {found[-1]:.1f} ms")


async def _timed(draw: Callable[[], bytes]) -> float:
    """Milliseconds for one picture, drawn as the bot does it."""
    began = perf_counter()
    await asyncio.to_thread(draw)
    return (perf_counter() - began) * 1000


async def _tick(late: list[float]) -> None:
    while True:
        began = perf_counter()
        await asyncio.sleep(TICK)
        late.append(max(0.0, perf_counter() - began - TICK) * 1000)


def _radar() -> Radar:
    band, earlier = Band(52, 61, 70), Band(40, 52, 66)
    axes = tuple(Axis(name, "quite often", "20 moments", band, earlier, 0, False) for name in NAMES)
    return Radar(axes, "now", "an early sign", "two weeks ago", "", "further out: more often")


def _chart() -> Chart:
    marks = tuple(Mark(place / 31, Band(40, 50, 60), False) for place in range(32))
    tracks = tuple(Track(name, "quite often", marks) for name in NAMES)
    runs = tuple(place / 50 for place in range(50))
    looks = tuple(Look(place / 52, 40, 60) for place in range(52))
    words = ChartWords("2026-01-01", "today", "a conversation", "Your check-ins", "inside", "outside")
    return Chart(tracks, runs, looks, words)


if __name__ == "__main__":
    main()
