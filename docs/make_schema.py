"""Write the project file's JSON Schema from the code that reads it: ``python docs/make_schema.py``."""

import json
from pathlib import Path

from backprop_gui.document.json_schema import project_schema

if __name__ == "__main__":
    text = json.dumps(project_schema(), indent=1, ensure_ascii=False) + "\n"
    Path(__file__).with_name("project.schema.json").write_text(text, encoding="utf-8")
