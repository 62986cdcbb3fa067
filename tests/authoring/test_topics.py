"""Topics of mixers, as writers write them."""

from pathlib import Path

from bot.authoring.topics import load_topic, load_topics
from bot.settings import shipped_scenarios

GOOD = """topic: films
title: Films
about: What you saw.
tags: [films, stories]
hello: Say your name.
prompts:
""" + "".join(f"  - What is number {n}?\n" for n in range(12))


def codes(source: str, name: str = "films.yaml") -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(problem.line, problem.code) for problem in load_topic(source.encode(), name).problems]


def test_good_topic_is_read_whole() -> None:
    """Every part of a topic arrives."""
    topic = load_topic(GOOD.encode(), "films.yaml").topic
    assert topic is not None
    assert (topic.id, topic.title, topic.tags, topic.occasion) == ("films", "Films", {"films", "stories"}, None)
    assert topic.prompts[11] == "What is number 11?"
    assert codes(GOOD) == []


def test_each_mistake_has_its_line() -> None:
    """What is wrong is named at its line: unknown and missing keys, other ids, bad tags, repeated and few prompts."""
    assert codes(GOOD, "food.yaml") == [(1, "id")]
    assert (2, "unknown-key") in codes(GOOD.replace("title:", "titel:"))
    assert (1, "missing-key") in codes(GOOD.replace("hello: Say your name.\n", ""))
    assert codes(GOOD.replace("stories", "Big Stories")) == [(4, "tag")]
    assert codes(GOOD.replace("number 11?", "number  3?")) == [(18, "same-prompt")]
    assert codes(GOOD.replace("  - What is number 11?\n", "")) == [(6, "count")]
    assert codes(GOOD.replace("What you saw.", "x" * 101)) == [(3, "too-long")]
    assert codes("- nothing\n")[0][1] == "missing-key"


def test_manner_is_a_warning() -> None:
    """A prompt that yes answers, and an exclamation mark, are told; the topic can be used all the same."""
    source = GOOD.replace("What is number 4?", "Do you like number 4!")
    assert {code for _, code in codes(source)} == {"closed-prompt", "exclamation", "open-end"}
    assert load_topic(source.encode(), "films.yaml").topic is not None


def test_broken_files_raise_nothing(tmp_path: Path) -> None:
    """Whatever a file holds, there is a problem and no exception."""
    for data in (b"", b"\xff\xfe", b"topic: [", b"a: &x 1", b"topic:\n\t- x", b"x" * 300_000):
        loaded = load_topic(data, "films.yaml")
        assert loaded.topic is None
        assert loaded.problems
    assert load_topics(tmp_path) == ()


def test_shipped_topics_are_sound() -> None:
    """What comes with Rapport has no problem, not even a small one."""
    loaded = load_topics(shipped_scenarios())
    assert loaded
    assert [problem for one in loaded for problem in one.problems] == []
