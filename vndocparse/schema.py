"""The JSON Schema of the output, as committed in ``docs/directive.schema.json``."""

from __future__ import annotations

import json

from .models import SCHEMA_VERSION, Directive


def json_schema() -> str:
    """The schema as JSON text that ends in a line break."""
    schema = Directive.model_json_schema(by_alias=True, mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": f"vndocparse contract {SCHEMA_VERSION}", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
