"""Judge the bot's REST requests by Discord's own API description, without a network.

    assert problems(env.http_requests) == []

`discord_description` holds the description, `discord_limits` what it leaves out, `discord_deviations` what
is let through. The log holds what discord.py hands to its transport, so bodies and query parameters are first
turned into what goes over the wire. Query strings written into a URL and uploaded bytes are not in the log
and stay unjudged.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import unquote

from jsonschema import ValidationError
from simcord import HttpLogEntry

from tests.support.discord_description import Json, Operation, Part, distance, find_operation, is_name
from tests.support.discord_deviations import deviation_of
from tests.support.discord_limits import Finding, body_findings


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is wrong with a request, each with its place in it, and which deviations were let through."""

    findings: tuple[Finding, ...]
    tolerated: frozenset[str] = frozenset()


def problems(requests: Iterable[HttpLogEntry]) -> list[str]:
    """Return one line for each disagreement of `requests` with Discord's rules, in their order.

    A line names the operation and the place in the request: "POST /channels/{channel_id}/messages: content:
    2001 characters, the most is 2000". An empty list means that Discord would take every request as written;
    what depends on Discord's state (permissions, ids that exist, rate limits) is not judged.
    """
    return [": ".join(finding) for request in requests for finding in _verdict(request).findings]


def tolerated(requests: Iterable[HttpLogEntry]) -> set[str]:
    """Return the names of the known deviations from Discord's description that `requests` contain."""
    return {name for request in requests for name in _verdict(request).tolerated}


def _verdict(request: HttpLogEntry) -> _Verdict:
    segments = request.path.strip("/").split("/")
    operation = find_operation(request.method, segments)
    if operation is None:
        return _Verdict(((f"{request.method} {request.path}", "Discord's API description has no such route"),))
    body = _body_verdict(operation, cast(object, request.json))
    findings = (
        *_path_findings(operation, segments),
        *_query_findings(operation, request.params),
        *body.findings,
    )
    return _Verdict(tuple((f"{operation.title}: {place}", what) for place, what in findings), body.tolerated)


def _path_findings(operation: Operation, segments: Sequence[str]) -> Iterator[Finding]:
    for part, segment in zip(operation.segments, segments, strict=True):
        if is_name(part):
            yield from _url_findings(part, unquote(segment), operation.path[part.strip("{}")])


def _query_findings(operation: Operation, params: Mapping[str, object]) -> Iterator[Finding]:
    for name, part in operation.query.items():
        if part.required and name not in params:
            yield f"?{name}", "missing"
    for name, value in params.items():
        text = _query_text(value)
        if name not in operation.query:
            yield f"?{name}", "Discord's API description knows no such query parameter"
        elif text is None:
            yield f"?{name}", f"{value!r} cannot be sent as a query parameter"
        else:
            yield from _url_findings(f"?{name}", text, operation.query[name])


def _query_text(value: object) -> str | list[str] | None:
    """Return `value` as aiohttp writes it into a URL (lists are repeated), None where aiohttp refuses it."""
    if isinstance(value, (list, tuple)):
        texts = [_query_text(part) for part in cast(Sequence[object], value)]
        plain = [text for text in texts if isinstance(text, str)]
        return plain if len(plain) == len(texts) else None
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _url_findings(place: str, text: str | list[str], part: Part) -> Iterator[Finding]:
    """Judge text out of a URL in any of the readings Discord has for it: text, number, yes or no, list."""
    readings: list[object] = [text]
    if isinstance(text, str):
        readings.append(text.split(","))
        if re.fullmatch(r"-?[0-9]+", text):
            readings.append(int(text))
        if text.lower() in ("0", "1", "false", "true"):
            readings.append(text.lower() in ("1", "true"))
    attempts: list[list[ValidationError]] = []
    for reading in readings:
        attempts.append(list(part.validator.iter_errors(cast(Any, reading))))
        if not attempts[-1]:
            return
    for error in min(attempts, key=distance):
        yield place, _wording(error)


def _body_verdict(operation: Operation, body: object) -> _Verdict:
    if body is None:
        return _Verdict((("body", "missing"),) if operation.body and operation.body.required else ())
    if operation.body is None:
        return _Verdict((("body", "this route takes none"),))
    try:
        text = json.dumps(body, allow_nan=False)
    except (TypeError, ValueError) as error:
        return _Verdict((("body", f"cannot be sent as JSON: {error}"),))
    return _judged(operation.id, operation.body, text)


@lru_cache(maxsize=4096)
def _judged(operation_id: str, part: Part, text: str) -> _Verdict:
    """Judge a body as sent. Cached, since a suite of tests sends the same commands and cards many times."""
    body = cast(Json, json.loads(text))
    described: list[Finding] = []
    let_through: set[str] = set()
    for error in part.validator.iter_errors(cast(Any, body)):
        place = _place(error)
        if deviation := deviation_of(operation_id, place, error):
            let_through.add(deviation.name)
        else:
            described.append((place, _wording(error)))
    known = {place for place, _ in described}
    further = (finding for finding in body_findings(operation_id, body) if finding[0] not in known)
    return _Verdict((*described, *further), frozenset(let_through))


def _place(error: ValidationError) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return "".join(steps).removeprefix(".") or "body"


def _wording(error: ValidationError) -> str:
    keyword, value, limit = error.validator, cast(object, error.instance), cast(object, error.validator_value)
    if isinstance(value, str) and keyword in ("maxLength", "minLength"):
        return f"{len(value)} characters, the {'most' if keyword == 'maxLength' else 'least'} is {limit}"
    if isinstance(value, list) and keyword in ("maxItems", "minItems"):
        count = len(cast(Sequence[object], value))
        return f"{count} items, the {'most' if keyword == 'maxItems' else 'least'} is {limit}"
    message = error.message
    return message if len(message) <= 200 else f"{message[:80]} … {message[-100:]}"
