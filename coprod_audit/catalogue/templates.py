"""What can be wrong with a template of one's own: `template_faults` reports it in the same words (tested)."""

from typing import Final

TEMPLATES: Final = r"""
T001 the template cannot be read
  A template is a plain file of UTF-8 text, at most 1 MB, named with letters, digits, dots, dashes and
  underscores. A folder, a pipe or a link to somewhere else is not read. Give the path of the file itself.
T002 the template is not well formed
  A tag is not closed, or something inside {{ }} or {% %} is not the language of Jinja templates. The line
  named is where reading stopped; the slip is there or just above. templates/README.md shows the language.
T003 the template asks for something that is not there
  A template may only print names that the result has. Compare the name with `coprod-audit report --format
  json`, which shows everything there is, or with `coprod-audit schema result`. A key that can be absent
  does not exist: what is not known is null, an empty text or an empty list.
T004 the template reaches for something it may not touch
  A template sees plain data and the filters that templates/README.md lists. It cannot reach attributes of
  Python objects, call anything but its own macros, or open files. Print what the result holds instead.
T005 the template includes a file that is not beside it
  An include or import takes the bare name of a plain file in the template's own folder: no path, no `..`,
  no link. Put the file beside the template, or copy the text into it.
T006 the template takes too long
  Rendering is stopped after 5 seconds; the audits we ship take a few thousandths of one. Look for a loop
  inside a loop, or a loop over a very long range.
T007 the template needs too much memory
  Rendering may use 256 MB. Look for a text that is multiplied or joined to itself in a loop, or for
  templates that include each other.
T008 the template writes too much
  What a template writes may be 10 MB long, which is a thousand times a usual audit. Look for a loop that
  prints inside a loop. Nothing was written: half an audit would be worse than none.
T009 the template fails while it is being filled in
  A filter was given something it cannot work with, such as sorting texts together with numbers. The line
  named is where it happened.
"""
