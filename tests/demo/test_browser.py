"""The demo as people meet it: in a real browser, from the first page to a card that changes by itself."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.running import CHROMIUM, Demo, chat, chromium, composer, demo, enter, type_command

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo with the toy in it."""
    with demo("tests.demo.toy", str(tmp_path_factory.mktemp("data")), "0") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as browser:
        yield browser


@pytest.mark.browser
@needs_chromium
def test_a_card_answers_a_click_and_changes_by_itself(toy: Demo, browser: Browser) -> None:
    """From the first page to /practice, a click, its answer, and an edit that nobody asked for."""
    page = browser.new_page()
    page.goto(toy.url)
    ada = enter(page, "ada")
    expect(chat(ada)).to_contain_text("Type /practice")
    type_command(ada, "practice")
    expect(chat(ada)).to_contain_text("Is this seat taken?")
    chat(ada).get_by_role("button", name="Say").first.click()
    expect(chat(ada)).to_contain_text("You said it.", timeout=1500)
    expect(chat(ada)).to_contain_text("A little later she smiles.", timeout=5000)


@pytest.mark.browser
@needs_chromium
def test_two_people_see_each_other_in_two_tabs(toy: Demo, browser: Browser) -> None:
    """What one says in a channel appears in the other's tab without loading it again."""
    page = browser.new_page()
    page.goto(toy.url)
    bo, chen = enter(page, "bo", "lobby"), enter(page, "chen", "lobby")
    composer(bo).fill("Hello Chen")
    bo.keyboard.press("Enter")
    expect(chat(chen)).to_contain_text("Hello Chen")


@pytest.mark.browser
@needs_chromium
def test_places_are_beside_the_chat_and_links_into_discord_stay_in_the_demo(toy: Demo, browser: Browser) -> None:
    """One gets from place to place, and by the bot's own link, without leaving the tab or the machine."""
    page = browser.new_page()
    page.goto(toy.url)
    dara = enter(page, "dara")
    dara.get_by_role("navigation", name="Places").get_by_role("link", name="mixers").click()
    expect(dara).to_have_title("Rapport · Dara · mixers")
    type_command(dara, "practice")
    chat(dara).get_by_role("link", name="you are here").click()
    expect(dara).to_have_title("Rapport · Dara · mixers")
    expect(chat(dara)).to_contain_text("Is this seat taken?")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_ends_quietly(tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C, with the bot in the middle of its waiting: exit code 0, one last line, and no complaint."""
    with demo("tests.demo.toy", str(tmp_path / "new"), "0") as running:
        code, said, errors = running.stop(how)
    assert (code, errors) == (0, "")
    assert said.splitlines()[-1].startswith("Stopped.")
    assert len(said.splitlines()) == 7
