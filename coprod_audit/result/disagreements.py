"""Where the sources disagree, in `result/1`: both views side by side, and where the project leans."""

from typing import Any

from coprod_audit.lens import Disagreement
from coprod_audit.lenses import Leans, leaning
from coprod_audit.narrative import frameworks, sentences
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import State, Wording, remembered
from coprod_audit.narrative.words import stopped, unstopped
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire

Data = dict[str, Any]


def told_of(voice: Voice, disagreement: Disagreement) -> Data:
    """Both views of a matter, and to which of them a project leans."""
    _, towards, because = leaning(disagreement, voice.facts)
    return _leaning(voice.words, disagreement.id, towards, because, voice.states(because))


@remembered(1024)
def _leaning(
    words: Wording, id_: str, towards: Leans, because: tuple[str, ...], states: tuple[State, ...]
) -> Data:
    """A disagreement, and where a project leans by what is known of these facts."""
    told = sentences.told_apart(words, dict(zip(because, states, strict=True)))
    return {
        **_matter(words, id_),
        "leans": towards,
        "says": " ".join(
            [frameworks.leans(towards), *(one["says"] for one in told if towards != "not-known")]
        ),
        "because": told,
    }


@made_once
def _by_id(questionnaire: Questionnaire) -> dict[str, Disagreement]:
    return {one.id: one for one in questionnaire.disagreements}


@remembered(64)
def _matter(words: Wording, id_: str) -> Data:
    """A disagreement, whatever was answered."""
    disagreement = _by_id(words.questionnaire)[id_]
    return {
        "id": id_,
        "title": unstopped(sentences.fill(words, disagreement.title)),
        "sides": [
            {
                "view": stopped(sentences.fill(words, side.view)),
                "source": sentences.sources(words, side.source),
                "source_says": sentences.sources_in_short(words, side.source),
            }
            for side in disagreement.sides
        ],
    }
