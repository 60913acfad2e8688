"""Between the export of a form and a questionnaire: a map that says which column is which question, which text which choice.

    form_map, warnings = read_map(data, "map.yaml", questionnaire)     # or native_map(head, questionnaire)
    applier = plan(form_map, head, questionnaire)                      # once a table
    response = applier.response("responses.csv", row)                  # a Response, or why there is none

`draft` writes a map for a table; `shape_of` recognises the tool that exported it. Nothing here touches a disk.
"""

from coprod_audit.forms.applying import Applier, unfinished_finding
from coprod_audit.forms.draft import draft
from coprod_audit.forms.form_map import FormMap
from coprod_audit.forms.map_reader import read_map
from coprod_audit.forms.native import native_map
from coprod_audit.forms.planning import plan
from coprod_audit.forms.shapes import SHAPES, Shape, shape_of
from coprod_audit.forms.wordings import wordings

__all__ = [
    "SHAPES",
    "Applier",
    "FormMap",
    "Shape",
    "draft",
    "native_map",
    "plan",
    "read_map",
    "shape_of",
    "unfinished_finding",
    "wordings",
]
