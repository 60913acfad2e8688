"""One sitting of `coprod-audit run`, from the welcome to the audit, over real streams and a real file."""

import io
import os
import shlex
import signal
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from coprod_audit import files, loading
from coprod_audit.answers import Answers
from coprod_audit.cli import exits, limiting, streams
from coprod_audit.cli.conversation import Asker, Conversation, Save
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.guard import Limits
from coprod_audit.interview import begin, missing, next_step, wording
from coprod_audit.questionnaire import Questionnaire


class Wanted(NamedTuple):
    """What was asked for on the command line."""

    path: Path
    questionnaire: str | None
    quick: bool
    plain: bool
    limits: tuple[str, ...] = ()

    @property
    def again(self) -> str:
        """The command that goes on where this sitting stops."""
        named = ["--questionnaire", self.questionnaire] if self.questionnaire else []
        flags = [flag for flag, on in (("--quick", self.quick), ("--plain", self.plain)) if on]
        limits = [word for limit in self.limits for word in ("--limit", limit)]
        return shlex.join(["coprod-audit", "run", str(self.path), *named, *flags, *limits])


def hold(wanted: Wanted) -> int:
    """Hold the sitting and return the exit code. Raises InputError and UsageError before anything is asked."""
    limits = limiting.limits(wanted.limits)
    questionnaire = loading.read_questionnaire(wanted.questionnaire, limits=limits.questionnaire)
    answers = _existing(wanted.path, questionnaire, limits.answers)
    files.clear_leftovers(wanted.path)
    interview = begin(questionnaire, answers, quick=wanted.quick, today=today())
    asker = _asker(plain=wanted.plain)
    conversation = Conversation(interview, asker, _saver(wanted.path, questionnaire, limits.answers))
    try:
        return _talk(conversation, asker, wanted, resumed=answers is not None)
    except EOFError:
        return _input_ended(conversation, wanted)
    except KeyboardInterrupt:
        return _stopped(conversation, wanted, exits.INTERRUPTED)
    except exits.Ended as end:
        return _stopped(conversation, wanted, cast(int, end.code))
    except UsageError as error:
        streams.complain(f"coprod-audit: {error}")
        return _stopped(conversation, wanted, exits.NOT_DONE)
    except OutputError as error:
        streams.complain(f"coprod-audit: {error}", "The last answer is not saved; all those before it are.")
        return exits.NOT_DONE


def today() -> str:
    """The day to offer: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 - the day as the room's wall calendar has it


def _talk(conversation: Conversation, asker: Asker, wanted: Wanted, *, resumed: bool) -> int:
    if resumed and not asker.confirm(wording.resumption(conversation.interview, str(wanted.path))):
        asker.say("Nothing was changed. To begin another, name another file: coprod-audit run NAME.yaml")
        return exits.DONE
    if next_step(conversation.interview) is not None:
        asker.say(*wording.welcome(conversation.interview, str(wanted.path)))
        asker.draw(wanted.again)
    if not conversation.hold():
        asker.say(wording.saved(conversation.interview, str(wanted.path)))
        asker.draw("\n".join(_command(conversation, wanted)))
        return exits.DONE
    from coprod_audit.cli import telling  # judging and telling are not loaded before they are wanted

    return telling.tell(conversation.interview, asker, wanted.path)


def _existing(path: Path, questionnaire: Questionnaire, limits: Limits) -> Answers | None:
    refusal = _refused(path) or _no_folder(path)
    if refusal is not None:
        raise UsageError(refusal)
    if not os.path.lexists(path):
        return None
    answers = loading.load_answers(path, questionnaire, limits=limits, unit_needed=False)[0]
    _written(answers, questionnaire, limits)  # written, they may be longer than the file was
    return answers


def _refused(path: Path) -> str | None:
    """Why nothing can be kept under that name; there is no option here by which to name another."""
    refusal = files.refusal(path, force=True)
    return refusal.replace("name another with -o", "name another file") if refusal else None


def _no_folder(path: Path) -> str | None:
    if not path.parent.is_dir():
        return f"there is no folder '{path.parent}'; make it, or name a file elsewhere"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"nothing can be written in the folder '{path.parent}'; name a file elsewhere"
    return None


def _saver(path: Path, questionnaire: Questionnaire, limits: Limits) -> Save:
    def save(answers: Answers) -> None:
        files.save(path, _written(answers, questionnaire, limits), mode=files.PRIVATE)

    return save


def _written(answers: Answers, questionnaire: Questionnaire, limits: Limits) -> str:
    from coprod_audit.answers_writer import write

    return write(answers, questionnaire, limits=limits)


def _asker(*, plain: bool) -> Asker:
    if not plain and _can_draw():
        from coprod_audit.console import Screen
        from coprod_audit.prompts import Terminal

        return Terminal(Screen(sys.stdout))
    from coprod_audit.plain import Plain

    out = streams.Fitting(sys.stdout if sys.stdout is not None else io.StringIO())
    return Plain(sys.stdin if sys.stdin is not None else io.StringIO(), cast(TextIO, out), _columns())


def _can_draw() -> bool:
    if sys.stdin is None or sys.stdout is None or os.environ.get("ACCESSIBLE"):
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def _columns() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = 0
    return (columns or 80) - 1  # a terminal that does not know its own width says 0


def _input_ended(conversation: Conversation, wanted: Wanted) -> int:
    if sys.stdin is not None and sys.stdin.isatty():
        return _stopped(conversation, wanted, exits.INTERRUPTED)
    streams.complain(*wording.lacking(missing(conversation.interview)))
    return _stopped(conversation, wanted, exits.NOT_DONE)


def _stopped(conversation: Conversation, wanted: Wanted, code: int) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl-C twice has said it once
    said = wording.saved(conversation.interview, str(wanted.path))
    if sys.stderr is not None and sys.stderr.isatty():
        said = textwrap.fill(said, max(_columns(), 20), break_long_words=False, break_on_hyphens=False)
    streams.complain("", *said.splitlines(), *_command(conversation, wanted))
    return code


def _command(conversation: Conversation, wanted: Wanted) -> tuple[str, ...]:
    """The command to go on with, on a line of its own so that it can be copied; none where nothing is to go on with."""
    return (wanted.again,) if conversation.interview.history else ()
