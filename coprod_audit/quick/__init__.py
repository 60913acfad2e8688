"""Judging of very many responses: what `assess` says, as far as a batch tells it, some twenty times quicker.

    judge = judging(questionnaire)                                       # once
    short = judge.short(facts, claims, intends, people)                  # for each response

What `assess` works out anew is looked up here: `machine` reads answers one by one and remembers where they led,
`residue` says what is left of a condition after each of them, `standings` where the diagram of the rule leads to.
`table.judge_table` does the same in columns. Everything is pure as `assess` is: what comes out for a response depends on
that response alone, however many were judged before.
"""

from coprod_audit.quick.judging import Judging, judging

__all__ = ["Judging", "judging"]
