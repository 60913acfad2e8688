"""Settings of a check: what there is to set, how a file says it, and what flags, environment and file come to together."""
