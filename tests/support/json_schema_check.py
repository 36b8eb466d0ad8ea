"""A plain reading of JSON Schema 2020-12, as far as the project's schema uses it, apart from its code."""

import re
from collections.abc import Iterator
from typing import Any

KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "number": (int, float),
    "integer": int,
}
SAID_ONLY = {"title", "description", "default", "discriminator", "$schema", "$defs"}
READ = {
    *("$ref", "anyOf", "enum", "type", "properties", "required", "additionalProperties", "items"),
    *("prefixItems", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern"),
    *("minimum", "maximum", "exclusiveMaximum"),
}


def faults(value: Any, schema: Any, root: dict[str, Any], place: str = "") -> Iterator[str]:
    """Yield where a value breaks a schema, and by which word."""
    assert set(schema) <= SAID_ONLY | READ, set(schema) - SAID_ONLY - READ
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "anyOf" in schema and all(list(faults(value, one, root, place)) for one in schema["anyOf"]):
        yield f"{place}: anyOf"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: enum"
    kind = schema.get("type")
    is_bool = isinstance(value, bool)
    if kind and (not isinstance(value, KINDS[kind]) or (is_bool and kind != "boolean")):
        yield f"{place}: type"
    elif isinstance(value, dict):
        yield from _in_object(value, schema, root, place)
    elif isinstance(value, list):
        yield from _in_array(value, schema, root, place)
    elif isinstance(value, str):
        long_enough = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
        if not long_enough or not re.search(schema.get("pattern", ""), value):
            yield f"{place}: text"
    elif isinstance(value, int | float) and not is_bool:
        is_low = value < schema.get("minimum", value) or value > schema.get("maximum", value)
        if is_low or ("exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"]):
            yield f"{place}: range"


def _in_object(value: dict[str, Any], schema: Any, root: dict[str, Any], place: str) -> Iterator[str]:
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{place}: no {key}" for key in schema.get("required", ()) if key not in value)
    for key, entry in value.items():
        if key in known:
            yield from faults(entry, known[key], root, f"{place}.{key}")
        elif more is False:
            yield f"{place}.{key}: unknown"
        elif isinstance(more, dict):
            yield from faults(entry, more, root, f"{place}.{key}")


def _in_array(value: list[Any], schema: Any, root: dict[str, Any], place: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
        yield f"{place}: length"
    if schema.get("uniqueItems") and len(set(map(str, value))) < len(value):
        yield f"{place}: twice the same"
    first = schema.get("prefixItems", [])
    for number, (item, one) in enumerate(zip(value, first, strict=False)):
        yield from faults(item, one, root, f"{place}[{number}]")
    rest = schema.get("items", {})
    for number, item in enumerate(value[len(first) :], start=len(first)):
        if rest is False:
            yield f"{place}[{number}]: too many"
        elif isinstance(rest, dict):
            yield from faults(item, rest, root, f"{place}[{number}]")
