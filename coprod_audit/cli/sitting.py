"""One sitting of `coprod-audit run`, from the welcome to the audit, over real streams and a real file."""

import getpass
import io
import os
import shlex
import socket
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from coprod_audit import editor, loading
from coprod_audit.answers import Answers
from coprod_audit.cli import clock, exits, limiting, opening, streams
from coprod_audit.cli.conversation import Asker, Conversation
from coprod_audit.cli.keeping import Keeping
from coprod_audit.errors import UsageError
from coprod_audit.guard import Limits
from coprod_audit.interview import Interview, Scope, begin, current, missing, wording
from coprod_audit.interview.offered import Taken, offers, offers_of, take
from coprod_audit.interview.scope import unmatched
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.session import Owner, Session


class Wanted(NamedTuple):
    """What was asked for on the command line."""

    path: Path
    questionnaire: str | None
    scope: Scope = Scope()
    plain: bool = False
    easy: bool = False
    values: tuple[str, ...] = ()
    other: Path | None = None
    limits: tuple[str, ...] = ()

    def again(self, path: Path) -> str:
        """The command that goes on where this sitting stops."""
        scope = self.scope
        options = {"--questionnaire": self.questionnaire, "--stale": scope.stale}
        named = [word for option, value in options.items() if value for word in (option, value)]
        switches = {
            "--quick": scope.quick,
            "--unanswered": scope.unanswered,
            "--plain": self.plain,
            "--easy": self.easy,
        }
        flags = [flag for flag, on in switches.items() if on]
        repeated = {"--only": scope.only, "--limit": self.limits}
        listed = [word for option, values in repeated.items() for value in values for word in (option, value)]
        return shlex.join(["coprod-audit", "run", str(path), *named, *flags, *listed])


class _Sitting(NamedTuple):
    conversation: Conversation
    keeping: Keeping
    asker: Asker
    wanted: Wanted


def hold(wanted: Wanted) -> int:
    """Hold the sitting and return the exit code. Raises InputError and UsageError before anything is asked."""
    limits = limiting.limits(wanted.limits)
    questionnaire = loading.read_questionnaire(wanted.questionnaire, limits=limits.questionnaire)
    unknown = unmatched(questionnaire, wanted.scope.only)
    if unknown is not None:
        raise UsageError(unknown)
    session = Session.open(wanted.path, now=clock.now(), owner=_owner(), most=limits.answers.size)
    try:
        asker = _asker(wanted, session)
        answers, warnings = opening.existing(session, questionnaire, limits.answers, asker)
        opening.say_warnings(warnings)
        keeping = Keeping(session, questionnaire, asker, limits.answers)
        interview, taken = _begun(questionnaire, answers, wanted, limits.answers)
        conversation = Conversation(interview, asker, keeping, partial(editor.edit, beside=wanted.path))
        return _held(_Sitting(conversation, keeping, asker, wanted), answers, taken)
    finally:
        session.close()


def _held(sitting: _Sitting, answers: Answers | None, taken: tuple[Taken, ...]) -> int:
    """The sitting to its end, whatever ends it."""
    try:
        return _talk(sitting, answers, taken)
    except EOFError:
        return _input_ended(sitting)
    except KeyboardInterrupt:
        return _stopped(sitting, exits.INTERRUPTED)
    except exits.Ended as end:
        return _stopped(sitting, cast(int, end.code))
    except UsageError as error:
        streams.complain(f"coprod-audit: {error}")
        return _stopped(sitting, exits.NOT_DONE)


def _begun(
    questionnaire: Questionnaire, answers: Answers | None, wanted: Wanted, limits: Limits
) -> tuple[Interview, tuple[Taken, ...]]:
    """The conversation at its start, with the values that were given beforehand."""
    interview = begin(questionnaire, answers, wanted.scope, clock.today())
    offered = list(offers(wanted.values))
    if wanted.other is not None:
        other, _ = loading.load_answers(wanted.other, questionnaire, limits=limits, unit_needed=False)
        offered = [*offers_of(other), *offered]
    return take(interview, offered) if offered else (interview, ())


def _talk(sitting: _Sitting, answers: Answers | None, taken: tuple[Taken, ...]) -> int:
    conversation, keeping, asker, wanted = sitting
    path = str(keeping.path)
    if taken:
        _agree(sitting, taken)
    news = wording.renewal(conversation.interview, answers.version) if answers is not None else None
    if news is not None:
        asker.say(news)
    if answers is not None and not asker.confirm(wording.resumption(conversation.interview, path)):
        asker.say("Nothing was changed. To begin another, name another file: coprod-audit run NAME.yaml")
        return exits.DONE
    if taken:
        keeping.save(conversation.interview.answers)
    if current(conversation.interview) is not None:
        asker.say(*wording.welcome(conversation.interview, path))
        asker.draw(wanted.again(keeping.path))
    conversation.hold()
    return _told(sitting)


def _agree(sitting: _Sitting, taken: tuple[Taken, ...]) -> None:
    """Show what the values given beforehand change. Raises KeyboardInterrupt where the room does not want that."""
    where_from = f"from {sitting.wanted.other}" if sitting.wanted.other else "from the command line"
    if sitting.wanted.other and sitting.wanted.values:
        where_from += " and the command line"
    sitting.asker.say(*wording.preview(taken, where_from))
    try:
        agreed = not any(one.before for one in taken) or sitting.asker.confirm("Take them?")
    except EOFError:
        return  # they were given on purpose, and nobody is there to be asked
    if not agreed:
        raise KeyboardInterrupt


def _told(sitting: _Sitting) -> int:
    from coprod_audit.cli import telling  # judging and telling are not loaded before they are wanted

    conversation, keeping, asker, _ = sitting
    written = telling.tell(conversation, asker, keeping.path)
    keeping.forget_draft()
    if not keeping.try_once_more():
        return _stopped(sitting, exits.NOT_DONE)
    if written is None:
        asker.say(wording.saved(conversation.interview, str(keeping.path)))
        asker.draw("\n".join(_command(sitting)))
    elif written:
        asker.say("To change an answer later, or to go on:")
        asker.draw(sitting.wanted.again(keeping.path))
    return exits.NOT_DONE if written is False else exits.DONE


def _owner() -> Owner:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    return Owner(user, socket.gethostname(), os.getpid())


def _asker(wanted: Wanted, session: Session) -> Asker:
    if not wanted.plain and _can_draw():
        from coprod_audit.console import Screen
        from coprod_audit.prompts import Terminal

        return Terminal(Screen(sys.stdout), easy=wanted.easy, keep_draft=session.draft)
    from coprod_audit.plain import Plain

    out = streams.Fitting(sys.stdout if sys.stdout is not None else io.StringIO())
    given = sys.stdin if sys.stdin is not None else io.StringIO()
    return Plain(given, cast(TextIO, out), _columns(), easy=wanted.easy)


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


def _input_ended(sitting: _Sitting) -> int:
    if sys.stdin is not None and sys.stdin.isatty():
        return _stopped(sitting, exits.INTERRUPTED)
    streams.complain(*wording.lacking(missing(sitting.conversation.interview)))
    return _stopped(sitting, exits.NOT_DONE)


def _stopped(sitting: _Sitting, code: int) -> int:
    exits.hear_no_more()  # whoever presses Ctrl-C twice has said it once
    keeping = sitting.keeping
    said = wording.saved(sitting.conversation.interview, str(keeping.path), safe=keeping.safe)
    if sys.stderr is not None and sys.stderr.isatty():
        said = textwrap.fill(said, max(_columns(), 20), break_long_words=False, break_on_hyphens=False)
    streams.complain("", *said.splitlines(), *_command(sitting))
    if not keeping.safe:
        streams.complain("These are the answers; copy the lines below into a file:")
        streams.give(keeping.text)
        return exits.NOT_DONE if code == exits.DONE else code
    return code


def _command(sitting: _Sitting) -> tuple[str, ...]:
    """The command to go on with, on a line of its own so that it can be copied; none where nothing is to go on with."""
    interview = sitting.conversation.interview
    begun = bool(interview.history or interview.done)
    return (sitting.wanted.again(sitting.keeping.path),) if begun else ()
