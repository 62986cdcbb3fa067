"""One tree of errors that a person may meet. Each carries the sentence that they read and, where it helps, what to do.

The sentences are gettext message ids: they are translated where they are shown.
"""

from typing import ClassVar


def N_(message: str) -> str:
    """Mark a message for translation where it stands, to be translated later."""
    return message


class RapportError(Exception):
    """The root. `message` is what a person reads; it never holds what somebody wrote."""

    message: ClassVar[str] = N_(
        "Something went wrong on my side. Nothing you did is lost; please try again in a moment."
    )


class NotYours(RapportError):
    """A click on somebody else's card."""

    message = N_("This conversation belongs to somebody else. Type /practice to begin one of your own.")


class RunGone(RapportError):
    """The run of a card is not stored any more."""

    message = N_("This conversation is no longer kept, so its buttons rest. Type /practice to begin a new one.")


class RunBroken(RapportError):
    """A stored run that this version of the code cannot play on."""

    message = N_(
        "I cannot go on with this conversation any more. What you decided is kept; begin it afresh if you like."
    )


class ScenarioGone(RapportError):
    """A scenario was named that is not on the shelf."""

    message = N_("I do not have that scenario any more. Type /practice to see what there is.")


class EmptyShelf(RapportError):
    """There is no scenario that could be played."""

    message = N_("There is nothing to practise yet: whoever runs me has no scenario that can be played.")


class OldButton(RapportError):
    """A button whose custom_id this version does not know."""

    message = N_("This button is from an earlier version of me. Type /practice to go on.")


class NotStarted(RapportError):
    """Something was asked of a person about whom nothing is stored."""

    message = N_("Nothing is stored about you yet. Type /practice, and press Start when you would like to begin.")


class StartError(Exception):
    """The bot cannot start; the message is one line that names the setting and says what to do."""
