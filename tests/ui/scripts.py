"""Small scenarios as files, for what the shipped ones might not hold tomorrow: clocks, a choice that comes again."""

from pathlib import Path

KETTLE = """\
title: The kettle
about: A kitchen at work, and somebody who looks tired.
practises: [empathy, listening]
level: 1
minutes: 2
tip: Ask, then wait.
cast: {mo: Mo}
scenes:
  kitchen:
    - mo: Long night.
    - choose: The kettle begins to sing.
      within: 30s
      otherwise: quiet
      options:
        ask:
          say: What kept you up?
          shows: {empathy: 2, listening: 1}
          why: Mo had somebody to tell it to.
          reply:
            - mo: The baby next door.
        joke:
          say: You look like the kettle.
          shows: {empathy: -1}
          why: Mo laughed, and said no more.
          reply:
            - mo: Ha.
        quiet:
          do: Look at the kettle.
          shows: {listening: -1}
          why: Mo waited, and then stopped waiting.
          reply:
            - The kettle sings on.
    - choose: Mo looks at you.
      within: 20s
      otherwise: nod
      options:
        more:
          say: And then?
          shows: {listening: 2}
          why: It was the first thing anyone had asked twice.
          reply:
            - mo: Then I baked.
        nod:
          do: Nod.
          shows: {listening: -1}
          why: It could have meant anything.
          reply:
            - mo: Anyway.
    - choose: The tea is ready.
      options:
        share:
          say: Take mine, I can wait.
          shows: {generosity: 2, empathy: 1}
          why: The tea was hot, and Mo had it first.
          reply:
            - mo: You are kind.
            - end: warm
        keep:
          say: Mine, I think.
          shows: {generosity: -2}
          why: Mo boiled the water again.
          reply:
            - end: cool
endings:
  warm: You both were late, and nobody minded.
  cool: The kitchen emptied, one mug at a time.
tests:
  - play: [ask, more, share]
    ends: warm
"""

BENCH = """\
title: The bench
about: An old man feeds no birds.
practises: [humility]
level: 2
minutes: 1
tip: Sit down first.
cast: {al: Al}
scenes:
  park:
    - al: They used to come.
    - choose: He has an empty bag.
      options:
        sit:
          do: Sit down.
          shows: {humility: 2}
          why: He had company before he had an answer.
          reply:
            - He moves over.
        explain:
          say: They fly south.
          shows: {humility: -2}
          why: He knew that.
          reply:
            - al: I know that.
    - choose: He looks at your shoes.
      options:
        wait:
          do: Look at them too.
          shows: {humility: 1}
          why: You both had somewhere to look.
        ask:
          say: Do you come here often?
          shows: {humility: -1}
          why: He came every day, and it sounded like a charge.
    - choose: The bag rustles.
      options:
        stay:
          do: Stay.
          shows: {humility: 1}
          why: Nothing happened, together.
          reply:
            - end: together
        leave:
          do: Go.
          shows: {humility: -1}
          why: He watched you all the way to the gate.
          reply:
            - end: alone
endings:
  together: At six, one pigeon.
  alone: You heard the bag until the gate.
tests:
  - play: [sit, wait, stay]
    ends: together
"""

DOORBELL = """\
title: The doorbell
about: A door that may open.
practises: [courage]
level: 1
minutes: 1
tip: Ring once.
scenes:
  door:
    - Nothing moves behind the glass.
    - choose: The bell is brass.
      options:
        ring:
          do: Ring.
          shows: {courage: 1}
          why: It was heard.
          then: door
        go:
          do: Go.
          shows: {courage: -1}
          why: Nobody knew that you had come.
          reply:
            - end: gone
endings:
  gone: The light went on when you were at the corner.
tests:
  - play: [ring, ring, go]
    ends: gone
"""


def write_scripts(folder: Path, **scripts: str) -> Path:
    """A folder with these scripts; without any, with `kettle` and `bench`."""
    folder.mkdir(exist_ok=True)
    for name, source in (scripts or {"kettle": KETTLE, "bench": BENCH}).items():
        (folder / f"{name}.yaml").write_text(source, encoding="utf-8")
    return folder
