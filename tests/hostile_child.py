"""Reads one hostile file after another under limits, and says about each what came of it.

Run as a program by `test_hostile_files`: a file that makes the reader crash or stall ends this process, and the
last line it wrote tells which file that was. `unguarded` plants the fault: a plain YAML loader without any guard.
"""

import functools
import json
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEGABYTES = 300
SECONDS = 2.0


@functools.cache
def shipped() -> Any:
    from coprod_audit import loading

    return loading.read_questionnaire()


def read(path: str) -> None:
    from coprod_audit import loading

    if "questionnaires" in Path(path).parts:
        loading.read_questionnaire(path)
    else:
        loading.load_answers(path, shipped())


def read_unguarded(path: str) -> None:
    import yaml

    yaml.load(Path(path).read_bytes(), Loader=yaml.CSafeLoader)


def told(read_one: Callable[[str], None], path: str) -> list[list[object]]:
    from coprod_audit.errors import InputError

    try:
        read_one(path)
    except InputError as error:
        return [[f.location.path, f.location.line, f.code, f.message] for f in error.findings]
    except Exception as error:  # noqa: BLE001 - that nothing else is raised is what is tested
        return [[path, 0, "raised", repr(error)[:200]]]
    return []


def most_memory() -> int:
    """The most that this program has used, in kilobytes; what its parent used before does not count."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.partition("VmHWM:")[2].split()[0])


def main() -> None:
    read_one = read_unguarded if "unguarded" in sys.argv else read
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    for path in json.load(sys.stdin):
        shipped()
        print(json.dumps({"path": path}), flush=True)
        signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)  # the parent judges; this only ends what hangs
        started = time.process_time()
        faults = told(read_one, path)
        seconds = time.process_time() - started
        print(json.dumps({"faults": faults, "seconds": seconds, "kilobytes": most_memory()}), flush=True)


if __name__ == "__main__":
    main()
