"""Single decisions looked at again."""

from bot.domain.engine import Entry, Run
from bot.domain.example import reply_to
from bot.domain.scenario import Line, Narration, Variety, beats_within

FEW = 3


def effect_of(run: Run, number: int) -> tuple[Entry, ...]:
    """What decision `number` did: the option's own reply, or the next few lines where the scene answers instead."""
    option = run.decisions[number].option
    lines = [beat for beat in beats_within(option.reply) if isinstance(beat, Narration | Line)]
    varied = [variant for beat in beats_within(option.reply) if isinstance(beat, Variety) for variant in beat.variants]
    own = set(lines) | set(varied)
    after = reply_to(run, number)
    said = next((place for place, entry in enumerate(after) if entry not in own), len(after))
    return after[: said or FEW]
