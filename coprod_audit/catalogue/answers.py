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
  Dates are written as year, month and day, as in 2016-05-01, and the day has to exist. The project has one,
  and an answer may have its own where it was given on another day.
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
  The questions may have changed since. The audit goes on with every answer that still fits; what fits no
  more is set aside and told (A020). `coprod-audit run FILE` asks what is new and what has changed, with the old
  answers standing, and writes the new version into the file. Where the file belongs to a newer version than
  yours, take the newer questionnaire: an answer to a question that yours does not have is a fault.
A011 the project lacks its unit
  Before any question the team writes one sentence: whose decisions about what, over the last twelve
  months, at one level. Without it a rung says nothing, so none is printed. Write it under `project`, as
  in `unit: Decisions of the council about the youth hub, 2015-16`.
A012 rows where there are none, or none where there are
  A table is answered row by row, a question of which several can be ticked with a list, as in `barriers: [silos]`,
  and other questions with one choice. `coprod-audit questionnaire show` tells which is which.
A013 the questionnaire is not named
  Its id and version stand in one line, as in `questionnaire: coprod-ladder 1.0`.
A015 too much evidence for one answer
  At most 100 pieces are kept for one answer. Name those that somebody would look at first. `--limit
  evidence=NUMBER` raises the limit.
A016 two answers set aside for one question
  What is set aside is kept as it stands, so one answer must not take the place of another. Either it stands
  twice under `set-aside`, once as {matters: {aim: agreed}} and once as "matters.aim"; or an answer to an earlier
  version, which fits no more, would join one that is there already. Keep one of the two.
A017 a question to ask again that the questionnaire does not have
  Under `ask-again` stand the questions whose answers are to be given anew: the id of a question, or that of a
  table, a dot and its row, as in [told, decisions.money].
A018 a question to ask again that has no answer
  Only what has been answered can be asked again; everything else is asked anyway. Nothing is lost: take the
  name out from under `ask-again`, or let `coprod-audit run FILE` do it.
A019 answers that are to be asked again
  They were given before their questions came to mean something else, so they may no longer be the answers that
  people would give. Until then they count as they stand. `coprod-audit run FILE` asks them again, each with the
  old answer standing, and takes them off the list under `ask-again` one by one.
A020 answers that fit no more are set aside
  The file was answered to an earlier version, and this one no longer has the question, the row or the choice.
  Such an answer is kept and not judged: once `coprod-audit run FILE` has saved the file, it stands under
  `set-aside`. Look whether a new question asks for the same, and answer that.
"""
