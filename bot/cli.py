"""What a person types: `python -m bot run | demo | play | check | translate | migrate | doctor | alive`."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.errors import StartError
from bot.logs import set_up_logs, without_secrets
from bot.settings import LogLevel, Settings, read_settings

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

ALIVE_SECONDS = 90.0  # three heartbeats


def main() -> None:
    """The console script. A start that fails ends with one line and the exit code 2."""
    try:
        cli()
    except StartError as error:
        print(f"rapport: {without_secrets(str(error))}", file=sys.stderr)
        sys.exit(2)


@cli.command()
def run() -> None:
    """Run the bot. Needs DISCORD_TOKEN; brings its database up to date by itself."""
    from bot.running import run_bot

    settings = read_settings()
    set_up_logs(settings)
    _finish(run_bot(settings))


@cli.command()
def demo(
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Where the page is served; 0 takes one that is free.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its database.")] = Path(".demo"),
    fast: Annotated[bool, typer.Option(help="Let a mixer take four minutes, not twenty-five.")] = False,
) -> None:
    """The real bot in a local page that looks like Discord: no token, no account."""
    from bot.running import run_demo
    from bot.storage.database import sqlite_address

    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(f"--data cannot be a folder: {data}: {error.strerror}.") from error
    settings = read_settings(database_url=sqlite_address(data / "rapport.db"), log_level=LogLevel.WARNING)
    set_up_logs(settings)
    port = settings.demo_port if port is None else port
    _finish(run_demo(settings, data, port, typer.echo, fast=fast))


@cli.command()
def play(
    scenario: Annotated[str, typer.Argument(help="A scenario's id, or the path of a file.")],
    seed: Annotated[int | None, typer.Option(help="Play the same shuffle again.")] = None,
    timers: Annotated[bool, typer.Option(help="Let clocks run.")] = True,
) -> None:
    """Play a scenario here in the terminal."""
    from bot.app import random_seed
    from bot.authoring.library import load_file, scripts_in
    from bot.authoring.report import run_check
    from bot.authoring.suggestions import Guesses
    from bot.authoring.terminal import play as play_here
    from bot.domain.explore import explore

    console, path = Console(), Path(scenario)
    if path.suffix not in (".yaml", ".yml"):
        path = read_settings().scenarios_dir / f"{scenario}.yaml"
    if not path.is_file():
        there = [one.stem for one in scripts_in(path.parent)] if path.parent.is_dir() else []
        raise StartError(f"there is no scenario at {path}. {Guesses().did_you_mean(path.stem, there, 'scenarios')}")
    loaded = load_file(path)
    # A draft without an end can be played as far as it goes; one that never pauses cannot.
    if loaded.scenario is None or not loaded.playable or explore(loaded.scenario).endless:
        raise typer.Exit(run_check([path], console))
    play_here(loaded.scenario, console, seed=random_seed() if seed is None else seed, timers=timers)


@cli.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all scenarios otherwise.")] = None,
    strict: Annotated[bool, typer.Option(help="Count warnings as errors.")] = False,
) -> None:
    """Say what is wrong with scenarios, their translations, mixers' topics and challenges, and how to mend it."""
    from bot.authoring.challenges import CHALLENGES, challenge_files, run_challenge_check
    from bot.authoring.report import run_check
    from bot.authoring.topics import run_topic_check, topic_files, topics_named
    from bot.authoring.translating import run_translation_check
    from bot.authoring.translations import translation_files, translation_name

    paths, console = files or [read_settings().scenarios_dir], Console()
    topical = {path: topics_named(path) for path in paths}
    topics = [file for files in topical.values() for file in files]
    tries = [path for path in paths if path.is_file() and path.name == CHALLENGES]
    told = [path for path in paths if path.is_file() and translation_name(path)]
    scripts = [path for path in paths if not topical[path] and path not in (*tries, *told)]
    told += [file for path in scripts if path.is_dir() for file in translation_files(path)]
    tries += [file for path in scripts if path.is_dir() for file in challenge_files(path)]
    topics += [file for path in scripts if path.is_dir() for file in topic_files(path)]
    codes = [run_topic_check(topics, console, strict=strict)] if topics else []
    codes += [run_challenge_check(tries, console, strict=strict)] if tries else []
    codes += [run_translation_check(told, console, strict=strict)] if told else []
    codes += [run_check(scripts, console, strict=strict)] if scripts else []
    raise typer.Exit(max(codes))


@cli.command()
def translate(
    scenario: Annotated[str, typer.Argument(help="A scenario's id, a topic's, or `challenges`.")],
    locale: Annotated[str, typer.Argument(help="The language, as Discord names it: zh-CN, de, pt-BR.")],
) -> None:
    """Write the file for a translation, or bring it up to date; texts that are there are kept."""
    from bot.authoring.problems import Severity
    from bot.authoring.report import run_check
    from bot.authoring.texts import texts_of
    from bot.authoring.topics import FOLDER
    from bot.authoring.translating import run_translation_check, write_texts
    from bot.authoring.translations import LOCALE, load_translation

    console, folder = Console(), read_settings().scenarios_dir
    places = (folder / f"{scenario}.yaml", folder / FOLDER / f"{scenario}.yaml")
    path = next((one for one in places if one.is_file()), places[0])
    if not path.is_file():
        raise StartError(f"there is no scenario at {path}. `check` lists those that there are.")
    if not LOCALE.fullmatch(locale):
        raise StartError(f"`{locale}` is no language. Write it as Discord does: zh-CN, de, pt-BR.")
    beside, texts = path.with_name(f"{scenario}.{locale}.yaml"), texts_of(path)
    if not texts:
        raise typer.Exit(run_check([path], console))
    old = load_translation(beside) if beside.exists() else None
    if old and any(problem.severity is Severity.ERROR for problem in old.problems):
        raise typer.Exit(run_translation_check([beside], console))
    beside.write_text(write_texts(scenario, texts, locale, old), encoding="utf-8", newline="\n")
    raise typer.Exit(run_translation_check([beside], console))


@cli.command()
def migrate() -> None:
    """Bring the database's tables to this version. `run` does so by itself."""
    from bot.running import migrate_database

    settings = read_settings()
    set_up_logs(settings)
    _finish(migrate_database(settings, typer.echo))


@cli.command()
def doctor() -> None:
    """Say what is configured and what is wrong, and change nothing."""
    from bot.doctor import examine, show

    findings = asyncio.run(examine(_settings_for_doctor()))
    raise typer.Exit(show(findings, Console()))


@cli.command()
def alive() -> None:
    """Exit with 0 while the running bot leaves signs of life in its database (a health check)."""
    from bot.doctor import seconds_since_beat

    seconds = asyncio.run(seconds_since_beat(read_settings()))
    if seconds is None or seconds > ALIVE_SECONDS:
        typer.echo("no sign of life" if seconds is None else f"last sign of life {seconds:.0f} seconds ago", err=True)
        raise typer.Exit(1)


def _settings_for_doctor() -> Settings | StartError:
    try:
        return read_settings()
    except StartError as error:
        return error


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; Ctrl-C before signals are heard is a quiet end as well."""
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)
