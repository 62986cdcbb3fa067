"""What a sound script becomes, and what its version depends on."""

import re
from pathlib import Path

import pytest

from bot.authoring.library import load_folder
from bot.authoring.loader import load, load_stored
from bot.authoring.problems import Severity
from bot.domain.scenario import (
    Change,
    Choice,
    Condition,
    End,
    Goto,
    Guarded,
    Line,
    Narration,
    PathTest,
    Scenario,
    Variety,
    Visit,
    choices_of,
)
from bot.domain.traits import Trait
from bot.settings import shipped_scenarios

SHIPPED = [Path(one.file) for one in load_folder(shipped_scenarios())]

SOUND = """\
title: The borrowed drill
about: Your neighbour is at the door, and his drill is not in one piece.
practises: [courage, integrity]
level: 1
minutes: 3
tip: Say what happened before you say why.
cast:
  nils: Nils
state:
  told: false
  cups: 0
scenes:
  door:
    - The bell rings twice.
    - nils: I came for my drill.
    - choose: What do you say?
      within: 1m30s
      otherwise: later
      options:
        truth:
          say: I broke it on Sunday.
          shows: {integrity: 2, courage: 1}
          why: He heard it from you.
          set: {told: true}
          reply:
            - choose: And then?
              options:
                pay: {say: I will pay for it., why: It cost you something.}
                mend: {do: Fetch the glue., why: He likes glue., once: yes, if: not told}
        later:
          do: Hold up the coffee pot.
          shows: {integrity: -1}
          why: The coffee was good.
          add: {cups: 1}
          then: kitchen
    - visit: hall
    - if: told
      beats:
        - nils: Thank you.
        - set: {cups: 2}
    - end: friends
  hall:
    - nils: Nice hall.
  kitchen:
    - any:
        - The kettle hums.
        - nils: Black, please.
    - if: cups > 0
      nils: No sugar.
    - end: coffee
endings:
  friends: The drill hums again on Thursday.
  coffee: He leaves with a warm cup.
tests:
  - play: [truth, pay]
    ends: friends
    state: {told: true, cups: 2}
"""


def read(text: str) -> Scenario:
    """The scenario of a script that has no problems."""
    loaded = load(text.encode(), "drill.yaml")
    assert loaded.problems == ()
    assert loaded.playable
    assert loaded.scenario is not None
    return loaded.scenario


def version(text: str) -> str:
    """The version of a script."""
    return load(text.encode(), "drill.yaml").version


def reindented(text: str, width: int) -> str:
    """The script with every step of indentation `width` times as wide."""
    wide = re.sub(r"^ +", lambda found: found.group() * width, text, flags=re.MULTILINE)
    return re.sub(r"^( *)- ", lambda found: f"{found[1]}-{' ' * (2 * width - 1)}", wide, flags=re.MULTILINE)


def narrated(text: str) -> str:
    """What the first narration says when it is written like this."""
    first = read(SOUND.replace("The bell rings twice.", text)).scenes["door"].beats[0]
    assert isinstance(first, Narration)
    return first.text


def test_everything_arrives_in_the_scenario() -> None:
    """Each key of the script means what the format says."""
    scenario = read(SOUND)
    assert scenario.id == "drill"
    assert scenario.title == "The borrowed drill"
    assert scenario.practises == (Trait.COURAGE, Trait.INTEGRITY)
    assert (scenario.level, scenario.minutes) == (1, 3)
    assert scenario.cast == {"nils": "Nils"}
    assert scenario.state == {"told": False, "cups": 0}
    assert scenario.start == "door"
    assert list(scenario.endings) == ["friends", "coffee"]
    assert scenario.tests == (PathTest(("truth", "pay"), "friends", {"told": True, "cups": 2}),)


def test_beats_arrive_in_order() -> None:
    """A scene plays what stands in it, from top to bottom."""
    door, kitchen = read(SOUND).scenes["door"].beats, read(SOUND).scenes["kitchen"].beats
    assert door[0] == Narration("The bell rings twice.")
    assert door[1] == Line("nils", "I came for my drill.")
    assert isinstance(door[2], Choice)
    assert door[3] == Visit("hall")
    assert isinstance(door[4], Guarded)
    assert door[4].beats == (Line("nils", "Thank you."), Change({"cups": 2}, {}))
    assert door[5] == End("friends")
    assert kitchen[0] == Variety((Narration("The kettle hums."), Line("nils", "Black, please.")))
    assert kitchen[1] == Guarded(Condition("cups > 0", frozenset({"cups"}), bool), (Line("nils", "No sugar."),))


def test_options_arrive_with_all_they_have() -> None:
    """An option keeps its wording, its points, its consequences and its condition; `then` ends its reply."""
    first, second = choices_of(read(SOUND))
    truth, later = first.options
    assert (first.id, first.within, first.otherwise) == ("door/1", 90, "later")
    assert (truth.spoken, later.spoken) == (True, False)
    assert truth.shows == {Trait.INTEGRITY: 2, Trait.COURAGE: 1}
    assert truth.change == Change({"told": True}, {})
    assert later.change == Change({}, {"cups": 1})
    assert later.reply == (Goto("kitchen"),)
    mend = second.options[1]
    assert (second.id, second.within, second.otherwise) == ("door/2", None, None)
    assert mend.once
    assert mend.condition is not None
    assert mend.condition.text == "not told"


def test_every_part_has_its_line() -> None:
    """Whatever is found later on can be pointed at."""
    loaded = load(SOUND.encode(), "drill.yaml")
    written = SOUND.split("\n")
    expected = {
        ("key", "scenes"): "scenes:",
        ("cast", "nils"): "  nils: Nils",
        ("state", "cups"): "  cups: 0",
        ("scene", "kitchen"): "  kitchen:",
        ("choice", "door/1"): "    - choose: What do you say?",
        ("choice", "door/2"): "            - choose: And then?",
        ("option", "door/1", "later"): "        later:",
        ("ending", "coffee"): "  coffee: He leaves with a warm cup.",
        ("test", "0"): "  - play: [truth, pay]",
    }
    assert {place: written[loaded.lines[place] - 1] for place in expected} == expected


@pytest.mark.parametrize("text", ["no", "12:30", "010", "1e3", "~", "null", "0x1F", "2024-01-01", "=", "<<", "-5"])
def test_a_text_is_what_was_written(text: str) -> None:
    """YAML's guesses at types never change what a writer wrote."""
    assert narrated(text) == text


def test_a_word_that_yaml_knows_can_be_an_id() -> None:
    """An option may be called `yes`."""
    script = read(SOUND.replace("truth", "yes").replace("later", "no"))
    assert [option.id for option in next(choices_of(script)).options] == ["yes", "no"]


def test_a_long_text_may_take_several_lines() -> None:
    """Folded text is one text, in each of the ways that YAML has for it."""
    wanted = "The bell rings twice, and then again."
    assert narrated("The bell rings twice,\n      and then again.") == wanted
    assert narrated('"The bell rings twice,\n      and then again."') == wanted
    assert narrated(">\n      The bell rings twice,\n      and then again.") == wanted


def test_a_comment_is_no_part_of_a_text() -> None:
    """A `#` with a space behind it begins a comment, and nobody complains."""
    assert narrated("The bell rings twice. # at noon") == "The bell rings twice."


def test_endings_of_lines_and_a_byte_order_mark_do_not_matter() -> None:
    """A script saved on Windows or by an old editor is the same script."""
    assert read(SOUND.replace("\n", "\r\n")) == read(SOUND)
    assert read(SOUND.replace("\n", "\r")) == read(SOUND)
    assert read("\ufeff" + SOUND) == read(SOUND)


def test_layout_is_no_part_of_the_version() -> None:
    """A run does not lose its version over comments, quotes, indentation or path tests."""
    quoted = SOUND.replace("nils: I came for my drill.", "nils: 'I came for my drill.'")
    untested = SOUND[: SOUND.index("tests:")]
    same = [
        reindented(SOUND, 2),
        quoted,
        untested,
        "# A comment.\n" + SOUND.replace("\n", "\n\n"),
        SOUND.replace("{told: true}", "{ told: true }"),
    ]
    assert [load(text.encode(), "drill.yaml").problems for text in same] == [()] * len(same)
    assert {version(text) for text in same} == {version(SOUND)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The bell rings twice.", "The bell rings thrice."),
        ("integrity: 2", "integrity: 1"),
        ("title: The", "title: A"),
        ("if: told", "if: not told"),
        ("told: false\n  cups: 0", "cups: 0\n  told: false"),
        ("1m30s", "90s"),
    ],
)
def test_every_word_is_part_of_the_version(old: str, new: str) -> None:
    """A run that began with other words goes on with those."""
    assert version(SOUND.replace(old, new, 1)) != version(SOUND)


def test_a_stored_version_can_be_read_again() -> None:
    """What the database keeps gives the scenario that it was."""
    assert load_stored(SOUND, "drill") == read(SOUND)


def test_a_stored_version_outlives_a_stricter_limit() -> None:
    """A run on an old version does not end because the limits have changed since."""
    long = SOUND.replace("I broke it on Sunday.", "I broke it. " * 40)
    loaded = load(long.encode(), "drill.yaml")
    assert not loaded.playable
    assert [problem.code for problem in loaded.problems] == ["too-long"]
    assert next(choices_of(load_stored(long, "drill"))).options[0].text.startswith("I broke it.")
    rich = SOUND.replace("  cups: 0\n", "  cups: 0\n" + "".join(f"  n{number}: 0\n" for number in range(99)))
    assert "too-much-state" in {problem.code for problem in load(rich.encode(), "drill.yaml").problems}
    assert len(load_stored(rich, "drill").state) == 101


def test_an_unreadable_stored_version_is_refused() -> None:
    """Whoever asks for it hears why it cannot be played."""
    with pytest.raises(ValueError, match="unknown-scene"):
        load_stored(SOUND.replace("visit: hall", "visit: nowhere"), "drill")


def test_a_warning_does_not_keep_a_scenario_from_being_played() -> None:
    """A script without a `why` plays, and its writer hears about it."""
    loaded = load(SOUND.replace("          why: He heard it from you.\n", "").encode(), "drill.yaml")
    assert loaded.playable
    assert [(problem.code, problem.severity) for problem in loaded.problems] == [("missing-why", Severity.WARNING)]


def test_the_file_name_must_be_an_id() -> None:
    """A scenario's id is used in commands and buttons."""
    assert [problem.code for problem in load(SOUND.encode(), "my drill.yaml").problems] == ["id"]
    assert [problem.code for problem in load(SOUND.encode(), "choose.yaml").problems] == ["reserved-id"]


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_what_is_shipped_has_no_problem(file: Path) -> None:
    """The scenarios that come with the bot can be played, and are an example to writers."""
    assert load(file.read_bytes(), file.name).problems == ()
