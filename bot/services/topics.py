"""The topics that mixers can be about."""

from collections.abc import Iterable, Mapping, Set
from copy import copy
from functools import partial

from bot.authoring.topics import TOPICS_SHOWN, LoadedTopic
from bot.authoring.translations import Translation, in_language, said
from bot.domain.topic import Topic
from bot.domain.wording import reworded_topic
from bot.errors import TopicGone


def _still_open(topic: str) -> Topic:
    """For a mixer whose topic was taken away in the middle."""
    prompts = (
        "What has been on your mind this week?",
        "Who taught you something that you still use?",
        "What would you like to be asked more often?",
        "What has lately been better than you expected?",
    )
    return Topic(topic, topic, "", frozenset(), None, "Say your name and how your day has been.", prompts)


class Topics:
    """What `scenarios/mixers/` holds."""

    def __init__(self, loaded: Iterable[LoadedTopic], translations: Iterable[Translation] = ()) -> None:
        self._translations = {(one.scenario, one.locale): one for one in translations}
        found = sorted((one.topic for one in loaded if one.topic), key=lambda topic: topic.title)
        self._topics = {topic.id: topic for topic in found[:TOPICS_SHOWN]}

    def in_language(self, language: str) -> "Topics":
        """The same topics, each in this language where it was translated; ids and interests stay as they are."""
        worded = copy(self)
        worded._topics = {id: self._worded(topic, language) for id, topic in self._topics.items()}
        return worded

    def _worded(self, topic: Topic, language: str) -> Topic:
        told = {locale: one for (id, locale), one in self._translations.items() if id == topic.id}
        return reworded_topic(topic, partial(said, in_language(told, language)))

    @property
    def all(self) -> tuple[Topic, ...]:
        """By title."""
        return tuple(self._topics.values())

    @property
    def tags(self) -> Mapping[str, Set[str]]:
        return {topic.id: topic.tags for topic in self._topics.values()}

    def current(self, topic: str) -> Topic:
        """A topic that can be chosen. Raises TopicGone."""
        if topic not in self._topics:
            raise TopicGone
        return self._topics[topic]

    def named(self, topic: str | None) -> Topic | None:
        """What was asked for; None for a surprise."""
        return self.of_mixer(topic) if topic else None

    def of_mixer(self, topic: str) -> Topic:
        """What a mixer talks about, also where its file has gone."""
        return self._topics.get(topic) or _still_open(topic)
