"""The scenarios that can be played, and the versions of them that runs in flight were begun on."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from bot.authoring.loaded import Loaded
from bot.authoring.loader import load_stored
from bot.authoring.translations import Translation, translated
from bot.domain.explore import typical_decisions
from bot.domain.scenario import Scenario
from bot.errors import ScenarioGone
from bot.storage import versions
from bot.storage.database import Transaction

_KEPT = 256  # older versions kept compiled: some hundred kilobytes each, and reading one again takes milliseconds


@dataclass(frozen=True, slots=True)
class Version:
    """A scenario at one version. `typical` is the usual number of decisions on a path through it."""

    hash: str
    scenario: Scenario
    source: str
    typical: int


class Shelf:
    """What `scenarios/` holds. Versions that only the database knows are compiled when a run asks for them."""

    def __init__(self, loaded: Iterable[Loaded], translations: Iterable[Translation] = ()) -> None:
        self._now = {
            one.scenario.id: Version(one.version, one.scenario, one.source, typical_decisions(one.scenario))
            for one in loaded
            if one.playable and one.scenario
        }
        self._older: dict[tuple[str, str], Version] = {}
        self._translations = {(one.scenario, one.locale): one for one in translations}
        self._worded: dict[tuple[str, str], Version] = {}
        self._language = ""

    def in_language(self, language: str) -> "Shelf":
        """The same shelf, each scenario in this language where it was translated.

        Only words differ: a run goes on in any language, and what is stored of it is the same in all.
        """
        shelf = copy(self)
        shelf._language = language
        return shelf

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What can be begun now, gentle ones first."""
        found = sorted(self._now.values(), key=lambda version: (version.scenario.level, version.scenario.title))
        return tuple(self._in_words(version).scenario for version in found)

    def current(self, scenario_id: str) -> Version:
        """The version to begin a scenario on. Raises ScenarioGone."""
        if scenario_id not in self._now:
            raise ScenarioGone
        return self._in_words(self._now[scenario_id])

    async def version(self, tx: Transaction, version: str, scenario_id: str) -> Version:
        """The version that a run was begun on, also when its file has changed or is gone."""
        now, key = self._now.get(scenario_id), (version, scenario_id)
        if now and now.hash == version:
            return self._in_words(now)
        if key not in self._older:
            source = await versions.source_of(tx, version)
            scenario = load_stored(source, scenario_id)
            if len(self._older) >= _KEPT:
                del self._older[next(iter(self._older))]
            self._older[key] = Version(version, scenario, source, typical_decisions(scenario))
        return self._in_words(self._older[key])

    def _in_words(self, version: Version) -> Version:
        """The version in the shelf's language, as far as it was translated."""
        spoken = (self._language, self._language.partition("-")[0])
        known = ((version.scenario.id, language) for language in spoken)
        translation = next((self._translations[one] for one in known if one in self._translations), None)
        if translation is None:
            return version
        key = (version.hash, translation.locale)
        if key not in self._worded:
            if len(self._worded) >= _KEPT:
                del self._worded[next(iter(self._worded))]
            self._worded[key] = replace(version, scenario=translated(version.scenario, translation))
        return self._worded[key]
