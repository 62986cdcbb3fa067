"""Discord's own API description, `tests/data/discord-openapi.json.gz`, as something to judge requests with.

jsonschema does the judging. Five keywords are replaced, for errors that name the one thing to mend (a union
says which branch was meant; each unknown key has its own place) and for speed.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from jsonschema.protocols import Validator

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Object: TypeAlias = dict[str, Json]

FILE = Path(__file__).parents[1] / "data" / "discord-openapi.json.gz"
SCHEMA_ROOT = "#/components/schemas/"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A parameter or a body: whether Discord insists on it, and what judges it."""

    required: bool
    validator: Validator


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One method on one path. `body` is None where Discord reads no body."""

    id: str
    title: str
    segments: tuple[str, ...]
    path: Mapping[str, Part]
    query: Mapping[str, Part]
    body: Part | None


def is_name(segment: str) -> bool:
    """Tell whether a segment of a path template is a parameter, such as `{channel_id}`."""
    return segment.startswith("{")


def find_operation(method: str, segments: Sequence[str]) -> Operation | None:
    """Return the operation with the most literal match for the path, so that `@me` is no user id."""
    matching = [
        operation
        for operation in operations().get((method, len(segments)), ())
        if all(is_name(part) or part == given for part, given in zip(operation.segments, segments, strict=True))
    ]
    return min(matching, key=lambda operation: sum(map(is_name, operation.segments)), default=None)


@cache
def operations() -> Mapping[tuple[str, int], tuple[Operation, ...]]:
    """Return all operations of the description by method and number of path segments."""
    result: dict[tuple[str, int], tuple[Operation, ...]] = {}
    for template, item in document()["paths"].items():
        for method in item.keys() - {"parameters"}:
            operation = _operation(method.upper(), template, item["parameters"], item[method])
            key = (method.upper(), len(operation.segments))
            result[key] = (*result.get(key, ()), operation)
    return result


def _operation(method: str, template: str, shared: list[Any], spec: dict[str, Any]) -> Operation:
    parameters = [*shared, *spec["parameters"]]
    body = spec.get("requestBody")
    return Operation(
        id=spec["operationId"],
        title=f"{method} {template}",
        segments=tuple(template.strip("/").split("/")),
        path={part["name"]: _part(part) for part in parameters if part["in"] == "path"},
        query={part["name"]: _part(part) for part in parameters if part["in"] == "query"},
        body=_part({"required": body["required"], **next(iter(body["content"].values()))}) if body else None,
    )


def _part(spec: dict[str, Any]) -> Part:
    kind, formats = _validator()
    return Part(spec["required"], kind(spec["schema"], format_checker=formats))


@cache
def document() -> dict[str, Any]:
    """Return the description itself, an OpenAPI 3.1 document; not to be changed."""
    return json.loads(gzip.decompress(FILE.read_bytes()))


@cache
def _validator() -> tuple[type[Validator], FormatChecker]:
    keywords: dict[str, Any] = {
        "$ref": _reference,
        "oneOf": _union,
        "anyOf": _union,
        "discriminator": _discriminator,
        "additionalProperties": _additional_properties,
    }
    formats = FormatChecker(formats=())
    for name, test in FORMATS.items():
        formats.checks(name, raises=ValueError)(test)
    extend = cast(Any, validators).extend
    return cast(type[Validator], extend(Draft202012Validator, validators=keywords)), formats


def _fits(bits: int) -> Callable[[object], bool]:
    bound = 2 ** (bits - 1)
    return lambda value: not isinstance(value, int) or -bound <= value < bound


def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(re.match(r"[a-z]+://\S+$", value))


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


FORMATS: dict[str, Callable[[object], bool]] = {
    "int32": _fits(32),
    "int64": _fits(64),
    "uri": _is_address,
    "date-time": _is_moment,
}


def _reference(validator: Any, reference: str, instance: Json, schema: Object) -> Iterator[ValidationError]:
    target = document()["components"]["schemas"][reference.removeprefix(SCHEMA_ROOT)]
    yield from validator.descend(instance, target)


def _union(validator: Any, branches: list[Object], instance: Json, schema: Object) -> Iterator[ValidationError]:
    """Report the errors of the nearest branch alone, where jsonschema would say that none fits."""
    if "discriminator" in schema:
        return
    described = [branch for branch in branches if branch.get("type") != "null"]
    if instance is None and len(described) < len(branches):
        return
    yield from min((list(validator.descend(instance, branch)) for branch in described), key=distance)


def _discriminator(validator: Any, tag: Object, instance: Json, schema: Object) -> Iterator[ValidationError]:
    """Judge a union by the one branch that the object's own `type` (or the like) names."""
    name, mapping = cast(str, tag["propertyName"]), cast(dict[str, str], tag["mapping"])
    if not isinstance(instance, dict):
        yield ValidationError(f"{instance!r} is not of type 'object'")
        return
    value = instance.get(name)
    reference = mapping.get(str(value))
    if reference is None:
        yield ValidationError(f"{value!r} is not one of {', '.join(mapping)}", path=[name])
    else:
        yield from _reference(validator, reference, instance, schema)


def _additional_properties(
    validator: Any, allowed: bool | Object, instance: Json, schema: Object
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    for key in sorted(instance.keys() - cast(Object, schema.get("properties", {})).keys()):
        if allowed is False:
            yield ValidationError("Discord's API description knows no such key", path=[key])
        else:
            yield from validator.descend(instance[key], allowed, path=key)


def distance(errors: Sequence[ValidationError]) -> tuple[bool, int, int]:
    """Order readings of one value by their errors: the right type first, then few errors, then deep ones."""
    wrong_type = any(error.validator == "type" and not error.path for error in errors)
    return wrong_type, len(errors), -max((len(error.path) for error in errors), default=0)
