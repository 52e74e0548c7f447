# Two commands are enough: `make serve` and `make test`. Each installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check

NODE_SDK := tests/contracts/node
NPM := $(shell command -v npm)

.PHONY: serve test check format coverage picture accuracy bench fonts fuzz attack corpus lock clean

serve: $(VENV)/serve.stamp  ## set up and serve; PORT=… wins over WANGTU_PORT, else 8000
	@exec $(BIN)/wangtu serve $(if $(PORT),--port $(PORT))

test: $(VENV)/dev.stamp $(VENV)/weights.stamp $(if $(NPM),$(NODE_SDK)/node_modules/.stamp)  ## set up and test; T=tests/path::name runs a part
ifdef T
	@$(BIN)/python -m pytest -q $(T)
else
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile
	@$(BIN)/python -m pytest -q tests/contracts/test_openapi.py tests/contracts/test_traps.py
endif

check: $(VENV)/dev.stamp  ## lint, types, spelling, architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/typos
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_sizes.py

format: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

coverage: $(VENV)/dev.stamp $(VENV)/weights.stamp  ## branch coverage of service/ and models/ without training
	@$(BIN)/python -m pytest -q --cov --cov-report=term $(T)

picture: $(VENV)/dev.stamp  ## draw the packages of docs/architecture.md from the imports
	@$(BIN)/python -m docs.packages

corpus: $(VENV)/dev.stamp  ## render the whole corpus (needs Chromium)
	@$(BIN)/python -m benchmarks.corpus

accuracy: $(VENV)/dev.stamp  ## character F1 and exact lines per set and kind of page
	@$(BIN)/python -m benchmarks.accuracy

bench: $(VENV)/dev.stamp  ## all figures, in half an hour; PEERS=… and PADDLEX=… are Pythons with the peers
	@$(BIN)/python -m benchmarks.serve
	@$(BIN)/python -m benchmarks.micro
	@$(BIN)/python -m benchmarks.queueing
	@$(BIN)/python -m benchmarks.load all $(if $(PEERS),--peers $(PEERS)) $(if $(PADDLEX),--paddlex $(PADDLEX))

fonts: $(VENV)/dev.stamp  ## accuracy of font detection (needs Chromium); FONTS=… is the folder of font files
	@$(BIN)/python -m benchmarks.fonts render benchmarks/fonts/out --fonts $(FONTS)
	@$(BIN)/python -m benchmarks.fonts score benchmarks/fonts/out --fonts $(FONTS) --plot docs/plots/fonts.svg
	@$(BIN)/python -m benchmarks.fonts designs

fuzz: $(VENV)/dev.stamp  ## 10,000 malformed requests against a real service
	@$(BIN)/python -m benchmarks.fuzz --requests 10000

attack: $(VENV)/dev.stamp $(VENV)/weights.stamp  ## attack a real service and say what held, in 5 minutes
	@$(BIN)/python -m benchmarks.attacks

lock:  ## update the lock files (needs uv)
	uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 \
	  --generate-hashes --no-header --annotate --upgrade -o requirements.lock
	uv pip compile -q pyproject.toml --group build --group dev --extra paddle -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-header --annotate --upgrade -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(NODE_SDK)/node_modules

$(BIN)/python:
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/serve.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the service needs (about 400 MB, once) …"
	@$(PIP) install -q --require-hashes -r requirements.lock
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/serve.stamp
	@echo "Installing what the tests need (about 1 GB, once) …"
	@$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/weights.stamp: models/catalog/catalog.toml $(VENV)/serve.stamp
	@$(BIN)/wangtu models pull ppocrv6-small ppocrv6-tiny ppocrv4-mobile
	@touch $@

$(NODE_SDK)/node_modules/.stamp: $(NODE_SDK)/package-lock.json
	@echo "Installing the cloud's SDK for Node, which some tests call (23 MB, once) …"
	@$(NPM) ci --prefix $(NODE_SDK) --no-audit --no-fund --loglevel=error
	@touch $@
