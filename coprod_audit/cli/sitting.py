"""One sitting of `coprod-audit run`, from the welcome to the audit, over real streams and a real file."""

import getpass
import os
import shlex
import socket
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

from coprod_audit import editor, loading
from coprod_audit.answers import Answers
from coprod_audit.cli import choosing, clock, exits, lens_choice, limiting, opening, papers, streams
from coprod_audit.cli.beforehand import Beforehand
from coprod_audit.cli.conversation import Conversation
from coprod_audit.cli.drafts import Drafts
from coprod_audit.cli.keeping import Keeping
from coprod_audit.cli.papers import Chosen
from coprod_audit.errors import UsageError
from coprod_audit.interview import Interview, Scope, begin, current, missing, wording
from coprod_audit.interview.offered import Taken
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
    charter: bool = False
    lenses: tuple[str, ...] = ()

    def again(self, path: Path, option: Sequence[str] = ()) -> str:
        """The command that goes on where this sitting stops; `option` says what kind of file it is."""
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
        repeated = {"--only": scope.only, "--lens": self.lenses, "--limit": self.limits}
        listed = [word for option, values in repeated.items() for value in values for word in (option, value)]
        name = f"./{path}" if str(path).startswith("-") else str(path)
        return shlex.join(["coprod-audit", "run", *option, name, *named, *flags, *listed])


class _Sitting:
    """What an ending needs to know, as far as the sitting has come. There is no conversation before it has begun."""

    def __init__(
        self, wanted: Wanted, session: Session, questionnaire: Questionnaire, chosen: Chosen
    ) -> None:
        self.wanted = wanted
        self.session = session
        self.questionnaire = questionnaire
        self.chosen = chosen
        self.drafts = Drafts(session)
        self.asker = choosing.asker(self.drafts, plain=wanted.plain, easy=wanted.easy)
        self.keeping = Keeping(session, chosen.paper, self.asker)
        charter = (str(wanted.path), chosen.said) if chosen.said is not None else None
        self.beforehand = Beforehand(wanted.values, wanted.other, wanted.limits, charter)
        self.conversation: Conversation | None = None
        self.lenses: tuple[str, ...] = ()

    @property
    def again(self) -> str:
        """The command that goes on where this sitting stops."""
        return self.wanted.again(self.keeping.path, self.chosen.paper.option)


def hold(wanted: Wanted) -> int:
    """Hold the sitting and return the exit code. Raises InputError and UsageError before anything is asked."""
    limits = limiting.limits(wanted.limits)
    questionnaire = loading.read_questionnaire(wanted.questionnaire, limits=limits.questionnaire)
    questionnaire, lenses, _ = lens_choice.choice(
        wanted.lenses, questionnaire, limits=limits.questionnaire, beside=wanted.questionnaire
    )
    unknown = unmatched(questionnaire, wanted.scope.only)
    if unknown is not None:
        raise UsageError(unknown)
    chosen = _chosen(wanted, questionnaire)
    paper = chosen.paper
    with Session.open(
        chosen.path, now=clock.now(), owner=_owner(), most=paper.limits.size, mode=paper.mode
    ) as session:
        sitting = _Sitting(wanted, session, questionnaire, chosen)
        sitting.lenses = lenses
        try:
            return _talk(sitting)
        except EOFError:
            return _input_ended(sitting)
        except KeyboardInterrupt:
            return _stopped(sitting, exits.INTERRUPTED)
        except exits.Ended as end:
            return _stopped(sitting, cast(int, end.code))
        except OSError as error:  # a stream: whatever else cannot be written is told where it happens
            streams.nobody_listens(sys.stdout)
            streams.complain(
                f"coprod-audit: cannot write any more: {(error.strerror or 'it failed').lower()}"
            )
            return _stopped(sitting, exits.NOT_DONE)
        except UsageError as error:
            if sitting.conversation is None:
                raise
            streams.complain(f"coprod-audit: {error}")
            return _stopped(sitting, exits.NOT_DONE)


def _chosen(wanted: Wanted, questionnaire: Questionnaire) -> Chosen:
    if wanted.charter:
        from coprod_audit.cli import charter_paper  # charters are read for those who have one

        return charter_paper.of_charter(wanted.path, questionnaire, wanted.limits)
    return papers.of_answers(wanted.path, questionnaire, wanted.limits)


def _talk(sitting: _Sitting) -> int:
    """The whole sitting: what is there, what was given beforehand, the questions, the result."""
    wanted, keeping, asker, paper = sitting.wanted, sitting.keeping, sitting.asker, sitting.chosen.paper
    if sitting.chosen.news:
        asker.say(sitting.chosen.news)
    answers, warnings = opening.existing(sitting.session, paper, asker)
    opening.say_warnings(warnings)
    interview = begin(sitting.questionnaire, answers, wanted.scope, clock.today())
    interview, taken = sitting.beforehand.taken(interview)
    if not _agreed(sitting, interview, answers, taken):
        asker.say(f"Nothing was changed. {paper.another}")
        return exits.DONE
    editing = _Editing(keeping)
    conversation = sitting.conversation = Conversation(interview, asker, keeping, sitting.drafts, editing)
    if taken:
        keeping.save(interview.answers)
    if current(interview) is not None:
        asker.say(*wording.welcome(interview, str(keeping.path)))
        asker.draw(sitting.again)
    conversation.hold()
    return _told(sitting, conversation)


def _agreed(
    sitting: _Sitting, interview: Interview, answers: Answers | None, taken: tuple[Taken, ...]
) -> bool:
    """Show what the values given beforehand change, and whether to go on with a file that is there."""
    if taken:
        if_wanted = ("They are taken if you go on.",) if answers is not None else ()
        sitting.asker.say(*wording.preview(taken, sitting.beforehand.where_from), *if_wanted)
    if answers is None:
        return True
    news = wording.renewal(interview, answers.version)
    if news is not None:
        sitting.asker.say(news)
    try:
        return sitting.asker.confirm(wording.resumption(interview, str(sitting.keeping.path)))
    except EOFError:
        if taken:
            return True  # they were given on purpose, and nobody is there to be asked
        raise


def _told(sitting: _Sitting, conversation: Conversation) -> int:
    from coprod_audit.cli import telling  # judging and telling are not loaded before they are wanted

    keeping, asker = sitting.keeping, sitting.asker
    report = ["coprod-audit", "report", str(keeping.path)]
    lenses = [word for lens in sitting.wanted.lenses for word in ("--lens", lens)]
    anew = f"{shlex.join([*report, *lenses])} -o FILE.md"
    written = telling.tell(conversation, asker, keeping.path, anew, sitting.lenses)
    sitting.drafts.forget_all()
    if not keeping.try_once_more():
        return _stopped(sitting, exits.NOT_DONE)
    if written is None:
        said, command = _where_everything_is(sitting)
        asker.say(said)
        asker.draw(command)
    elif written:
        asker.say("To change an answer later, or to go on:")
        asker.draw(sitting.again)
        asker.say("One page in plain words, for everybody who took part:")
        asker.draw(shlex.join([*report, "--one-page", "-o", "one-page.md"]))
    if written is not False:
        _tell_of_more(sitting, conversation)
    return exits.NOT_DONE if written is False else exits.DONE


def _tell_of_more(sitting: _Sitting, conversation: Conversation) -> None:
    """Say last that there are optional parts, where a whole sitting has come to its result without them."""
    said, parts = wording.more(conversation.interview)
    if said:
        only = sitting.wanted._replace(scope=Scope(only=tuple(f"{part}.*" for part in parts)))
        sitting.asker.say(said)
        sitting.asker.draw(
            _fitting(only.again(sitting.keeping.path, sitting.chosen.paper.option), sitting.asker.width)
        )


def _fitting(command: str, width: int) -> str:
    """A command on one line, or on several that a shell takes for one where there are fewer columns."""
    if len(command) <= width or os.name == "nt":
        return command
    parts = [""]
    for word in map(shlex.quote, shlex.split(command)):
        parts += [word] if word.startswith("--") else [f"{parts.pop()} {word}".lstrip()]
    lines = parts[:1]
    for part in parts[1:]:
        fits = len(f"{lines[-1]} {part} \\") <= width
        lines += [f"{lines.pop()} {part}" if fits else f"  {part}"]
    return " \\\n".join(lines)


class _Editing:
    """The editor, for the file that the answers are in now."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def edit(self, text: str, subject: str) -> editor.Written | editor.Unused:
        """Have a text changed."""
        return editor.edit(text, self._keeping.path, subject)

    def forget(self, subject: str) -> None:
        """Let go of what was written."""
        editor.forget(self._keeping.path, subject)


def _owner() -> Owner:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    return Owner(user, socket.gethostname(), os.getpid())


def _input_ended(sitting: _Sitting) -> int:
    if sys.stdin is not None and sys.stdin.isatty():
        return _stopped(sitting, exits.INTERRUPTED)
    if sitting.conversation is not None:
        streams.complain(*wording.lacking(missing(sitting.conversation.interview)))
    else:
        streams.complain("coprod-audit: the input ended before it was said what to do with the file.")
    return _stopped(sitting, exits.NOT_DONE)


def _stopped(sitting: _Sitting, code: int) -> int:
    exits.hear_no_more()  # whoever presses Ctrl-C twice has said it once
    said, command = _where_everything_is(sitting)
    if sys.stderr is not None and sys.stderr.isatty():
        said = textwrap.fill(
            said, max(choosing.columns(), 20), break_long_words=False, break_on_hyphens=False
        )
    streams.complain("", *said.splitlines(), *command.splitlines())
    if not sitting.keeping.safe:
        streams.complain("These are the answers; copy the lines below into a file:")
        streams.give(sitting.keeping.text)
        return exits.NOT_DONE if code == exits.DONE else code
    return code


def _where_everything_is(sitting: _Sitting) -> tuple[str, str]:
    """Where the answers are, and the command to go on with: alone, so that it can be copied; "" where there is none."""
    keeping, conversation = sitting.keeping, sitting.conversation
    again = sitting.again
    if not keeping.safe:
        return wording.unsaved(str(keeping.path)), ""
    if keeping.saved and conversation is not None:
        return wording.saved(conversation.interview, str(keeping.path)), again
    if keeping.path.exists():
        return wording.unchanged(str(keeping.path)), again
    return wording.NOTHING_ANSWERED, ""
