# Everything one does with the project; `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
# The locks hold every dependency: pip resolves nothing, so a release made since cannot come between.
PIP := $(BIN)/pip -qq --disable-pip-version-check install --require-hashes --no-deps
FLASK := $(BIN)/flask --app wsgi
PORT ?= 8000
# How many tests run side by side; 0 runs them one after the other.
WORKERS ?= auto

export PORT

.DEFAULT_GOAL := help
.PHONY: help install run demo test lint bench lock clean

help: ## ce que l’on peut faire (cette liste)
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  DATABASE_URL choisit la base (SQLite par défaut), PORT le port (8000), TRACKER_DEMO=non coupe la démonstration."

install: $(VENV)/.stamp-dev ## installe tout ce qu’il faut pour travailler au projet

run: export TRACKER_DEMO ?= 1
run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: export ASSEMBLEE_REGION ?= Provence-Alpes-Côte d’Azur
run: export ASSEMBLEE_VILLE ?= Marseille
run: $(VENV)/.stamp-run ## prépare la base, charge la démonstration la première fois, et sert le site
	@echo "Le suivi des saisines et des avis : http://127.0.0.1:$(PORT)"
	@case "$$TRACKER_DEMO" in 1|oui|yes|true) $(FLASK) preparer --demo ;; *) $(FLASK) preparer ;; esac
	@exec $(BIN)/gunicorn -c gunicorn.conf.py wsgi:app

demo: export TRACKER_DEMO ?= 1
demo: $(VENV)/.stamp-run ## recommence la démonstration : ce qui y a été saisi est perdu
	@$(FLASK) demo --recommencer
	@echo "La démonstration est comme au premier jour ; « make run » la sert."

test: $(VENV)/.stamp-dev ## lance tous les essais, navigateur et PostgreSQL compris s’ils sont là
	@sh tests/outils/chromium.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --base toutes

lint: $(VENV)/.stamp-dev ## relit le code : style, types, gabarits, dépendances, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict tracker
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/deptry .
	$(BIN)/lint-imports

bench: $(VENV)/.stamp-dev ## mesure les pages et les calculs qui doivent rester rapides
	@$(BIN)/python -m tests.bench

lock: ## pour qui tient le projet : résout de nouveau les versions (demande uv)
	uv lock
	uv export --quiet --no-header --no-emit-project --no-dev -o requirements.lock
	uv export --quiet --no-header --no-emit-project --no-dev --extra oidc -o requirements-oidc.lock
	uv export --quiet --no-header --no-emit-project --no-dev --extra signature -o requirements-signature.lock
	uv export --quiet --no-header --no-emit-project --all-extras -o requirements-dev.lock

clean: ## retire ce qui se refabrique ; garde instance/, où sont la base et les pièces
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@python3 -m venv $(VENV) || { echo "Il manque le module venv de Python (paquet « python3-venv » chez Debian)." >&2; rm -rf $(VENV); exit 1; }

# A stamp is redone only when its lock changes. The lock of development holds the other one whole.
$(VENV)/.stamp-run: requirements.lock | $(BIN)/python
	@echo "Installation des bibliothèques…"
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock requirements.lock | $(BIN)/python
	@echo "Installation des bibliothèques et des outils d’essai…"
	@$(PIP) -r requirements-dev.lock
	@touch $(VENV)/.stamp-run $@
