"""What the friends say in a mixer. It fits any topic, since they do not read the prompt."""

from dataclasses import dataclass

from bot.domain.traits import Trait


@dataclass(frozen=True, slots=True)
class Line:
    """Friend number `who` says this when the share `at` (0..1) of a stage is over. `{name}` is one who is no friend."""

    at: float
    who: int
    text: str = ""
    kudos: bool = False


ELI, FAY, GUS = range(3)  # Eli talks most, Fay asks, Gus has to be drawn in

LINES: dict[str, tuple[Line, ...]] = {
    "hello": (
        Line(
            0.08,
            ELI,
            "Eli here. I came straight from work, so if I type with one hand, the other one holds a sandwich.",
        ),
        Line(0.2, FAY, "Fay. Second mixer ever. Hi {name}, and hi to whoever is reading along and being quiet."),
        Line(0.72, GUS, "That is me. Gus. Hello. I was hoping somebody would say it first."),
    ),
    "round 1": (
        Line(0.06, ELI, "I will start, then it is over with. I have had the same answer to that since I was nine."),
        Line(0.16, ELI, "My brother thinks it is a terrible answer, and he brings it up at every wedding."),
        Line(0.26, FAY, "What does he say at the weddings?"),
        Line(0.36, ELI, "That I have not changed. He means it as a joke. I think."),
        Line(0.5, FAY, "{name}, what about you? The first thing that comes to mind, not the clever one."),
        Line(0.68, GUS, "I have one, but it is more of a picture than a story."),
        Line(0.8, FAY, "Then tell the picture, Gus."),
    ),
    "round 2": (
        Line(0.08, FAY, "Oh, this one is mean. I have two answers, and only one of them is flattering."),
        Line(0.2, ELI, "The other one, please."),
        Line(
            0.34,
            FAY,
            "I pretended to like it for a year, for somebody. He had only pretended as well. We found out in a queue.",
        ),
        Line(0.48, ELI, "That is the best thing that I have heard all week. Did you stay friends?"),
        Line(0.6, GUS, "{name} said something before that I have been thinking about. Would you say more about it?"),
        Line(0.82, ELI, "I have noticed that I talk a lot. Somebody else, please."),
    ),
    "round 3": (
        Line(0.1, GUS, "May I begin, for once? My grandmother had a rule for this. Nobody knew where it came from."),
        Line(0.24, FAY, "What was the rule?"),
        Line(0.36, GUS, "Never before noon, and never alone. She broke both."),
        Line(0.5, ELI, "I would have liked her."),
        Line(0.62, FAY, "{name}, whose rule do you still keep, without knowing why?"),
        Line(0.84, FAY, "I did not expect to like this. I mean that in a good way."),
    ),
    "balance": (Line(0.4, ELI, "There it is in bars. I did warn you."),),
    "kudos": (Line(0.2, ELI, kudos=True), Line(0.35, FAY, kudos=True), Line(0.5, GUS, kudos=True)),
    "goodbye": (
        Line(0.15, FAY, "Thank you, all of you. Bye, {name}."),
        Line(0.3, GUS, "Bye. I am glad that somebody said hello."),
    ),
}

SEEN = (Trait.LISTENING, Trait.COURAGE, Trait.EMPATHY, Trait.HUMILITY)
