"""What a batch tells itself from one run to the next, and one process another: plain data, a line of JSON each."""

import json
from typing import Any


def record(data: object) -> str:
    """One line of JSON, with a line feed."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def read(line: bytes) -> Any:
    """What a line of ours holds."""
    return json.loads(line)
