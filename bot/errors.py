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


class OldCommand(RapportError):
    """A command that Discord still shows, and that this version does not know, or not in this form."""

    message = N_(
        "This command is from an earlier version of me. Restart Discord to see the new ones, or type /practice."
    )


class NotStarted(RapportError):
    """Something was asked of a person about whom nothing is stored."""

    message = N_("Nothing is stored about you yet. Type /practice, and press Start when you would like to begin.")


class ChallengeGone(RapportError):
    """A challenge that is not offered any more, or a try that is not stored any more."""

    message = N_("I do not have that challenge any more. Type /challenge to see what there is.")


class UnknownZone(RapportError):
    """A time zone was typed that does not exist."""

    message = N_(
        "I do not know that time zone. Begin with the nearest big city, such as Berlin, and pick from the list."
    )


class FormIncomplete(RapportError):
    """A form came back without an answer that it needs."""

    message = N_("One of the answers did not arrive, so I kept none. Please try once more.")


class NoLobby(RapportError):
    """There are no mixers in this server, or its lobby is closed."""

    message = N_("Mixers are not open here. Somebody who runs this server can open them with /mixer setup.")


class NoTopics(RapportError):
    """There is no topic that could be talked about."""

    message = N_("I have no topics to talk about: whoever runs me has none that can be used.")


class TopicGone(RapportError):
    """A topic was chosen that is not offered any more."""

    message = N_("I do not have that topic any more. Press Join again to see what there is.")


class TooOften(RapportError):
    """Something was tried more often than is good for anybody."""

    message = N_("That was a lot in a short time. Please try again in some minutes.")


class AlreadyMeeting(RapportError):
    """Somebody wants to join who is in a mixer."""

    message = N_("You are in a mixer already. Leave it first, or come back when it is over.")


class UnknownMoment(RapportError):
    """A day or a time was typed that cannot be read."""

    message = N_("I cannot read that day or time. Pick them from the lists, or write them like 2026-12-03 and 19:30.")


class ZoneNeeded(RapportError):
    """A time was named, and not by whose clocks."""

    message = N_("By whose clocks? Add timezone: and the nearest big city; I remember it for this server.")


class BadMoment(RapportError):
    """A mixer was to be scheduled too soon or too far ahead."""

    message = N_("Please choose a time that is at least a quarter of an hour and at most half a year ahead.")


class EnoughScheduled(RapportError):
    """A server has as many scheduled mixers as it may have."""

    message = N_("There are many mixers scheduled here already. Call one off before you add another.")


class ScheduleGone(RapportError):
    """A scheduled mixer that is over or was called off."""

    message = N_("That mixer is over or was called off. The panel in the lobby shows what comes next.")


class NotInMixer(RapportError):
    """Somebody presses a button of a mixer that they are not in."""

    message = N_("This is for the people of this mixer. You can join one in the lobby.")


class MixerOver(RapportError):
    """Something was asked of a mixer that is over."""

    message = N_("This mixer is over.")


class NotHost(RapportError):
    """A host's command from somebody who does not manage the server."""

    message = N_("This is for those who may manage this server.")


class NotYourself(RapportError):
    """Somebody names themselves, or the bot, where another person is meant."""

    message = N_("Please name somebody else.")


class NothingToReport(RapportError):
    """A report from somebody who has not been in a mixer here."""

    message = N_("You have not been in a mixer here. Please tell somebody who runs this server directly.")


class StartError(Exception):
    """The bot cannot start; the message is one line that names the setting and says what to do."""
