"""A template of one's own, filled in by a child process that can do nothing else.

The sandbox of `report` is the first wall. This is the second: the child has no environment to speak of, gets plain
data through a pipe, and from the moment the template is read an audit hook refuses every event but reading plain
files of the template's own folder. It has limits on time, memory and output (reliability goal C2). What we ship is
rendered without it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from coprod_audit import escapes
from coprod_audit.errors import InputError
from coprod_audit.faults import nearest
from coprod_audit.findings import Finding, Location
from coprod_audit.resources import template_in
from coprod_audit.template_faults import LONGEST_TEMPLATE, MEGABYTES, SECONDS, TemplateError

_FAULT = 4  # how the child ends when it has told of a fault on its standard error
_START = 5  # seconds for Python to start on a busy machine, before the template's own time begins
_ENDED_FOR_TIME = frozenset(getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL", "SIGALRM")) - {0}
_QUIET = frozenset(
    ("compile", "exec", "marshal.loads", "object.__getattr__", "sys._getframe", "code.__new__")
)
"""Events that jinja2 itself needs, none of which reaches anything outside the process."""


def render(data: dict[str, Any], template: Path) -> str:
    """Return what the template makes of the data of a result.

    Raises InputError with a code T00x, and the template's line where it is known, for whatever goes wrong.
    """
    try:
        return _ask(data, template)
    except TemplateError as error:
        path = template.resolve().parent / error.name if error.name else template
        place = Location(str(path), error.line)
        raise InputError((Finding(error.code, error.message, place),)) from None


def _ask(data: dict[str, Any], template: Path) -> str:
    _readable(template)
    order = json.dumps({"data": data, "folder": str(template.resolve().parent), "name": template.name})
    with _child(template.resolve().parent) as child:
        try:
            output, complaint = child.communicate(
                order.encode("utf-8", "surrogatepass"), timeout=SECONDS + _START
            )
        except subprocess.TimeoutExpired:
            raise _too_slow() from None
    return _heard(child.returncode, output, complaint)


@contextmanager
def _child(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process for one template, which does not outlive its use, however that ends."""
    try:
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "coprod_audit.render_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            cwd=str(folder),
        )
    except OSError as error:
        raise TemplateError(
            "T009", f"no process can be started for the template ({_reason(error)})"
        ) from None
    with child:
        try:
            yield child
        finally:
            child.kill()


def _readable(template: Path) -> None:
    try:
        plain = not template.is_symlink() and template.is_file()
    except OSError as error:
        raise TemplateError(
            "T001", f"the template cannot be read ({_reason(error)}); check its path"
        ) from None
    if not plain:
        raise TemplateError("T001", f"there is no plain file '{template.name}'; give the path of a template")
    if not os.access(template, os.R_OK):
        raise TemplateError("T001", f"reading '{template.name}' is not permitted; check its permissions")
    if template.stat().st_size > LONGEST_TEMPLATE:
        raise TemplateError("T001", f"'{template.name}' is larger than 1 MB")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _environment() -> dict[str, str]:
    """Where Python finds us, and what Windows cannot start without; nothing else that is ours to keep."""
    kept = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
    return kept | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _heard(code: int, output: bytes, complaint: bytes) -> str:
    if code == 0:
        return output.decode("utf-8", "surrogatepass")
    if code == _FAULT:
        raise TemplateError(**json.loads(complaint))
    if -code in _ENDED_FOR_TIME:
        raise _too_slow()
    raise TemplateError("T009", f"the template could not be filled in (the child ended with {code})")


def _too_slow() -> TemplateError:
    return TemplateError(
        "T006", f"the template takes longer than {SECONDS} seconds; look for a loop that never ends"
    )


def main() -> None:
    """Fill in one template: the order comes as JSON on standard input, the text goes to standard output."""
    order = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
    try:
        text = "".join(_pieces(order["data"], order["name"], Path(order["folder"])))
    except TemplateError as error:
        _complain(error)
    from coprod_audit.report import tidied

    sys.stdout.buffer.write(tidied(text).encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def _complain(error: TemplateError) -> NoReturn:
    told = {"code": error.code, "message": error.message, "name": error.name, "line": error.line}
    os.write(2, json.dumps(told).encode())
    os._exit(_FAULT)


def _pieces(data: dict[str, Any], name: str, folder: Path) -> Iterator[str]:
    from coprod_audit import report

    report.warm_up()  # whatever jinja2 imports late is imported now, before the door is shut
    escapes.link(nearest("", ()))  # and what our own words do
    _limit()
    sys.addaudithook(lambda event, arguments: _watch(event, arguments, folder))
    yield from report.told_pieces(data, name, partial(template_in, folder))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: time is limited by the parent, memory is not
        return
    # By the clock, and heard by nobody but the system: it ends this process even where its parent is gone.
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    memory = MEGABYTES * 1_000_000
    for what, limit in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(
            ValueError, OSError
        ):  # a system that does not know this limit; time is limited all the same
            resource.setrlimit(what, (limit, limit))


def _watch(event: str, arguments: tuple[Any, ...], folder: Path) -> None:
    """Let pass what filling in a template needs, and refuse everything else."""
    if event in _QUIET or (event == "open" and _is_beside(arguments, folder)):
        return
    if event == "import" and arguments[0] in sys.modules:
        return
    reached = escapes.show(f"{event} {arguments[0] if arguments else ''}"[:100])
    raise TemplateError("T004", f"the template reaches for something it may not touch: {reached}")


def _is_beside(arguments: tuple[Any, ...], folder: Path) -> bool:
    path, mode, flags = arguments
    if (
        not isinstance(path, str)
        or not isinstance(flags, int)
        or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ):
        return False
    return mode in {"r", "rb"} and os.path.dirname(path) == str(folder)


if __name__ == "__main__":
    main()
