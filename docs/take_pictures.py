"""Take the pictures of the README and of these pages anew, from the demo: `python docs/take_pictures.py [mixers]`.

Needs Chromium, like the browser tests, and some minutes; with `mixers` it takes those of mixers alone.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.demo.running import chromium, composer, demo, enter, type_command

PICTURES = Path(__file__).parent / "pictures"
LONG = 90_000  # milliseconds; longer than any stage of a quick mixer
LOOK: ViewportSize = {"width": 1000, "height": 1500}  # tall enough for the longest card


def main() -> None:
    """Play as some people, and keep a picture of each kind of card."""
    with (
        tempfile.TemporaryDirectory() as data,
        demo("bot", "demo", "--fast", "--port", "8797", "--data", data) as running,
        chromium() as browser,
    ):
        if "mixers" not in sys.argv:
            tour_of_cards(open_page(browser, running.url))
        tour_of_mixers(lambda: open_page(browser, running.url))


def open_page(browser: Browser, url: str) -> Page:
    """The first page, in a browser that knows of no other tab."""
    page = browser.new_context(viewport=LOOK, color_scheme="dark", device_scale_factor=1.5).new_page()
    page.goto(url)
    return page


def tour_of_cards(first: Page) -> None:
    """Practise, look back, and set things, as Ada and as Bo."""
    first.screenshot(path=PICTURES / "demo.png")
    page = enter(first, "ada")
    type_command(page, "practice")
    take(page, "This one", "picker")
    press(page, "This one")
    take(page, "Start", "brief")
    press(page, "Show me one go first")
    take(page, "My turn", "example")
    press(page, "My turn")
    play(page)
    take(page, "Play again", "debrief")
    look_back(page)
    ask_for_more(page)
    lobby = enter(first, "bo", "lobby")
    type_command(lobby, "practice")
    press(lobby, "This one")
    lobby.get_by_role("link", name="Take me there").wait_for()
    keep(lobby, "waiting")


def look_back(page: Page) -> None:
    """From the debrief to the feedback, and closer."""
    press(page, "My feedback")
    take(page, "How is this worked out?", "feedback")
    press(page, "Over time")
    take(page, "Back", "over-time")
    press(page, "Moments")
    take(page, "What if", "moments")
    press(page, "What if")
    take(page, "Back", "what-if")


def ask_for_more(page: Page) -> None:
    """The commands beside practice and feedback."""
    for command, sign in (
        ("challenge", "Something else"),
        ("privacy", "Export"),
        ("path", "Show me what there is"),
    ):
        type_command(page, command)
        take(page, sign, command)
    type_command(page, "settings")
    take(page, "Turn clocks off", "settings")
    type_command(page, "checkin")
    form = page.get_by_role("dialog")
    form.wait_for()
    page.wait_for_timeout(400)
    form.screenshot(path=PICTURES / "checkin.png")


def tour_of_mixers(anew: Callable[[], Page]) -> None:
    """Schedule one as Ada, and go through one as Bo."""
    plan(enter(anew(), "ada", "mixers"))
    mix(enter(anew(), "bo", "mixers"))
    keep_one(enter(anew(), "bo"), "Somebody saw", "mixer-gift")


def plan(page: Page) -> None:
    """Schedule a mixer as the host, and keep what the host reads, and the panel with it."""
    composer(page).click()
    composer(page).press_sequentially("/mixer schedule", delay=20)
    page.get_by_role("option").filter(has_text="/mixer schedule").first.wait_for()
    page.keyboard.press("Enter")
    for option, typed in (("day", "tomorrow"), ("time", "19:30")):
        fill(page, option, typed)
    page.locator("button.command-ghost").click()
    page.get_by_role("option").filter(has_text="timezone").first.click()
    fill(page, "timezone", "berlin")
    page.locator("#send-message").click()
    keep_one(page, "It is planned", "mixer-planned")
    page.get_by_text("say yes").last.wait_for()
    keep_one(page, "Meet three others", "mixer-panel")


def fill(page: Page, option: str, typed: str) -> None:
    """Type into an option of a command, and take the first completion."""
    page.locator(f"input[data-option={option}]").press_sequentially(typed, delay=30)
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)


def mix(page: Page) -> None:
    """Go through a whole mixer with the friends who come along."""
    page.get_by_role("button", name="Join", exact=True).last.click()
    keep_one(page, "What would you like to talk about?", "mixer-join")
    press(page, "Surprise me")
    keep_one(page, "You are in line", "mixer-wait")
    page.get_by_role("link", name="Go to the room").click()
    keep_one(page, "Welcome,", "mixer-welcome")
    press(page, "My role")
    keep_one(page, "Only you see this", "mixer-role")
    keep_one(page, "good that you are here", "mixer-nudge")
    say(page, "Bo. I nearly did not press the button.")
    keep_one(page, "Round 1 of 3", "mixer-round")
    page.get_by_text("what about you?").last.wait_for(timeout=LONG)
    say(page, "The blue tiles in the kitchen that we had when I was six.")
    page.get_by_text("Round 3 of 3").last.wait_for(timeout=LONG)
    keep_one(page, "Two ears, one mouth", "mixer-balance")
    page.get_by_role("button", name="Give kudos").wait_for(timeout=LONG)
    press(page, "Give kudos")
    keep_one(page, "What did you see?", "mixer-kudos")
    keep_one(page, "That was it.", "mixer-goodbye")


def say(page: Page, words: str) -> None:
    """Say something in a channel."""
    composer(page).fill(words)
    page.keyboard.press("Enter")


def keep_one(page: Page, words: str, name: str) -> None:
    """Keep a picture of the last message that says this, once there is one."""
    found = page.locator("article.channel-message").filter(has_text=words).last
    found.wait_for(timeout=LONG)
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    found.screenshot(path=PICTURES / f"{name}.png")


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
