"""Reads what a questionnaire says about answers: criteria, alarms, recommendations and stories."""

from coprod_audit.condition_reader import Scope, read_condition
from coprod_audit.fields import Field
from coprod_audit.names import Names
from coprod_audit.questionnaire import Alarm, Criterion, Helps, Recommendation, Story, View

_RUNGS = "the ladder has"


def read_criterion(field: Field, names: Names, scope: Scope) -> Criterion:
    """What must be true for a rung. Q015 where the rung has a criterion already."""
    record = field.mapping("rung", "title", "unmet", "when", optional=("source",))
    rung = names.one(record["rung"], "rung", "Q003", _RUNGS)
    first = names.places.setdefault(("criterion of the rung", rung), record["rung"].at)
    if rung and first != record["rung"].at:
        where = f"{first.path}, line {first.line}"
        record["rung"].note(
            "Q015", f"the rung '{rung}' has a criterion already ({where}); join the two with 'any' or 'all'"
        )
    return Criterion(
        rung,
        record["title"].text(),
        record["unmet"].text(),
        read_condition(record["when"], scope),
        names.sources(record["source"]),
    )


def read_alarm(field: Field, names: Names, scope: Scope) -> Alarm:
    """An alarm or a contradiction."""
    record = field.mapping("id", "title", "text", "when", "section", optional=("kind", "source"))
    kind = record["kind"].choice(("alarm", "contradiction"), "Q029", "kind of alarm", "there are")
    return Alarm(
        names.new(record["id"], "alarm"),
        "contradiction" if kind == "contradiction" else "alarm",
        record["title"].text(),
        record["text"].text(),
        read_condition(record["when"], scope),
        names.one(record["section"], "section", "Q007", "the sections are"),
        names.sources(record["source"]),
    )


def read_story(field: Field, names: Names) -> Story:
    """A story as the source tells it."""
    record = field.mapping("id", "title", "tells", optional=("source",))
    return Story(
        names.new(record["id"], "story"),
        record["title"].text(),
        record["tells"].text(),
        names.sources(record["source"]),
    )


def read_recommendation(field: Field, names: Names, scope: Scope) -> Recommendation:
    """A piece of advice. Q026 where it helps against nothing."""
    record = field.mapping(
        *("id", "title", "text", "first-step", "effort", "owner", "when", "helps"),
        optional=("easy", "story", "source", "views"),
    )
    return Recommendation(
        id=names.new(record["id"], "recommendation"),
        title=record["title"].text(),
        text=record["text"].text(),
        first_step=record["first-step"].text(),
        effort=record["effort"].text(),
        owner=record["owner"].text(),
        when=read_condition(record["when"], scope),
        helps=_helps(record["helps"], names, scope),
        story=names.one(record["story"], "story", "Q009", "there are") or None,
        source=names.sources(record["source"]),
        views=tuple([_view(item, names) for item in record["views"].items()]),
        easy=record["easy"].text(),
    )


def _helps(field: Field, names: Names, scope: Scope) -> Helps:
    record = field.mapping(optional=("alarms", "treads", "unlocks", "practice"))
    if isinstance(field.value, dict) and not any(part.items() for part in record.values()):
        field.note(
            "Q026",
            "advice that helps against nothing; name an alarm, a rung, a fact or a practice",
            field.key_at,
        )
    facts = [fact for fact, scale in scope.facts.items() if not scale.derived]
    unlocks = [item.choice(facts, "Q004", "question", "there are") for item in record["unlocks"].items()]
    return Helps(
        names.some(record["alarms"], "alarm", "Q010", "there are"),
        names.some(record["treads"], "rung", "Q003", _RUNGS),
        tuple(filter(None, unlocks)),
        names.some(record["practice"], "practice question", "Q027", "there are"),
    )


def _view(field: Field, names: Names) -> View:
    record = field.mapping("view", "source")
    return View(record["view"].text(), names.sources(record["source"]))
