"""The project file described for other programs: a JSON Schema made from the records that read it."""

from typing import Any

import msgspec

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.optimizers import OPTIMIZERS
from backprop_gui.document.names import LONGEST_NAME, LONGEST_TITLE
from backprop_gui.document.reading import MOST_ROUNDS, ORDERS
from backprop_gui.document.records import ProjectRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_SEED = 2**63 - 1

Schema = dict[str, Any]

_FACTS: dict[str, dict[str, Schema]] = {
    "ProjectRecord": {"title": {"maxLength": LONGEST_TITLE}},
    "NetworkRecord": {
        "inputs": {"minItems": 1, "uniqueItems": True, "items": {"type": "string", "$ref": "#/$defs/Name"}},
        "layers": {"minItems": 1},
    },
    "LayerRecord": {
        "neurons": {"minItems": 1, "uniqueItems": True, "items": {"type": "string", "$ref": "#/$defs/Name"}},
        "activation": {"enum": list(ACTIVATIONS)},
    },
    "TrainingRecord": {
        "loss": {"enum": list(LOSSES)},
        "batch_size": {
            "anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST_ROUNDS}, {"enum": ["all"]}]
        },
        "order": {"enum": list(ORDERS)},
        "seed": {"minimum": 0, "maximum": MOST_SEED},
        "l1": {"minimum": 0},
        "l2": {"minimum": 0},
        "validation_share": {"minimum": 0, "exclusiveMaximum": 1},
    },
    "OptimizerRecord": {"name": {"enum": list(OPTIMIZERS)}, "learning_rate": {"minimum": 0}},
    "ProgressRecord": {"rounds": {"minimum": 0, "maximum": MOST_ROUNDS}},
}


def project_schema() -> Schema:
    """Describe what may stand in a project file, as far as a schema can say it.

    What parts have to fit one another (as many rows of weights as neurons) is said in docs/file-format.md.
    """
    made = msgspec.json.schema(ProjectRecord)
    records: dict[str, Schema] = made["$defs"]
    for record, facts in _FACTS.items():
        for key, fact in facts.items():
            records[record]["properties"][key] |= fact
    records["Name"] = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": r"\S"}
    return {"$schema": DIALECT, "title": "A Backprop GUI project (*.bpnet)", **made}
