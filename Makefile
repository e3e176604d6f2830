# Shortcuts. Everything they do is in tools/venv (Python's packages) and in the command `ccp3` (all the rest).
LAB ?= vlan-trunk
LEARNER ?= demo

CCP3 = .venv/bin/ccp3
PYTHON = .venv/bin/python

.PHONY: help setup venv lab check down test selftest images bench doctor lint clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  LAB=$(LAB) and LEARNER=$(LEARNER) choose the lab and the learner; all labs: ccp3 labs"

lab: setup  ## set up what is missing, then start LAB for LEARNER
	@$(CCP3) up $(LAB) --learner $(LEARNER)

check: venv  ## the learner's points so far
	@$(CCP3) check $(LAB) --learner $(LEARNER)

down: venv  ## stop the lab and remove everything it left
	@$(CCP3) down $(LAB) --learner $(LEARNER)

test: setup  ## set up what is missing, then all tests, those on real devices included
	@$(PYTHON) tools/suite.py

selftest: setup  ## prove that every check of LAB (or of `all`) can fail, and that right answers pass
	@$(CCP3) selftest $(LAB)

images: venv  ## build the device images whose content changed
	@$(CCP3) images

bench: setup  ## measure, on this machine
	@$(PYTHON) tools/bench.py
	@$(PYTHON) tools/company_bench.py
	@$(PYTHON) tools/directory_bench.py
	@$(PYTHON) tools/switch_bench.py
	@$(PYTHON) tools/driver_bench.py
	@$(PYTHON) tools/plan_bench.py

doctor: venv  ## what this machine has, lacks, and how to mend it
	@$(CCP3) doctor

lint: venv  ## style and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

setup: venv  ## only set up what is missing
	@$(CCP3) setup

venv:
	@tools/venv

clean:  ## remove the caches of this checkout (not the labs that run, not the images)
	@rm -rf .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
