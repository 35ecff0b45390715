# Everything a person or CI runs. `make` alone lists the targets.
# Variables: PORT (8000), DATA_DIR (.data), PYTHON (python3), PG_BIN, CHROMIUM, ARGS (more arguments for pytest).

SHELL := /bin/bash
BIN := .venv/bin
PY := $(BIN)/python
ACCURACY = $(or $(DATA_DIR),.data)/accuracy

.DEFAULT_GOAL := help
.PHONY: help install run demo worker test check lint format contracts types migrations benchmark accuracy corpus lock clean

help: ## Muestra esta lista
	@sed -n -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

install: ## Instala los paquetes del sistema, .venv y las bibliotecas, también las de prueba
	@bash deploy/install.sh --tests
	@echo "Todo está instalado."

run: ## Arranca todo con datos de demostración (PORT=8000, DATA_DIR=.data); Ctrl-C lo detiene
	@bash deploy/install.sh
	@exec $(PY) -m config.embedded --with-parent

demo: run ## Lo mismo que make run

worker: ## Un lector de facturas con su reloj, sobre DATABASE_URL y BROKER_URL
	@bash deploy/install.sh
	@exec env OMP_THREAD_LIMIT=1 REMAP_SIGTERM=SIGQUIT $(BIN)/celery -A config worker --beat --schedule=$(or $(DATA_DIR),.data)/beat \
	  --loglevel=INFO --concurrency=2 --without-gossip --without-mingle

test: ## Prepara lo que falte y corre las pruebas (ARGS="-k archivo" para elegir)
	@bash deploy/install.sh --tests
	$(BIN)/pytest $(ARGS)

check: ## Todo lo que debe estar verde antes de cada commit
	@bash deploy/install.sh --tests
	@$(MAKE) --no-print-directory lint contracts types migrations
	$(BIN)/pytest $(ARGS)

lint: ## Estilo y errores frecuentes, con ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: ## Da formato al código
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

contracts: ## Quién puede importar a quién
	$(BIN)/lint-imports

types: ## Tipos, estrictos en invoices/extraction
	$(BIN)/mypy .

migrations: ## Falla si a un modelo le falta su migración
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

benchmark: ## Exactitud y tiempos sobre una carpeta con truth.json: make benchmark DIR=carpeta
	@test -n "$(DIR)" || { echo "Indica la carpeta: make benchmark DIR=carpeta"; exit 1; }
	$(PY) manage.py benchmark $(DIR)

accuracy: ## Exactitud pedida y medida: genera plantillas de desarrollo y de prueba y las lee, sin prisa (SEED=7, PER_LAYOUT=2)
	@bash deploy/install.sh --tests
	$(PY) -m tests.corpus.make --out $(ACCURACY) --seed $(or $(SEED),7) --per-layout $(or $(PER_LAYOUT),2)
	RADICA_ENGINE_TIMEOUT=60 $(PY) manage.py benchmark $(ACCURACY) --brief --save $(ACCURACY)/measured.json $(ARGS)

calibrate: ## Ajusta la confianza con carpetas de desarrollo: make calibrate DIRS="carpeta carpeta" (ARGS="--readings DIR")
	@test -n "$(DIRS)" || { echo "Indica las carpetas: make calibrate DIRS=\"carpeta carpeta\""; exit 1; }
	$(PY) manage.py calibrate $(DIRS) $(ARGS)

corpus: ## Genera facturas ficticias con su verdad en .data/corpus (SEED=1, PER_LAYOUT=10, ARGS="--kinds photo")
	$(PY) -m tests.corpus.make --out $(or $(DATA_DIR),.data)/corpus --seed $(or $(SEED),1) --per-layout $(or $(PER_LAYOUT),10) $(ARGS)

lock: ## Fija las versiones de requirements*.in con sus huellas
	@for name in requirements requirements-dev requirements-uv requirements-embedded; do \
	  echo $$name; \
	  $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --universal $$name.in -o $$name.txt || exit 1; \
	done

clean: ## Borra lo que las herramientas dejan; ni .data ni .venv
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis staticfiles
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
