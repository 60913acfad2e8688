"""What helps where an element of a lens is not evident, or where a barrier is named: advice, a story, and ideas.

An audit tells no first step twice, and no story twice on the page of the lenses.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from coprod_audit.lens import Element, Idea, Lens, LooksFor
from coprod_audit.lenses import ElementResult, LensResult, State
from coprod_audit.narrative import frameworks, sentences
from coprod_audit.narrative.citing import document
from coprod_audit.narrative.frameworks import Told
from coprod_audit.narrative.wording import Wording, remembered
from coprod_audit.narrative.words import stopped, unstopped
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire, Recommendation, Story
from coprod_audit.result.lens_seen import room

Data = dict[str, Any]

LISTED = 2
"""For so many elements of a lens a first step is told; the others are named, with the advice and the story that help."""

STORIES = 1
"""So many stories are told of a lens; others are named, with where they are to be found."""

_IN_NEED: dict[LooksFor, tuple[State, ...]] = {
    "practice": ("not-evident", "partly"),
    "barriers": ("evident", "partly"),
}
"""The ways of coming out in which an element is helped, the most pressing first."""


class Helped(NamedTuple):
    """What an audit has told so far: advice by id and where its first step stands, stories by title, and the documents named."""

    told: dict[str, Told]
    stories: set[str]
    documents: set[str]

    @staticmethod
    def of(first: Sequence[Data], later: Sequence[Data]) -> "Helped":
        """What is told before the page of the lenses: the first steps, and those for later."""
        steps: dict[str, Told] = {step["id"]: "later" for step in later}
        stories = {step["story"]["title"] for step in first if step["story"]}
        return Helped(steps | {step["id"]: "first" for step in first}, stories, set())


def in_need(looks_for: LooksFor, state: State) -> bool:
    """Whether an element that came out so is helped."""
    return state in _IN_NEED[looks_for]


@remembered(512)
def help_for(words: Wording, lens: str, element: str) -> Data | None:
    """What helps with an element, whatever was answered; None where nothing does."""
    here = room(words.questionnaire).elements[lens, element].element
    advised, story = _named(words.questionnaire, here)
    if advised is None and story is None and not here.ideas:
        return None
    places = _sources(advised, story)
    return {
        "id": advised.id if advised else None,
        "title": unstopped(sentences.spoken(words, advised.title)) if advised else None,
        "first_step": stopped(sentences.spoken(words, advised.first_step)) if advised else None,
        "story": _story(words, story) if story else None,
        "ideas": [_idea(words, idea) for idea in here.ideas],
        "source": sentences.sources(words, places),
        "source_says": from_places(words, places),
    }


def help_list(words: Wording, result: LensResult, helped: Helped) -> Data | None:
    """What helps with the first few elements that need it, and the names of the others; None where none of them does."""
    lens, places = result.lens, _places(words.questionnaire)
    needy = [
        one
        for state in _IN_NEED[lens.looks_for]
        for one in result.elements
        if one.state == state and places[lens.id, one.element.id] is not None
    ]
    if not needy:
        return None
    first, more = needy[:LISTED], needy[LISTED:]
    return {
        "heading": frameworks.what_helps(lens.looks_for, {one.state for one in first}),
        "items": _items(
            words, lens.id, [(one.element.id, places[lens.id, one.element.id]) for one in first], helped
        ),
        "more": _others(words, lens, more),
    }


def _others(words: Wording, lens: Lens, more: Sequence[ElementResult]) -> list[Data]:
    """The elements for which no first step is told, by how they came out."""
    named = {state: [one for one in more if one.state == state] for state in _IN_NEED[lens.looks_for]}
    return [
        {
            "heading": frameworks.also(lens.looks_for, state),
            "elements": [_in_short(words, lens.id, one.element.id) for one in some],
        }
        for state, some in named.items()
        if some
    ]


@remembered(512)
def _in_short(words: Wording, lens: str, element: str) -> str:
    """An element with the title of the advice that helps, or else the first idea, and of the story."""
    here = room(words.questionnaire).elements[lens, element].element
    advised, story = _named(words.questionnaire, here)
    first = advised.title if advised else here.ideas[0].idea if here.ideas else ""
    title = unstopped(sentences.spoken(words, first))
    named = "; ".join(filter(None, (title, f"“{story.title}”" if story else "")))
    element_title = unstopped(sentences.fill(words, here.title))
    return f"{element_title} ({named})" if named else element_title


def _items(
    words: Wording, lens: str, needy: Sequence[tuple[str, "_Rests | None"]], helped: Helped
) -> list[Data]:
    """What helps with these elements, without what the audit told before."""
    items, told_here = list[Data](), 0
    for element, rests in needy:
        advice, story, documents = rests or ("", "", frozenset())
        before = helped.told.get(advice)
        new = bool(story) and story not in helped.stories
        how: _Telling = "not" if not new else "told" if told_here < STORIES else "named"
        items.append(_item(words, lens, element, before, how))
        helped.documents.update(documents)
        if advice and before is None:
            helped.told[advice] = "here"
        if how == "told":
            helped.stories.add(story)
            told_here += 1
    return items


_Rests = tuple[str, str, frozenset[str]]
"""The id of the advice and the title of the story that help with an element, "" where there is none, and the documents named."""


@made_once
def _places(questionnaire: Questionnaire) -> dict[tuple[str, str], _Rests | None]:
    """What helps with every element of every lens; None where nothing does."""
    return {ids: _rests(questionnaire, one.element) for ids, one in room(questionnaire).elements.items()}


def _rests(questionnaire: Questionnaire, element: Element) -> _Rests | None:
    advised, story = _named(questionnaire, element)
    if advised is None and story is None and not element.ideas:
        return None
    of_ideas = [place for idea in element.ideas for place in idea.source]
    documents = frozenset(map(document, (*_sources(advised, story), *of_ideas)))
    return advised.id if advised else "", story.title if story else "", documents


def _sources(advised: Recommendation | None, story: Story | None) -> tuple[str, ...]:
    return (*(advised.source if advised else ()), *(story.source if story else ()))


_Telling = Literal["told", "named", "not"]


@remembered(1024)
def _item(words: Wording, lens: str, element: str, before: Told | None, telling: _Telling) -> Data:
    """An element with its help; `before` says where the first step stands already."""
    here = room(words.questionnaire).elements[lens, element].element
    advised, story = _named(words.questionnaire, here)
    whole = help_for(words, lens, element) or {}
    title, new = whole["title"], before is None
    return {
        "element": unstopped(sentences.fill(words, here.title)),
        "title": title if new else None,
        "first_step": whole["first_step"] if new else None,
        "again": frameworks.again(title, before) if before and title else None,
        "ideas": whole["ideas"],
        "story": whole["story"] if telling == "told" else None,
        "story_named": frameworks.story_of(story.title) if story and telling == "named" else None,
        "source_says": from_places(
            words, _sources(advised if new else None, story if telling != "not" else None)
        ),
    }


def _named(questionnaire: Questionnaire, element: Element) -> tuple[Recommendation | None, Story | None]:
    """The advice and the story that an element names."""
    advice, stories = _by_id(questionnaire)
    return advice.get(element.advice or ""), stories.get(element.story or "")


@made_once
def _by_id(questionnaire: Questionnaire) -> tuple[dict[str, Recommendation], dict[str, Story]]:
    return {one.id: one for one in questionnaire.recommendations}, {
        one.id: one for one in questionnaire.stories
    }


def _story(words: Wording, story: Story) -> Data:
    return {
        "title": story.title,
        "tells": stopped(story.tells),
        "source": sentences.sources(words, story.source),
    }


def _idea(words: Wording, idea: Idea) -> Data:
    return {
        "idea": stopped(sentences.fill(words, idea.idea)),
        "source": sentences.sources(words, idea.source),
        "source_says": sentences.sources_in_short(words, idea.source),
    }


@remembered(512)
def from_places(words: Wording, places: tuple[str, ...]) -> str | None:
    """Say where something comes from; None where no source is named."""
    return stopped(f"From {sentences.sources_in_short(words, places)}") if places else None
