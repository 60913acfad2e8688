"""The one place where errors become a sentence and an exit code (DESIGN, section 4)."""

import contextlib
import errno
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import FrameType
from typing import Any, NoReturn

from coprod_audit.cli import exits, streams
from coprod_audit.cli.exits import DONE, INTERRUPTED, NOT_DONE, OUR_BUG, Ended
from coprod_audit.errors import CoprodAuditError, InputError
from coprod_audit.faults import shortened
from coprod_audit.findings import Finding

_ENDING = ("SIGTERM", "SIGHUP")
_OF_THE_STREAMS = {errno.ENOSPC, errno.EIO, errno.EPIPE, errno.EBADF, errno.EFBIG, errno.EDQUOT}
_EXPLAINED = "coprod-audit explain {code} tells more."
_BUG = "coprod-audit has met a fault of its own and stops. What was saved before is whole."


def main(arguments: Sequence[str], *, by_front: bool = True) -> int:
    """Carry out one command line and return its exit code. Raises nothing.

    `by_front` is False where typer should read even what the front can: both ways come to the same (tested).
    """
    streams.prepare()
    with _told_to_end():
        try:
            return _carry_out(_way(arguments, by_front=by_front))
        except InputError as error:
            streams.complain_of(shortened(error.findings))
            streams.complain(*_how_to_learn_more(error.findings))
            return NOT_DONE
        except CoprodAuditError as error:
            streams.complain(f"coprod-audit: {error}")
            return NOT_DONE
        except (KeyboardInterrupt, EOFError):
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the last net: whatever else comes is our bug, or a stream's
            return _unexpected(error)
        finally:
            streams.finish()


def _way(arguments: Sequence[str], *, by_front: bool) -> Callable[[], object]:
    """How the call is carried out: straight away where the front can read it, else by typer."""
    if by_front and "report" in arguments[:1]:
        from coprod_audit.cli import front, reporting

        wanted = front.wanted(arguments)
        if wanted is not None:
            return partial(reporting.report, wanted)
    if by_front and "check" in arguments[:1]:
        from coprod_audit.cli import check_conduct

        return partial(check_conduct.conduct, arguments[1:])
    if by_front and "batch" in arguments[:1]:
        from coprod_audit.cli import batch_front

        asked = batch_front.asked(arguments)
        if asked is not None:
            from coprod_audit.cli import batch_conduct

            return partial(batch_conduct.conduct, asked)
    from coprod_audit.cli.app import app

    return partial(app, args=list(arguments), prog_name="coprod-audit", standalone_mode=False)


def _carry_out(way: Callable[[], object]) -> int:
    try:
        code = way()
    except BrokenPipeError:
        return DONE  # that nobody reads on is no finding
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            return DONE  # typer says 1
        code = end.code
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _misused(error)
    return code if isinstance(code, int) else DONE


def _misused(error: Any) -> int:
    """Say what is wrong with the call: typer's own way of saying it would send on what was typed as it is."""
    message = " ".join(str(error.format_message()).split())
    if error.ctx is not None and not message.startswith("Usage:"):
        streams.complain(
            f"coprod-audit: {message[:1].lower()}{message[1:]}", *error.ctx.get_usage().splitlines()
        )
        streams.complain(f"'{error.ctx.command_path} --help' tells more.")
    else:
        streams.complain(*str(error.format_message()).splitlines())
    return NOT_DONE


def _how_to_learn_more(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return (_EXPLAINED.format(code=findings[0].code),) if findings else ()


def _unexpected(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno in _OF_THE_STREAMS:
        streams.complain(f"coprod-audit: cannot write any more: {(error.strerror or 'it failed').lower()}")
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                streams.nobody_listens(stream)
        return NOT_DONE
    from coprod_audit.cli import crash

    streams.complain(_BUG, *crash.told(error))
    return OUR_BUG


@contextlib.contextmanager
def _told_to_end() -> Iterator[None]:
    """End in order on SIGTERM and SIGHUP, unless whoever started us wants them ignored."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    exits.hear_nothing_now()
    raise Ended(128 + number)
