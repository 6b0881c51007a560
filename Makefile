# Thin targets; what they do stands in scripts/. Settings (PORT=, BOT_DATA_DIR= ...) pass through.
PYTHON ?= python3
ARGS ?=
BOT := .venv/bin
ENGINE := .venv-engine/bin
COMPILE = uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url \
          --no-emit-find-links --no-header

export RASA_TELEMETRY_ENABLED := false
export OMP_NUM_THREADS := 1
export TF_CPP_MIN_LOG_LEVEL := 3
# Without compiled bytecode every start takes ten seconds longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test check train evaluate bench lock clean

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

setup: ## make everything ready, start nothing
	@$(PYTHON) scripts/setup.py run

run: setup ## start the assistant (PORT=8080)
	@exec $(BOT)/python -m bot serve $(ARGS)

test: ## every test, in both environments
	@$(PYTHON) scripts/setup.py test
	@$(PYTHON) scripts/run_tests.py $(ARGS)

check: ## formatting, types, import rules, YAML
	@$(PYTHON) scripts/setup.py environments
	@$(PYTHON) scripts/check.py

train: setup ## train if anything has changed
	@$(ENGINE)/python -m engine train $(ARGS)

evaluate: setup ## how well it understands
	@$(ENGINE)/python -m engine evaluate $(ARGS)

bench: setup ## how fast it is
	@$(BOT)/python -m benchmarks $(ARGS)

lock: ## resolve requirements/*.in anew into the lock files
	@$(COMPILE) requirements/engine.in --override requirements/engine.overrides -o requirements/engine.lock
	@$(COMPILE) requirements/bot.in -o requirements/bot.lock

clean: ## remove environments, models and caches; var/ with its conversations stays
	@rm -rf .venv .venv-engine .tools node_modules models bot/static/vendor var/setup
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .rasa
