"""Conditions: `warmth > 0 and not met_jo`, parsed by a small recursive descent into closures; never `eval`.

condition  = all { "or" all }
all        = not { "and" not }
not        = "not" not | comparison
comparison = term [ ("==" | "!=" | "<=" | ">=" | "<" | ">") term ]
term       = number | "true" | "false" | "yes" | "no" | name | "(" condition ")"
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain import limits

Value = bool | int
State = Mapping[str, Value]
Test = Callable[[State], Value]

TRUTHS: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}
_WORDS = frozenset({"and", "or", "not", *TRUTHS})
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_TOKEN = re.compile(r"\s*(?:(?P<number>-?\d+)|(?P<name>[^\W\d]\w*)|(?P<sign>==|!=|<=|>=|[<>()])|(?P<odd>\S))")


class ConditionError(ValueError):
    """A condition that cannot be read. The message says what is wrong, in a writer's words."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was read. `names` are the names of the state that it looks at."""

    text: str
    names: frozenset[str]
    test: Test = field(repr=False, compare=False)

    def holds(self, state: State) -> bool:
        """Whether it is true of this state; a number counts as true when it is not 0.

        Raises KeyError for a name that the state lacks; the loader refuses such names.
        """
        return bool(self.test(state))


def parse_condition(text: str) -> Condition:
    """Read a condition. Raises ConditionError with what is wrong and, where it helps, what to write instead."""
    reader = _Reader(text)
    test = reader.any_of(0)
    reader.expect_end()
    return Condition(text.strip(), frozenset(reader.names), test)


class _Reader:
    """Walks over the tokens of one condition, once, from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = [(match.lastgroup or "", match.group().strip()) for match in _TOKEN.finditer(text.strip())]
        self.at = 0
        self.names: set[str] = set()
        if not self.tokens:
            raise ConditionError("the condition is empty; write for example `warmth > 0`")
        for kind, token in self.tokens:
            if kind == "odd":
                raise ConditionError(_odd(token))

    def any_of(self, depth: int) -> Test:
        tests = [self.all_of(depth)]
        while self.take("or"):
            tests.append(self.all_of(depth))
        return tests[0] if len(tests) == 1 else lambda state: any(test(state) for test in tests)

    def all_of(self, depth: int) -> Test:
        tests = [self.negated(depth)]
        while self.take("and"):
            tests.append(self.negated(depth))
        return tests[0] if len(tests) == 1 else lambda state: all(test(state) for test in tests)

    def negated(self, depth: int) -> Test:
        if depth > limits.CONDITION_DEPTH:
            raise ConditionError("the condition is nested too deeply; split it over two guards")
        if self.take("not"):
            test = self.negated(depth + 1)
            return lambda state: not test(state)
        return self.comparison(depth)

    def comparison(self, depth: int) -> Test:
        left = self.term(depth)
        sign = self.peek()
        if sign not in _COMPARE:
            return left
        self.at += 1
        right, compare = self.term(depth), _COMPARE[sign]
        if self.peek() in _COMPARE:
            raise ConditionError("only two things can be compared at once; join comparisons with `and`")
        return lambda state: compare(left(state), right(state))

    def term(self, depth: int) -> Test:
        if self.at >= len(self.tokens):
            raise ConditionError("the condition stops in the middle; something is missing at its end")
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            if (digits := len(token.lstrip("-"))) > limits.NUMBER_DIGITS:
                raise ConditionError(f"a number of {digits} digits is more than anything here counts up to")
            number = int(token)
            return lambda _: number
        if token in TRUTHS:
            truth = TRUTHS[token]
            return lambda _: truth
        if kind == "name" and token not in _WORDS:
            self.names.add(token)
            return operator.itemgetter(token)
        if token == "(":
            inside = self.any_of(depth + 1)
            if not self.take(")"):
                raise ConditionError("a `(` is never closed")
            return inside
        raise ConditionError(f"`{token}` cannot stand there; a name of the state or a number was expected")

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, word: str) -> bool:
        if self.peek() != word:
            return False
        self.at += 1
        return True

    def expect_end(self) -> None:
        if self.at < len(self.tokens):
            raise ConditionError(f"`{self.peek()}` is not understood there; join two conditions with `and` or `or`")


def _odd(sign: str) -> str:
    if sign == "=":
        return "a single `=` is not a comparison; write `==`"
    if sign in "&|!":
        return f"`{sign}` is not used here; write `and`, `or`, `not`"
    return f"`{sign}` is not used in a condition; names, whole numbers, `and`, `or`, `not` and comparisons are"
