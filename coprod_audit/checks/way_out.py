"""The ways out that messages name: what would have to be true, and what to find out first."""

from coprod_audit.checks.subject import Subject
from coprod_audit.faults import listed
from coprod_audit.verdict import Change, Ways


def to_reach(subject: Subject, place: str) -> str:
    """What would have to be true for a place, with the answers that say it: the best of the smallest ways. "" for none."""
    ways = _ways(subject, place)
    if ways is None or not ways.shown or subject.answers is None:
        return ""
    from coprod_audit.narrative.changes import clauses
    from coprod_audit.narrative.voice import Voice

    voice = Voice(subject.questionnaire, subject.answers)
    told = ", and ".join(f"that {clause}" for clause in clauses(voice, ways.shown[0]))
    others = ways.number - 1
    more = (
        f"; {others:,} other {'way leads' if others == 1 else 'ways lead'} there too, and 'coprod-audit report' tells the first"
        if others
        else ""
    )
    return f"{told} ({_as_answers(ways.shown[0])}){more}"


def to_find_out(subject: Subject) -> str:
    """What to find out first where too little is known."""
    if subject.answers is None:
        return "find out what is not known"
    from coprod_audit.board import board_of, present
    from coprod_audit.settling import settle

    board = board_of(subject.questionnaire)
    found = settle(present(board, subject.answers.facts).walk, board.order)
    return f"find out first: {listed(found[0].facts)}" if found else "find out what is not known"


def _ways(subject: Subject, place: str) -> Ways | None:
    """The smallest ways to a place or beyond it."""
    if subject.answers is None:
        return None
    from coprod_audit.board import board_of, present
    from coprod_audit.changes import raises

    now = present(board_of(subject.questionnaire), subject.answers.facts)
    return raises(now, subject.questionnaire.ladder.height(place))


def _as_answers(way: tuple[Change, ...]) -> str:
    return ", ".join(f"{change.fact}: {change.new}" for change in way)
