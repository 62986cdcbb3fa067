"""From the bytes of a script to a scenario, or to all that is wrong with it."""

from hashlib import sha256
from pathlib import PurePath

from bot.authoring.findings import Findings
from bot.authoring.loaded import Loaded
from bot.authoring.mending import Tree, read_tree
from bot.authoring.names import Uses
from bot.authoring.nodes import Fields, Node, Text, meaning_hash
from bot.authoring.problems import Problem, Severity
from bot.authoring.schema import ScriptReader
from bot.authoring.source import Refused, decode
from bot.authoring.values import Values
from bot.authoring.wiring import check_reach, check_state
from bot.domain.scenario import Scenario

# With these a scenario can still be built: a version kept from before a limit was tightened plays on.
_BEARABLE = frozenset(
    {"duplicate-trait", "id", "never-played", "option-count", "reserved-id", "too-long", "too-much-state"}
)


def load(data: bytes, file: str) -> Loaded:
    """Read a script. Its id is the name of `file` without its suffix.

    Never raises for what `data` holds: whatever is wrong is in `problems`, by line, all at once.
    """
    findings = Findings(file)
    scenario_id = PurePath(file).stem
    Values(findings, []).identifier(Text(scenario_id, 1, 1), "a scenario, which is the file's name")
    try:
        source = decode(data)
    except Refused as refused:
        findings.error(refused.line, refused.code, refused.message, refused.advice)
        return Loaded(file, "", sha256(data).hexdigest(), None, {}, findings.report())
    tree = read_tree(source, findings)
    if tree.root is None:
        return Loaded(file, source, sha256(data).hexdigest(), None, {}, findings.report())
    return _loaded(source, scenario_id, tree, tree.root, findings)


def load_stored(source: str, id: str) -> Scenario:
    """The scenario of a version that was kept. Raises ValueError where it cannot be read any more."""
    loaded = load(source.encode(), f"{id}.yaml")
    if loaded.scenario is None:
        raise ValueError(f"the stored version of `{id}` cannot be read: {loaded.problems[0]}")
    return loaded.scenario


def _loaded(source: str, scenario_id: str, tree: Tree, root: Node, findings: Findings) -> Loaded:
    uses, reading = Uses(), Findings(findings.file)
    values = Values(reading, source.split("\n"))
    scenario, names = ScriptReader(values, uses).script(root, scenario_id)
    problems = (*findings.report(), *reading.report())
    sound = all(map(_bearable, problems))
    if all(problem.code != "condition" for problem in problems):
        check_state(values, root, names, uses)
    if not sound:
        check_reach(values, root, names, uses)
    for problem in tree.certain(reading.report()):
        findings.add(problem)
    version = meaning_hash(root.without("tests") if isinstance(root, Fields) else root)
    return Loaded(findings.file, source, version, scenario if sound else None, uses.lines, findings.report())


def _bearable(problem: Problem) -> bool:
    return problem.severity is Severity.WARNING or problem.code in _BEARABLE
