"""Judging of very many responses: what `assess` says, as far as a batch tells it, fifteen to fifty times quicker.

    judge = judging(questionnaire)              # once
    shorts = judge.shorts(responses)            # some hundred responses at a time

Answers are bytes here (`packed`), and conditions are found for all rows at once (`lanes`). Where a response stands is
looked up: `machine` reads answers one by one and remembers where they led, `residue` says what is left of a condition
after each of them, `standings` where the diagram of the rule leads to. What follows from that (`following`) and what is
advised (`offering`, and `unlocking` for the ways to what is intended) is put with it in `together`. A questionnaire that
is too large for bytes is judged by `assess` itself (`assessed`).

`table.judge_table` finds in columns of Arrow memory where responses stand, and nothing else. Everything is pure as
`assess` is: what comes out for a response depends on that response alone, however many were judged before, or with it.
"""

from coprod_audit.quick.judging import Judging, judging
from coprod_audit.quick.machine import Remembered
from coprod_audit.quick.packed import Alphabet, Packed, alphabet_of

__all__ = ["Alphabet", "Judging", "Packed", "Remembered", "alphabet_of", "judging"]
