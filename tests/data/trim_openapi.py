"""Make `discord-openapi.json.gz` from Discord's public API description.

    python tests/data/trim_openapi.py path/to/openapi.json [output.json.gz]

The output keeps what is needed to judge a request and is still an OpenAPI document. `README.md` in this
folder lists the changes.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

Object = dict[str, Any]

METHODS = ("get", "put", "post", "patch", "delete")
PROSE = frozenset({"title", "description", "x-discord-union"})
SCHEMA_ROOT = "#/components/schemas/"
MEDIA_TYPES = ("application/json", "multipart/form-data")


def trimmed(document: Object) -> Object:
    """Return the request side of an OpenAPI 3.1 `document`: a new one, with only the schemas it reaches."""
    schemas = cast(Object, document["components"]["schemas"])
    paths = {template: _path(cast(Object, item), schemas) for template, item in cast(Object, document["paths"]).items()}
    kept: Object = {}
    waiting = list(_references(paths))
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = _schema(schemas[name], schemas)
            waiting.extend(_references(kept[name]))
    info = {key: document["info"][key] for key in ("title", "version", "license")}
    return {
        "openapi": document["openapi"],
        "info": info,
        "paths": paths,
        "components": {"schemas": kept},
    }


def _path(item: Object, schemas: Object) -> Object:
    operations = {method: _operation(item[method], schemas) for method in METHODS if method in item}
    return {"parameters": _parameters(item, schemas), **operations}


def _operation(operation: Object, schemas: Object) -> Object:
    short: Object = {
        "operationId": operation["operationId"],
        "parameters": _parameters(operation, schemas),
    }
    if "requestBody" in operation:
        body = operation["requestBody"]
        media = next(kind for kind in MEDIA_TYPES if kind in body["content"])
        schema = _schema(body["content"][media]["schema"], schemas)
        short["requestBody"] = {
            "required": body.get("required", False),
            "content": {media: {"schema": schema}},
        }
    return short


def _parameters(owner: Object, schemas: Object) -> list[Object]:
    return [
        {
            "name": parameter["name"],
            "in": parameter["in"],
            "required": parameter.get("required", False),
            "schema": _schema(parameter["schema"], schemas),
        }
        for parameter in owner.get("parameters", [])
    ]


def _schema(schema: Object, schemas: Object) -> Object:
    """Return a copy of one JSON Schema without prose, closed, with its unions made quick to judge."""
    result: Object = {}
    for keyword, value in schema.items():
        if keyword in PROSE:
            continue
        if keyword == "properties":
            result[keyword] = {name: _schema(part, schemas) for name, part in value.items() if not _is_file(part)}
        elif keyword in ("oneOf", "anyOf", "allOf"):
            result |= _union(keyword, value, schemas)
        elif keyword in ("items", "additionalProperties") and isinstance(value, dict):
            result[keyword] = _schema(cast(Object, value), schemas)
        else:
            result[keyword] = value
    if "properties" in result:
        result.setdefault("additionalProperties", False)
        names = [name for name in result.get("required", []) if name in result["properties"]]
        result["required"] = names
    return result


def _is_file(schema: Object) -> bool:
    """Tell whether the property is an uploaded file, which travels beside the JSON body."""
    return schema.get("contentEncoding") == "binary"


def _union(keyword: str, branches: list[Object], schemas: Object) -> Object:
    if keyword != "allOf" and all("const" in branch for branch in branches):
        return {"enum": [branch["const"] for branch in branches]}
    union: Object = {keyword: [_schema(branch, schemas) for branch in branches]}
    if keyword != "allOf" and (discriminator := _discriminator(branches, schemas)):
        union["discriminator"] = discriminator
    return union


def _discriminator(branches: list[Object], schemas: Object) -> Object | None:
    """Return OpenAPI's `discriminator` if one property with fixed values tells all branches apart."""
    if not all("$ref" in branch for branch in branches):
        return None
    targets = {branch["$ref"]: schemas[branch["$ref"].removeprefix(SCHEMA_ROOT)] for branch in branches}
    for name in ("type", "trigger_type", "entity_type"):
        parts = {ref: target.get("properties", {}).get(name, {}) for ref, target in targets.items()}
        pairs = [(str(value), ref) for ref, part in parts.items() for value in part.get("enum", [])]
        mapping = dict(pairs)
        required = all(name in target.get("required", []) for target in targets.values())
        if required and len(mapping) == len(pairs) and set(mapping.values()) == set(targets):
            return {"propertyName": name, "mapping": mapping}
    return None


def _references(node: object) -> Iterator[str]:
    """Yield the name of every schema that `node` refers to."""
    if isinstance(node, dict):
        for key, value in cast(Object, node).items():
            if key == "$ref" and isinstance(value, str):
                yield value.removeprefix(SCHEMA_ROOT)
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for part in cast(list[object], node):
            yield from _references(part)


def main(arguments: list[str]) -> None:
    """Read the description named first and write the trimmed one beside this script, or where told."""
    source = Path(arguments[0])
    target = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).with_name("discord-openapi.json.gz")
    text = json.dumps(trimmed(json.loads(source.read_bytes())), separators=(",", ":"), sort_keys=True)
    target.write_bytes(gzip.compress(text.encode() + b"\n", compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
