"""Discord's API description as the project carries it, and the script that trims it."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from simcord import HttpLogEntry

from tests.data.trim_openapi import trimmed
from tests.support.discord_api import problems
from tests.support.discord_description import document, operations
from tests.support.discord_limits import MESSAGE_PLACES

BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "data", "components", "accessory", "content", "flags", "embeds", "options"]),
            inner,
            max_size=4,
        )
    ),
)
ROUTES = sorted((operation.title for group in operations().values() for operation in group if operation.body), key=str)


@given(st.sampled_from(ROUTES), BODIES)
def test_no_body_breaks_the_check(title: str, body: object) -> None:
    """A malformed body is a finding, never an error of the check itself."""
    method, template = title.split()
    path = re.sub(r"{\w+}", "1", template)
    assert all(line.startswith(title) for line in problems([HttpLogEntry(method, path, {}, body, None)]))


def test_every_operation_that_can_ping_is_watched() -> None:
    """An operation that Discord adds for messages cannot slip past the rules on messages."""
    schemas = document()["components"]["schemas"]

    def reached(node: object) -> set[str]:
        names, waiting = set[str](), {*_references(node)}
        while waiting:
            names |= waiting
            waiting = {name for known in waiting for name in _references(schemas[known])} - names
        return names

    watched = {
        spec["operationId"]
        for item in document()["paths"].values()
        for method, spec in item.items()
        if method != "parameters" and "MessageAllowedMentionsRequest" in reached(spec.get("requestBody"))
    }
    assert watched == set(MESSAGE_PLACES)


def _references(node: object) -> list[str]:
    return re.findall(r"#/components/schemas/(\w+)", repr(node))


def test_the_carried_description_is_what_the_script_makes() -> None:
    """The file and the script beside it agree: trimming again changes nothing."""
    assert trimmed(document()) == document()


def test_trimming_keeps_requests_and_closes_objects() -> None:
    """Responses, prose and unreached schemas go; files leave the body; unions learn their discriminator."""
    schemas = {
        name: {"type": "object", "properties": {"type": {"enum": [kind]}}, "required": ["type"], "title": "T"}
        for name, kind in (("A", 1), ("B", 2), ("C", 3))
    }
    union = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    parts = {"file": {"type": "string", "contentEncoding": "binary"}, "part": union}
    body: dict[str, Any] = {
        "type": "object",
        "properties": parts,
        "required": ["file", "part"],
        "description": "D",
    }
    operation: dict[str, Any] = {
        "operationId": "make",
        "responses": {"200": {}},
        "requestBody": {"content": {"multipart/form-data": {"schema": body}}, "required": True},
    }
    result = trimmed(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1", "license": {"name": "MIT"}},
            "paths": {"/things": {"post": operation}},
            "components": {"schemas": schemas},
        }
    )
    made = result["paths"]["/things"]["post"]
    schema = made["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert set(result["components"]["schemas"]) == {"A", "B"}
    assert "responses" not in made
    assert schema["required"] == ["part"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["part"]["discriminator"] == {
        "propertyName": "type",
        "mapping": {"1": "#/components/schemas/A", "2": "#/components/schemas/B"},
    }
