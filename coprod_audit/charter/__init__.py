"""Charters: Markdown with front matter, plain YAML or answers, read into values that know their places."""
