"""What people read about their choices: the debrief and /feedback."""

from tests.support.world import World


async def test_debrief(small: World) -> None:
    """After a run: how it ended, what worked and why, and what could have been said at no cost."""
    end = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "leave")
    assert "You heard the bag until the gate." in end.text
    assert "He had company before he had an answer." in end.text
    assert "Worth another go" in end.text
    assert "Stay." in end.text
    assert set(end.buttons) >= {"Play again", "Something else", "My feedback"}


async def test_buttons_of_the_debrief(small: World) -> None:
    """What is next comes in a new message each time: the debrief stays to be read again."""
    end = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    feedback = await small.tap(small.ana, end, "My feedback")
    assert "Humility" in feedback.text
    picker = await small.tap(small.ana, end, "Something else")
    assert picker.menus
    brief = await small.tap(small.ana, feedback, "This one")
    assert brief.buttons["Start"] == "r1:start:kettle"
    assert len({end.id, feedback.id, picker.id, brief.id}) == 4
    assert small.again(end).components == end.components


async def test_feedback_counts_moments(small: World) -> None:
    """/feedback says in words how many moments stand behind each trait, and claims nothing from three."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    feedback = await small.ask(small.ana, "feedback")
    assert "Humility: too early to say, 3 moments." in feedback.alt
    assert "Mercy: too early to say, 0 moments." in feedback.alt
    assert "What you showed: humility. 1 of the seven has come up already" in feedback.text


async def test_moments_that_cannot_be_read_are_left_out(small: World) -> None:
    """A script that this version does not read any more takes its own moments along, and nothing else."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "explain", "ask", "leave")
    await small.take(small.ana, await small.begin(small.ana, "kettle"), "ask", "more", "share")
    await _spoil(small, "bench")
    feedback = await small.ask_in_dm(small.ana, "feedback")
    assert "The kettle" in feedback.text
    moment = await small.tap(small.ana, feedback, "Moments")
    while "Next one" in moment.buttons:
        assert "The kettle" in moment.text
        moment = await small.tap(small.ana, moment, "Next one")
    await _spoil(small, "kettle")
    assert "What you showed" in (await small.ask(small.ana, "feedback")).text


async def _spoil(small: World, scenario: str) -> None:
    """The script has changed since, and what is kept of how it was is broken."""
    file = small.settings.scenarios_dir / f"{scenario}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("minutes: ", "minutes: 1"), encoding="utf-8")
    small.write(f"UPDATE versions SET source = 'scenes: [' WHERE scenario_id = '{scenario}'")  # noqa: S608
    await small.restart()


async def test_feedback_of_somebody_who_only_began(small: World) -> None:
    """Who pressed Start and decided nothing yet reads that there is nothing to look back on."""
    await small.begin(small.ana, "bench")
    assert "nothing to look back on yet" in (await small.ask(small.ana, "feedback")).text


async def test_feedback_is_ones_own(small: World) -> None:
    """What Ana decided says nothing about Ben."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    await small.take(small.ben, await small.begin(small.ben, "kettle"), "ask")
    feedback = await small.ask(small.ben, "feedback")
    assert "Humility: too early to say, 0 moments." in feedback.alt
    assert "Humility" not in feedback.text


async def test_replay_is_practice(small: World) -> None:
    """A second play of a scenario adds no evidence; its debrief compares with the first."""
    first = await small.take(small.ana, await small.begin(small.ana, "bench"), "explain", "ask", "leave")
    assert "before" not in first.text
    evidence = small.rows("evidence")
    assert len(evidence) == 3
    before = await small.ask(small.ana, "feedback")

    same = await small.tap(small.ana, first, "Play again")
    same = await small.take(small.ana, same, "explain", "ask", "leave")
    assert "Humility as before" in same.text
    better = await small.tap(small.ana, same, "Play again")
    better = await small.take(small.ana, better, "sit", "wait", "stay")
    assert "Humility up" in better.text
    assert small.rows("evidence") == evidence
    after = await small.ask(small.ana, "feedback")
    assert (after.text, after.alt) == (before.text, before.alt)
    assert len(small.rows("moves")) == 9


async def test_the_part_that_was_new_counts(small: World) -> None:
    """A choice that the first play passed by is evidence when it is met for the first time."""
    card = await small.begin(small.ana, "bench")
    await small.take(small.ana, card, "sit")
    await small.ask(small.ana, "practice", scenario="bench")
    card = await small.tap(small.ana, small.dm(small.ana), "Begin afresh")
    await small.take(small.ana, card, "explain", "wait", "stay")
    assert [(row["run_id"], row["choice"]) for row in small.rows("evidence")] == [
        (1, "park/1"),
        (2, "park/2"),
        (2, "park/3"),
    ]


async def test_recommended_changes(small: World) -> None:
    """What was just played is not recommended again while there is something else."""
    await small.take(small.ana, await small.begin(small.ana, "kettle"), "ask", "more", "share")
    assert (await small.ask(small.ana, "practice")).buttons["This one"] == "r1:brief:bench"
