"""The page of lenses in `result/1`: the same answers through other frameworks.

A lens never moves the rung. What an element says depends on a few answers and the project's own words, and is remembered
by these.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from coprod_audit.lens import NONE
from coprod_audit.lenses import ElementResult, LensResult, chosen
from coprod_audit.narrative import frameworks, sentences
from coprod_audit.narrative.citing import document
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import State, Wording, remembered
from coprod_audit.narrative.words import stopped, unstopped
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.result.disagreements import told_of
from coprod_audit.result.lens_drawing import drawing
from coprod_audit.result.lens_help import Helped, from_places, help_for, help_list, in_need
from coprod_audit.result.lens_seen import Answers, Looking, Seer, answers, glances, room

Data = dict[str, Any]

SEE_ALL = "coprod-audit report FILE --lens all"
"""What shows every lens."""


class Asked(NamedTuple):
    """Which lenses are wanted (`lenses.chosen`), and the names of the files beside the audit that hold their drawings."""

    lenses: Sequence[str] = ()
    pictures: Mapping[str, str] = MappingProxyType({})


class Page(NamedTuple):
    """The page as data, and the ids of the documents that it names."""

    data: Data
    cited: frozenset[str]


def page(voice: Voice, asked: Asked, first: Sequence[Data], later: Sequence[Data]) -> Page:
    """Return what the lenses that are wanted show; `first` and `later` are the steps that the audit tells besides.

    Raises UsageError, with the nearest name, for a lens that there is not.
    """
    every = room(voice.questionnaire).seers
    given = answers(voice.questionnaire, voice.facts)
    seen = () if tuple(asked.lenses) == (NONE,) else glances(voice.questionnaire, given)
    found = chosen(seen, asked.lenses)
    here = _Here(voice, given, asked.pictures, Helped.of(first, later))
    shown = [_lens(here, every[result.lens.id], result) for result in found.shown]
    of = [id_ for id_, seer in every.items() if found.how != "say-most" or not seer.lens.on_request]
    ids = {result.lens.id for result in found.shown}
    data = {
        "heading": frameworks.HEADING,
        "says": frameworks.how_chosen(found, len(of)) if shown else None,
        "shown": shown,
        **_others(voice.words, tuple([id_ for id_ in every if id_ not in ids]), bool(shown)),
        "disagreements": [told_of(voice, one) for one in voice.questionnaire.disagreements if shown],
    }
    return Page(data, _cited(voice.questionnaire, tuple(ids), here.helped))


class _Here(NamedTuple):
    """What a lens is told from: who speaks, what was answered, the names of pictures, and what was told so far."""

    voice: Voice
    given: Answers
    pictures: Mapping[str, str]
    helped: Helped


def _cited(questionnaire: Questionnaire, shown: tuple[str, ...], helped: Helped) -> frozenset[str]:
    """The documents that the page names."""
    lenses, disagreements = _documents(questionnaire)
    return frozenset(helped.documents).union(*[lenses[id_] for id_ in shown], disagreements if shown else ())


@made_once
def _documents(questionnaire: Questionnaire) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The documents that each lens rests on, and those that disagree."""
    sides = [side for one in questionnaire.disagreements for side in one.sides]
    return (
        {lens.id: frozenset(map(document, lens.source)) for lens in questionnaire.lenses},
        frozenset(document(place) for side in sides for place in side.source),
    )


@remembered(256)
def _others(words: Wording, ids: tuple[str, ...], any_shown: bool) -> Data:
    """The lenses that are not shown, and how to see them."""
    others = [{"id": id_, "title": _about(words, id_)["title"]} for id_ in ids]
    says = frameworks.not_shown([other["title"] for other in others]) if any_shown else None
    return {"others": others, "others_says": says, "see_all": SEE_ALL if others else None}


def _lens(here: _Here, seer: Seer, result: LensResult) -> Data:
    voice, words, lens = here.voice, here.voice.words, seer.lens
    told = [_element(words, lens.id, one.element.id, _key(here, one)) for one in seer.elements]
    known = result.count("not-known") < len(told)
    drawn = drawing(voice, seer)
    return {
        **_about(words, lens.id),
        "summary": frameworks.summary(result),
        "not_asked_says": frameworks.not_asked(_parts_not_asked(voice, seer, result)),
        "table": known and any(one["in_table"] for one in told),
        "parts": [
            _part(_title(words, title), [told[place] for place in places]) for title, places in seer.parts
        ],
        "not_in_table": frameworks.not_named([one["title"] for one in told if not one["in_table"]]),
        "helps": help_list(words, result, here.helped),
        "drawing": drawn,
        "picture": {
            "file": here.pictures.get(lens.id) if drawn else None,
            "says": drawn["says"] if drawn else "",
        },
    }


def _part(title: str, told: list[Data]) -> Data:
    return {"title": title, "in_table": any(one["in_table"] for one in told), "elements": told}


@remembered(128)
def _about(words: Wording, id_: str) -> Data:
    """What a lens is, whatever was answered."""
    lens = room(words.questionnaire).seers[id_].lens
    return {
        "id": lens.id,
        "title": _title(words, lens.title),
        "about": stopped(sentences.fill(words, lens.about)),
        "note": stopped(sentences.fill(words, lens.note)) if lens.note else "",
        "looks_for": lens.looks_for,
        "both_ways": lens.both_ways,
        "by_answers": lens.looks_for != "barriers",
        "source": sentences.sources(words, lens.source),
        "source_says": from_places(words, lens.source),
    }


def _title(words: Wording, title: str) -> str:
    return unstopped(sentences.fill(words, title))


def _key(here: _Here, looking: Looking) -> str | tuple[State, ...]:
    """What is known of the facts that an element looks at; of a single one that was answered the answer itself."""
    key = looking.key(here.given)
    if key is None or (type(key) is tuple and None in key):
        return here.voice.states(looking.facts)
    return key


@remembered(4096)
def _element(words: Wording, lens: str, id_: str, known: str | tuple[State, ...]) -> Data:
    """How an element came out by what is known of the facts that it looks at, with the answers and what helps."""
    states = (known,) if isinstance(known, str) else known
    here = room(words.questionnaire)
    looking, asked = here.elements[lens, id_], here.seers[lens].lens
    given = dict(zip(looking.facts, states, strict=True))
    result = looking.come_out({fact: said for fact, said in given.items() if isinstance(said, str)})
    told = sentences.told_apart(words, {fact: given[fact] for fact in result.because})
    return {
        **_what(words, lens, id_),
        "state": result.state,
        "stands": frameworks.stands(asked.looks_for, result.state),
        "in_table": asked.looks_for != "barriers" or result.state != "not-evident",
        "because": told,
        "says": " ".join(one["says"] for one in told) or "This did not arise.",
        **_both_ways(words, result if asked.both_ways else None, given),
        "helps": help_for(words, lens, id_) if in_need(asked.looks_for, result.state) else None,
    }


@remembered(512)
def _what(words: Wording, lens: str, id_: str) -> Data:
    """What an element is, whatever was answered."""
    here = room(words.questionnaire).elements[lens, id_].element
    return {
        "id": here.id,
        "title": _title(words, here.title),
        "means": stopped(sentences.fill(words, here.means)) if here.means else "",
        "source": sentences.sources(words, here.source),
        "source_says": sentences.sources_in_short(words, here.source),
    }


def _both_ways(words: Wording, result: ElementResult | None, given: dict[str, State]) -> Data:
    """What is there already and what could go further; nothing for a lens that does not tell it."""
    if result is None:
        return {"already": [], "further": [], "unknown": [], "could": []}
    further, unknown = (_said(words, facts, given) for facts in (result.further, result.unknown))
    already = _said(words, result.already, given)
    return {"already": already, "further": further, "unknown": unknown, "could": [*further, *unknown]}


def _said(words: Wording, facts: tuple[str, ...], given: dict[str, State]) -> list[str]:
    return [told["says"] for told in sentences.told_apart(words, {fact: given[fact] for fact in facts})]


def _parts_not_asked(voice: Voice, seer: Seer, result: LensResult) -> list[str]:
    """The titles of the parts of the questionnaire whose questions were not put and left something not known here.

    None where a text was coded: it is silent, and nobody was asked.
    """
    if voice.coded or not result.count("not-known"):
        return []
    left = {
        voice.questionnaire.question_of(fact).section
        for one, looking in zip(result.elements, seer.elements, strict=True)
        if one.state == "not-known"
        for fact in looking.facts
        if fact not in voice.facts and voice.arises(fact)
    }
    return [section.title for section in voice.questionnaire.sections if section.id in left] if left else []
