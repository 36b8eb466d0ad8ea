"""The schema that other programs read is the one that this program's code gives."""

import json
from pathlib import Path

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.document.json_schema import project_schema

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "project.schema.json"


def test_it_is_current() -> None:
    found = json.loads(WRITTEN.read_text("utf-8"))
    assert found == json.loads(json.dumps(project_schema())), "run python docs/make_schema.py"


def test_it_says_what_may_stand_where() -> None:
    records = project_schema()["$defs"]
    assert records["LayerRecord"]["properties"]["activation"]["enum"] == list(ACTIVATIONS)
    assert all(
        record["additionalProperties"] is False for record in records.values() if "properties" in record
    )
