# Two commands for everybody: `make demo` and `make test`. The rest is for those who change something.
# Everything happens in .venv, which is made on first use and brought up to date when pyproject.toml changes.

# Which Python makes .venv: the first of these that is new enough and complete. `make PYTHON=python3.12` takes that one.
PYTHON = python3 python3.14 python3.13 python3.12 python3.11
BIN = .venv/bin

# Text files opened without saying their encoding work here and break on Windows: in tests that is a failure.
PYTEST = PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -n 2 --dist loadgroup

EXAMPLE = examples/camden-after.yaml

.NOTPARALLEL:
.PHONY: help demo test test-more test-slow test-scale check check-format check-lint check-imports check-types check-readme check-charter format readme coverage bench clean

help:
	@echo 'make demo       audit a real example: the rung, the reasons, and where the audit was written'
	@echo 'make test       the quick tests'
	@echo 'make check      all that must hold before a change goes in: format, lint, imports, types, README, tests'
	@echo 'make test-more  the tests that take seconds: a wheel in an empty environment, terminals, proofs'
	@echo 'make test-slow  the tests that take many minutes, for before a release: every crash, every damage, every race'
	@echo 'make test-scale the same judging under Ray Data and PySpark, in local mode (downloads them; needs Java)'
	@echo 'make format     put the code in order, as far as a program can'
	@echo 'make readme     run the commands in README.md, docs/check.md and docs/lenses.md again and put in what they print'
	@echo 'make coverage   which lines and branches no test reaches'
	@echo 'make bench      measure how fast it is (takes two hours, wants a quiet machine)'

demo: .venv/.ready-to-run
	@mkdir -p demo
	@$(BIN)/coprod-audit report $(EXAMPLE) -o demo/camden-after.md --force

test: .venv/.ready-to-develop
	$(PYTEST) -m 'not slow'

test-more: .venv/.ready-to-develop
	$(PYTEST) -m 'slow and not exhaustive and not scale'

test-slow: .venv/.ready-to-develop
	$(PYTEST) -m exhaustive

test-scale: .venv/.ready-to-scale
	$(PYTEST) -m scale

check: check-format check-lint check-imports check-types check-readme check-charter test test-more

check-format: .venv/.ready-to-develop
	$(BIN)/ruff format --check .

check-lint: .venv/.ready-to-develop
	$(BIN)/ruff check .

check-imports: .venv/.ready-to-develop
	$(BIN)/lint-imports --no-logo

check-types: .venv/.ready-to-develop
	$(BIN)/mypy

check-readme: .venv/.ready-to-develop
	$(BIN)/python -m tests.readme_blocks README.md
	$(BIN)/python -m tests.readme_blocks docs/check.md
	$(BIN)/python -m tests.readme_blocks docs/lenses.md

check-charter: .venv/.ready-to-develop
	$(BIN)/coprod-audit-check docs/charter.md

format: .venv/.ready-to-develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

readme: .venv/.ready-to-develop
	$(BIN)/python -m tests.readme_blocks --update README.md
	$(BIN)/python -m tests.readme_blocks --update docs/check.md
	$(BIN)/python -m tests.readme_blocks --update docs/lenses.md

coverage: .venv/.ready-to-develop
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report

bench: .venv/.ready-to-develop
	$(BIN)/python -m benchmarks.start_up
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.judging
	$(BIN)/python -m benchmarks.interview
	$(BIN)/python -m benchmarks.quick
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.reports
	$(BIN)/python -m benchmarks.two_processes
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.saving

clean:
	rm -rf demo dist build .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The two ways of being ready are empty files inside .venv, so that they go when it goes.
.venv/.ready-to-run: pyproject.toml .venv/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.ready-to-develop: pyproject.toml .venv/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.ready-to-run

.venv/.ready-to-scale: .venv/.ready-to-develop
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,scale]'
	@touch $@

.venv/.made:
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || .ci/make-venv $(PYTHON)
	@touch $@
