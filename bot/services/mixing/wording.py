"""What mixers show, in another language: topics and prompts as far as they were translated; all else is the same."""

from dataclasses import replace
from typing import TypeVar

from bot.domain import mixer as domain
from bot.services.mixing.views import (
    DueView,
    HereView,
    JoinView,
    Notice,
    PanelView,
    RoomView,
    Task,
    Upcoming,
    WaitView,
)
from bot.services.topics import Topics

View = TypeVar("View", PanelView, JoinView, WaitView, Notice, Upcoming, HereView, DueView, RoomView, Task)


def in_words(view: View, topics: Topics) -> View:  # noqa: PLR0911 - one line for each kind of view
    """The view with these topics, which are the same ones in the language of whoever reads it."""
    match view:
        case PanelView():
            planned = tuple(in_words(one, topics) for one in view.upcoming)
            return replace(view, topics=topics.all, upcoming=planned)
        case JoinView():
            return replace(view, topics=topics.all)
        case WaitView():
            return replace(view, topic=topics.named(view.topic.id if view.topic else None))
        case Notice():
            return replace(view, wait=in_words(view.wait, topics)) if view.wait else view
        case Upcoming():
            return replace(view, topic=topics.named(view.scheduled.topic))
        case HereView() | DueView():
            return replace(view, upcoming=in_words(view.upcoming, topics))
        case Task():
            return replace(view, room=in_words(view.room, topics))
        case RoomView():
            topic, state = topics.of_mixer(view.mixer.topic), view.mixer.state
            return replace(view, topic=topic, prompt=domain.prompt(topic, view.mixer.seed, max(1, state.round)))
