"""What a person types: `python -m bot run | demo | play | check | migrate | doctor | alive`."""

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
    port: Annotated[int | None, typer.Option(help="Where the page is served.")] = None,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its database.")] = Path(".demo"),
) -> None:
    """The real bot in a local page that looks like Discord: no token, no account."""
    from bot.running import run_demo

    data.mkdir(parents=True, exist_ok=True)
    settings = read_settings(database_url=f"sqlite:///{(data / 'rapport.db').absolute()}", log_level=LogLevel.WARNING)
    set_up_logs(settings)
    _finish(run_demo(settings, data, port or settings.demo_port, typer.echo))


@cli.command()
def play(
    scenario: Annotated[str, typer.Argument(help="A scenario's id, or the path of a file.")],
    seed: Annotated[int | None, typer.Option(help="Play the same shuffle again.")] = None,
    timers: Annotated[bool, typer.Option(help="Let clocks run.")] = True,
) -> None:
    """Play a scenario here in the terminal."""
    from bot.app import random_seed
    from bot.authoring.library import load_file
    from bot.authoring.report import run_check
    from bot.authoring.terminal import play as play_here

    console, path = Console(), Path(scenario)
    if path.suffix not in (".yaml", ".yml"):
        path = read_settings().scenarios_dir / f"{scenario}.yaml"
    if not path.is_file():
        raise StartError(f"there is no scenario at {path}. `check` lists those that there are.")
    loaded = load_file(path)
    if loaded.scenario is None or not loaded.playable:
        raise typer.Exit(run_check([path], console))
    play_here(loaded.scenario, console, seed=random_seed() if seed is None else seed, timers=timers)


@cli.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all scenarios otherwise.")] = None,
    strict: Annotated[bool, typer.Option(help="Count warnings as errors.")] = False,
) -> None:
    """Say what is wrong with scenario scripts, and how to mend it."""
    from bot.authoring.report import run_check

    raise typer.Exit(run_check(files or [read_settings().scenarios_dir], Console(), strict=strict))


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
