"""What a writer reads about a mistake says what to write instead."""

import pytest

from bot.authoring.loader import load
from tests.authoring.test_loader import SOUND


def problem(old: str, new: str) -> str:
    """The one problem of the script with this changed: its message and advice."""
    (found,) = load(SOUND.replace(old, new, 1).encode(), "drill.yaml").problems
    return f"{found.message} {found.advice}"


@pytest.mark.parametrize(
    ("new", "instead"),
    [
        ("nils: Listen: I came.", '`- nils: "Listen: I came."`'),
        ("nils: *coughs* I came.", '`- nils: "*coughs* I came."`'),
        ("nils: [sighs] I came.", '`- nils: "[sighs] I came."`'),
        ("nils: @home", '`- nils: "@home"`'),
        ('nils: "My drill," he says.', "`- nils: '\"My drill,\" he says.'`"),
        ('nils: "My drill.', '`- nils: "My drill."`'),
        ("nils: 'Tis my drill.", '`- nils: "\'Tis my drill."`'),
        ("nils: My drill. #mine", '`- nils: "My drill. #mine"`'),
        ("nils: You are # 1 today.", '`- nils: "You are # 1 today."`'),
        ("nils: 'I've come for it.'", '`- nils: "I\'ve come for it."`'),
        ("nils: 'The boys' drill.'", '`- nils: "The boys\' drill."`'),
        ('nils: "My "new" drill."', "`- nils: 'My \"new\" drill.'`"),
        ('nils: "Well," he says, "hello."', '`- nils: \'"Well," he says, "hello."\'`'),
        ("Nils says: my drill.", '`- "Nils says: my drill."`'),
        ("nils:My drill.", "`nils: My drill.`"),
    ],
)
def test_the_line_is_shown_as_it_should_be(new: str, instead: str) -> None:
    """Nobody has to know how YAML quotes: the mended line is there to be copied."""
    assert instead in problem("nils: I came for my drill.", new)


@pytest.mark.parametrize(
    ("old", "new", "guess"),
    [
        ("visit: hall", "visit: hal", "hall"),
        ("visit: hall", "vist: hall", "visit"),
        ("end: friends", "end: Friends", "friends"),
        ("nils: I came", "nlis: I came", "nils"),
        ("shows: {integrity: 2", "shows: {integirty: 2", "integrity"),
        ("if: cups > 0", "if: cup > 0", "cups"),
        ("set: {told: true}", "set: {tolt: true}", "told"),
        ("otherwise: later", "otherwise: latter", "later"),
        ("play: [truth, pay]", "play: [truth, pays]", "pay"),
        ("minutes: 3", "minuets: 3", "minutes"),
        ("          why: He heard", "          wy: He heard", "why"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(old: str, new: str, guess: str) -> None:
    """One mistyped name gives one problem, and the name that was probably meant."""
    assert f"Did you mean `{guess}`?" in problem(old, new)


def test_a_key_given_twice_names_both_lines() -> None:
    """The writer sees at once where the other one is."""
    assert "on line 4 and here" in problem("minutes: 3", "level: 2\nminutes: 3")


def test_names_are_listed_once() -> None:
    """A scene that is there twice is no second place to go to."""
    text = SOUND.replace("visit: hall", "visit: to-the-cellar").replace(
        "  kitchen:", "  hall:\n    - nils: Hm.\n  kitchen:"
    )
    advice = {found.code: found.advice for found in load(text.encode(), "drill.yaml").problems}
    assert advice["unknown-scene"] == "The scenes are: `door`, `hall`, `kitchen`."


def test_a_dash_before_the_first_option_is_the_one_that_is_named() -> None:
    """The others have none, which is right; nobody is told to give them one too."""
    assert "Write `truth:`." in problem("        truth:", "        - truth:")


def test_a_comment_in_a_text_of_several_lines() -> None:
    """Quotes around the last line alone would make it worse."""
    told = problem("nils: I came for my drill.", "nils: I came\n        for drill # 1.")
    assert "from line 15 to the end of line 16" in told


def test_a_comment_that_is_meant_as_one_is_left_alone() -> None:
    """Behind a closed sentence, or two spaces away, it is what it looks like; so is the text before it."""
    for said in ("I came. # at noon", "“Drill?” # at noon", "I came  # at noon", "来了。 # at noon"):
        assert load(SOUND.replace("I came for my drill.", said).encode(), "drill.yaml").problems == ()


def test_a_character_without_a_width_does_no_harm() -> None:
    """What came along with pasted text is named and left out: the names in the line still mean what they look like."""
    loaded = load(SOUND.replace("nils: I came", "ni\u200bls: I came").encode(), "drill.yaml")
    assert [(found.line, found.code) for found in loaded.problems] == [(15, "control-character")]
    assert "U+200B" in loaded.problems[0].message
    assert loaded.playable
    assert loaded.version == load(SOUND.encode(), "drill.yaml").version


def test_a_visit_cycle_is_named_as_a_path() -> None:
    """The writer sees how the story comes back to where it began."""
    text = SOUND.replace("    - nils: Nice hall.", "    - then: door")
    messages = [found.message for found in load(text.encode(), "drill.yaml").problems if found.code == "visit-cycle"]
    assert messages == ["This visit leads back to where it began: `door` → `hall` → `door`."]


def test_every_mistake_of_a_file_is_named_at_once() -> None:
    """A writer mends a file in one go, though YAML itself stops at the first mistake."""
    text = (
        SOUND.replace("The bell rings", "The bell: it rings: it rings")
        .replace("nils: I came", "nils: *knocks* I came")
        .replace("say: I broke", 'say: "I broke')
        .replace("visit: hall", "visit: hal")
        .replace("level: 1", "level: 7")
    )
    found = load(text.encode(), "drill.yaml").problems
    assert [(one.line, one.code) for one in found] == [
        (4, "number"),
        (14, "colon"),
        (15, "alias"),
        (21, "quote"),
        (36, "unknown-scene"),
    ]
