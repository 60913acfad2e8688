"""What can be said of a project charter. The first sentences say why, the last what to do.

Each code is a rule of `coprod-audit check`; `checks.RULES` has what finds it, and how grave it is.
"""

from typing import Final

CHARTERS: Final = r"""
C001 the charter cannot be read, or is not complete
  What cannot be read cannot be judged, and must not pass for that. A charter holds `project` and `answers`: in the
  front matter of a Markdown file, between two lines `---`, or in a YAML file; `answers` may also name a file of answers
  inside the repository. A code in brackets at the end says more: `coprod-audit explain` knows it too. Put right what
  the message names. `coprod-audit check --init FILE` writes a charter to begin with.
C002 no sentence says what the answers are about
  A rung is about whose decisions on what, over which months, at one level. Without that sentence it can be read as
  praise for anything, so no rung is told. Write it under `project`, as in `unit: Decisions of the council about the
  youth hub, 2025-26`. No waiver lets this through.
C003 the project claims more than its answers carry
  People who read "co-production" expect to share in the big decisions. A claim above the highest rung that the answers
  leave open tells them something that is not so. Every rung is worth doing and can be done well: claim the one that is
  there, or make true what the message names and then answer anew.
C004 the answers do not show what the project claims
  The claim may be right, but what is not known could as well bring it down. Find out what the message asks for, and
  answer it; or claim the rung that is shown.
C005 the project intends more than is there, and no plan says how and by when
  An intention without a step and a day is a wish, and people have waited for many of those. Write the steps under
  `plan`, each with `step`, `by` (a day) and `owner`; or intend the rung that is there, which may be a good one.
C006 the project stands below the rung that is asked for
  Whoever runs this check asks for a rung with --min-rung or `min-rung`, and compares it with the lowest that the answers
  leave open. Find out what is not known, make true what the message names, or talk to those who set the rung: not every
  matter needs a high one.
C007 the project has fallen since the base
  The answers showed a higher rung in the version that this one is compared with (--no-regress-from). If power was taken
  back, say so to the people it was taken from. If the old answers were wrong, say that in the notes and in the pull
  request.
C008 nobody that it is for has answered
  Staff and the people a project is for see different projects. A charter that only the one side has answered tells half of it.
  Ask people too, and say under `respondent` who answered: `view`, `size`, and for `mixed` the `groups`.
C009 something beside the rung should not wait
  Alarms are raised by answers, such as that nobody hears back, or that people could lose something by speaking. They
  stand beside the rung and no rung hides them. Correct the answer if it is wrong; `coprod-audit report` on the same
  answers tells what helps.
C010 an answer that decides the rung is not known
  What is not known counts neither as yes nor as no: it leaves a range of rungs. Ask somebody who knows, and answer it.
C011 answers that decide the rung have no evidence
  From the rung of --evidence-from on (co-design, unless said otherwise) each decisive answer should say where one can
  see that it is so. Add `evidence` to it: minutes, a decision, a page of a report. Never what identifies a person who
  has not agreed to that.
C012 a file of evidence is not there
  Evidence that reads like a path is looked for beside the charter and from the root of the repository. Correct the path,
  add the file, or give a link that begins with https://.
C013 evidence lies outside the repository
  A path that leads out of the repository, or is absolute, means something only on one machine; others see nothing there.
  Put the file into the repository, or give a link that begins with https://.
C014 the day of the review has passed
  `review` says when people look at this together again. Do that, answer anew, and set the next day.
C015 the answers are old
  Projects change. Answers older than --max-age days (365 unless said otherwise), counted from `date` under `project`, may
  describe another one. Go through them again: `coprod-audit run --charter FILE --stale TODAY` asks
  each question that was answered before that day, and the day first.
C016 a section is missing from the text
  A charter tells people in plain words about goals, scope, who is involved, power-sharing and culture. Headings are
  known by what they mean, at any level and in any order; `sections` in the configuration adds wordings of your own.
C017 a section says nothing
  There is a heading and nothing under it, or only a comment. Write what is true today, in a few plain sentences.
C018 the text and the front matter name different rungs
  People read the text, and the check reads the front matter; they should be told the same. Put right the one that is
  wrong. Only plain statements count ("Rung: co-design", "we claim co-production"), not every use of a word.
C019 the questionnaire has changed since these answers were given
  The message says which questions mean something else now and which have no answer. `coprod-audit run --charter FILE`
  asks those, and writes the new version down.
C020 a waiver has run out
  It was granted until a day that has passed, and counts no more. Put right what it let through, or have its owner decide
  anew.
C021 a waiver that lacks something
  A waiver says `code`, `reason`, `owner` and `until` (a day), so that somebody answers for it and it ends. C001, C002 and
  C020 to C025 cannot be waived. What is not whole does not count.
C022 a waiver that lets nothing through
  There is nothing left for it to let through, which is good news. Take it out, so that it does not hide something later.
C023 an entry of the baseline is no longer needed
  The baseline knows of more than was found. `coprod-audit check --write-baseline` tightens it, so that what was mended
  stays mended.
C024 the rules of the check are changed
  The configuration, a waiver, the baseline or the questionnaire differ from those of --rules-from, which count. Nothing
  is wrong with that; somebody other than the author should look at it, because after the merge these rules count.
C025 a charter of the base is gone
  It was checked before and is not there any more, or says no longer that it is a charter. Put it back. If it is to go, somebody
  who may decide that merges over this finding, which no waiver lets through.
"""
