"""What does an editor need to know to check a scenario file while it is written? The JSON Schema."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from solver.assumptions import Assumptions
from solver.fields import Record
from solver.goals import CATALOGUE as GOALS
from solver.rules import CATALOGUE as RULES
from solver.scenario.form import NEEDED, ODDS, SECTIONS, Head, Option

_TABLE = {
    "type": "object",
    "description": "A CSV file in the scenario's folder or below; its columns are the fields of the entries.",
    "properties": {"table": {"type": "string", "pattern": r"\.csv$"}},
    "required": ["table"],
    "additionalProperties": False,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a scenario file, with a description for every key."""
    definitions: dict[str, Any] = {}
    properties = {key: _plain(value) for key, value in _schema(Head, definitions)["properties"].items()}
    for name, model in SECTIONS.items():
        definitions[model.__name__] = _schema(model, definitions)
        properties[name] = {
            "description": (model.__doc__ or "").split("\n")[0],
            "anyOf": [{"type": "array", "items": _reference(model)}, _TABLE],
        }
    definitions["Assumptions"] = _schema(Assumptions, definitions)
    properties[ODDS] = {
        "description": "What the odds of winning rest on beside the facts.",
        **_reference(Assumptions),
    }
    properties["rules"] = _one_of(RULES, definitions, "The demands.")
    definitions["Option"] = _schema(Option, definitions)
    properties["switches"] = {
        "description": "What-ifs: a switch has options, of which the first is the default.",
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [_reference(Option), {"type": "null"}]},
        },
    }
    properties["goals"] = _one_of(GOALS, definitions, "What to maximise, in order, once the demands are met.")
    value = {"type": ["string", "number", "boolean"]}
    properties["sweep"] = {
        "description": "What 'seatpact sweep' varies: a switch, rule.field, -rule (with and without it) or party.ID.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "description": "Values: 10..30, 40..70:5, '1,2,5' or a list; left out: all that there are.",
            "anyOf": [value, {"type": "array", "items": value, "minItems": 1}, {"type": "null"}],
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Seatpact scenario",
        "description": "Facts, demands and goals of an electoral pact: which partner contests which seat.",
        "type": "object",
        "properties": properties,
        "required": list(NEEDED),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _one_of(catalogue: dict[str, Any], definitions: dict[str, Any], description: str) -> dict[str, Any]:
    """A list whose entries are of the kinds of a catalogue."""
    for kind, model in catalogue.items():
        schema = _schema(model, definitions)
        schema["properties"]["kind"] = {
            "const": kind,
            "description": schema["properties"]["kind"]["description"],
        }
        schema["required"] = ["kind", *(key for key in schema.get("required", ()) if key != "kind")]
        definitions[model.__name__] = schema
    return {
        "description": description,
        "type": "array",
        "items": {"anyOf": [_reference(model) for model in catalogue.values()]},
    }


def _schema(model: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one record; records inside it go to `definitions`. Optional keys may be null."""
    schema = TypeAdapter(model).json_schema(ref_template="#/$defs/{model}")
    for name, inner in schema.pop("$defs", {}).items():
        definitions[name] = _plain(inner)
    plain: dict[str, Any] = _plain(schema)
    return plain


def _plain(schema: Any) -> Any:
    """Without pydantic's titles and defaults of null, and with tables allowed where a field says so."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if not _noise(key, value)}
    if kept.pop("table", False) is True:
        description = kept.pop("description", "")
        return {"description": description, "anyOf": [kept, _TABLE]}
    return kept


def _noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _reference(model: type[Record]) -> dict[str, str]:
    return {"$ref": f"#/$defs/{model.__name__}"}
