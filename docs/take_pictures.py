"""Take the pictures of the README and of these pages anew, from the demo: `python docs/take_pictures.py`.

Needs Chromium, like the browser tests.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.demo.running import chromium, demo, enter, type_command

PICTURES = Path(__file__).parent / "pictures"
LOOK: ViewportSize = {"width": 1000, "height": 1500}  # tall enough for the longest card


def main() -> None:
    """Play as two people, and keep a picture of each kind of card."""
    with (
        tempfile.TemporaryDirectory() as data,
        demo("bot", "demo", "--port", "8797", "--data", data) as running,
        chromium() as browser,
    ):
        context = browser.new_context(viewport=LOOK, color_scheme="dark", device_scale_factor=1.5)
        first = context.new_page()
        first.goto(running.url)
        first.screenshot(path=PICTURES / "demo.png")
        page = enter(first, "ada")
        type_command(page, "practice")
        take(page, "This one", "picker")
        press(page, "This one")
        take(page, "Start", "brief")
        play(page)
        take(page, "Play again", "debrief")
        press(page, "My feedback")
        take(page, "How is this worked out?", "feedback")
        press(page, "Moments")
        take(page, "What if", "moments")
        for command, sign in (
            ("challenge", "Something else"),
            ("privacy", "Export"),
            ("path", "Show me what there is"),
        ):
            type_command(page, command)
            take(page, sign, command)
        type_command(page, "settings")
        take(page, "Turn clocks off", "settings")
        lobby = enter(first, "bo", "lobby")
        type_command(lobby, "practice")
        press(lobby, "This one")
        lobby.get_by_role("link", name="Take me there").wait_for()
        keep(lobby, "waiting")


def play(page: Page) -> None:
    """Play to the end, always by the first option; keep a plain scene and one with a clock."""
    press(page, "Start")
    kept: set[str] = set()
    while True:
        page.get_by_role("button", name="Play again").or_(options(page)).first.wait_for()
        if not options(page).count():
            return
        name = "clock" if page.get_by_text("Silence answers").count() else "scene"
        if name not in kept and (name == "clock" or page.get_by_text("3 of about").count()):
            keep(page, name)
            kept.add(name)
        before = page.locator("body").inner_text()
        options(page).first.click()
        page.wait_for_function("before => document.body.innerText !== before", arg=before)
        page.wait_for_timeout(400)


def options(page: Page) -> Locator:
    """The buttons of the options on the card."""
    return page.get_by_role("button", name="Say this").or_(page.get_by_role("button", name="Do this"))


def cards(page: Page) -> Locator:
    """The bot's messages."""
    return page.locator("article.channel-message")


def press(page: Page, label: str) -> None:
    """Press the last button of this name, and let the answer come."""
    page.get_by_role("button", name=label).last.click()
    page.wait_for_timeout(900)


def take(page: Page, button: str, name: str) -> None:
    """Keep a picture of the last card, once it shows this button."""
    page.get_by_role("button", name=button).last.wait_for()
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Keep a picture of the last card, without the marks that a pointer leaves."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    cards(page).last.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
