"""What can be wrong with the configuration of a check, and with its baseline."""

from typing import Final

SETTINGS: Final = r"""
G001 a setting that nobody knows
  Usually a slip of the pen; the nearest known name is given where one is near. A key that is not known would
  silently not count, and a check would be milder than it looks, so it is refused. The same goes for the keys of a
  waiver, for codes of rules and for sections. `coprod-audit check --show-config` lists all settings.
G002 another kind of value is expected
  TOML has texts in quotation marks, numbers, true and false, days, lists in square brackets and tables. The message
  says which of them stands here and which belongs here.
G003 the configuration cannot be read
  It is not TOML, not UTF-8, larger than 1 MB, or made so that reading it would take very long. The place is that where
  the reader stopped; the slip is there or just above it. A `pyproject.toml` in which nothing is said about
  coprod-audit is left alone, whatever else is wrong with it.
G004 a setting that is not for a file to say
  A pull request brings its own files. So that none can choose the rules that judge it, the day that counts as
  today, or a file of this computer to write to, these are given as a flag or a variable only.
G005 a path that leads out
  What a configuration names lies in the folder of the configuration or below it: no path from the top of the disk,
  no `..`, no `~`. A flag may name anything.
G006 a value that cannot be meant
  A level, a number of days, a rung or a format that does not exist, or an empty text. The message says what there is.
  To take back what a file says, flags and variables take the word none.
G007 the severity of a rule that guards the others
  What says that a charter cannot be read, that a waiver has expired or that the rules were changed must not be turned
  down, or nothing else would hold. These can be made errors, and nothing less. What a single finding of another rule
  needs is a waiver.
G008 the file is not a baseline
  A baseline is JSON with `"coprod-audit": "baseline/1"` and `"charters"`, which holds for the path of each charter how
  many findings of each code are known. A broken one counts as a fault and never as an empty one. Write it anew with
  `coprod-audit check --write-baseline`.
G009 an entry that no baseline has
  For each code of a rule a baseline holds a whole number from 1 up. What says that a charter cannot be read, and what
  guards waivers, baseline and rules, cannot be in it.
"""
"""Reading settings and a baseline."""
