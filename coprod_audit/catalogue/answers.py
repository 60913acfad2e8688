"""What can be wrong with answers."""

from typing import Final

ANSWERS: Final = r"""
A001 a question that the questionnaire does not have
  The name has to be the id of a question; `coprod-audit questionnaire show` lists them. Nothing that was
  answered is left out silently.
A002 a choice that the question does not have
  The answer has to be the id of one of the question's choices, or `unknown` where it was asked and nobody
  could say.
A003 a row that the table does not have
  The name has to be the id of one of the table's rows.
A004 not applicable where it always applies
  Only some questions can be not applicable. Everything that decides the rung always applies; where nobody
  could say, `unknown` is the honest answer.
A005 a day that does not exist
  Dates are written as year, month and day, as in 2016-05-01, and the day has to exist.
A006 a view that does not exist
  Who answered is one of staff, people, carers, partners, leaders and mixed. People and carers are those the
  matter is for. A group is of one of the first five: what is mixed is the room, not a group in it.
A007 groups that do not fit
  Groups say how many of each kind answered together. They need `view: mixed`, come to the size where one is
  given, and come to somebody: a room of nobody has no view.
A008 a rung that the ladder does not have
  What the project claims and intends is the id of a rung; `coprod-audit questionnaire show` names them.
A009 answers to another questionnaire
  Answers only mean something with the questions that were asked. Name the questionnaire with
  --questionnaire.
A010 answers to another version
  The questions may have changed since. All answers still fit, so the audit goes on; look through the
  changed questions, then write the new version into the file.
A011 the project lacks its unit
  Before any question the team writes one sentence: whose decisions about what, over the last twelve
  months, at one level. Without it a rung says nothing, so none is printed. Write it under `project`, as
  in `unit: Decisions of the council about the youth hub, 2015-16`.
A012 rows where there are none, or none where there are
  A table is answered row by row, other questions with one choice. `coprod-audit questionnaire show` tells
  which is which.
A013 the questionnaire is not named
  Its id and version stand in one line, as in `questionnaire: coprod-ladder 1.0`.
A015 too much evidence for one answer
  At most 100 pieces are kept for one answer. Name those that somebody would look at first. `--limit
  evidence=NUMBER` raises the limit.
"""
