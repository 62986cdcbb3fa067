"""The demo as a process of its own, and a browser to look at it with."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Demo:
    """A running demo: its address, and once it was stopped what it left."""

    process: subprocess.Popen[str]
    url: str
    said: str

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Stop it as a terminal does, and return its exit code, all that it said, and its errors."""
        self.process.send_signal(how)
        rest, errors = self.process.communicate(timeout=20)
        return self.process.returncode, self.said + rest, errors


@contextmanager
def demo(*command: str) -> Iterator[Demo]:
    """Run `python -m COMMAND`, which starts a demo, until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "default::ResourceWarning"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while line := process.stdout.readline():
            said += line
            if line.startswith("Ctrl-C"):
                break
        found = re.search(r"http://\S+", said)
        assert found, said + process.communicate(timeout=20)[1]
        yield Demo(process, found.group(), said)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def enter(first: Page, person: str, place: str = "dm") -> Page:
    """From the first page into a place, in the tab that opens."""
    with first.context.expect_page() as opened:
        first.locator(f'a[href="/{person}/{place}"]').click()
    page = opened.value
    composer(page).wait_for(state="visible")
    page.wait_for_function("() => window.simcordPreview.ready")
    return page


def composer(page: Page) -> Locator:
    """Where one types."""
    return page.locator("#channel-composer-input")


def chat(page: Page) -> Locator:
    """What has been said."""
    return page.locator("#channel-timeline")


def type_command(page: Page, command: str) -> None:
    """Type a slash command and press Enter twice: once to pick it, once to send it."""
    composer(page).click()
    composer(page).press_sequentially(f"/{command}", delay=20)
    page.get_by_role("option").filter(has_text=f"/{command}").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".command-composer, #channel-composer").get_by_text(f"/{command}").first.wait_for()
    page.keyboard.press("Enter")
