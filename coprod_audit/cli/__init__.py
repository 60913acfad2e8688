"""The doors: one thin module a command, and one boundary where errors become a sentence and an exit code."""
