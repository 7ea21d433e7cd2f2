"""One notebook, many times: once per actor, or once per line of a list, with what is done already left alone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from .knowledge import fingerprint, rules
from .parameters import PATHS, ReportError, existing, find, parameters_of
from .parts import placed, writing
from .words import did_you_mean

DONE = ".made.json"  # in the folder of the reports: what each was made from


def report_each(
    name: str | os.PathLike,
    *,
    over: str | None = None,
    values: Iterable | None = None,
    out="reports",
    again: bool = False,
    progress: bool = True,
    **parameters,
) -> pd.DataFrame:
    """Many reports in one go, with a progress bar; one that fails does not stop the rest.

    Parameters
    ----------
    name : str or path
        A notebook, run once per value: ``report_each("05-one-actor", over="actor", values=["Japan", "Marco Rubio"])``. Or a
        YAML file, run once per entry: a list of ``{notebook: 05-one-actor, actor: Japan, first_day: "2025-01-01"}``.
    over : str, optional
        The parameter that takes the values.
    values : iterable, optional
        The values; a parameter that is a list is given a list of lists.
    out : path
        Folder for the reports.
    again : bool
        Run those, too, whose notebook, parameters, articles, lexicons and rules have not changed since they were made.
    progress : bool
        Show a progress bar.
    **parameters
        For all of them; in YAML, an entry's own go first.

    Returns
    -------
    pandas.DataFrame
        One row per report, in the order given: notebook (str), parameters (str, JSON), outcome (str: made, unchanged,
        failed), path (str, of the HTML; empty where it failed), reason (str, of a failure).

    Raises
    ------
    ReportError
        Where the list cannot be read, a notebook or parameter is unknown, or there is nothing to run: before anything runs.
    """
    from tqdm import tqdm

    from .reporting import report

    jobs = [(notebook, {**parameters, **own}) for notebook, own in _jobs(name, over, values)]
    for notebook, given in jobs:
        known = [p.name for p in parameters_of(find(notebook))]
        for key in given:
            if key not in known:
                raise ReportError(f"{notebook} has no parameter {key!r}{did_you_mean(key, known)}")
    out, rows = Path(out), []
    done = _done(out)
    for notebook, given in tqdm(jobs, unit="report", disable=not progress):
        told = json.dumps(given, sort_keys=True, default=str, ensure_ascii=False)
        key, stamp = f"{notebook} {told}", _stamp(notebook, given)
        made = done.get(key, {})
        row = {
            "notebook": notebook,
            "parameters": told,
            "outcome": "unchanged",
            "path": made.get("path"),
            "reason": None,
        }
        if again or made.get("stamp") != stamp or not (out / str(made.get("path"))).exists():
            try:
                row |= {"outcome": "made", "path": report(notebook, out=out, **given).name}
                done[key] = {"stamp": stamp, "path": row["path"]}
            except KeyboardInterrupt:
                raise KeyboardInterrupt(
                    f"stopped: {len(rows)} of {len(jobs)} reports are done, in {out}; run again to go on with the rest"
                ) from None
            except ReportError as error:
                row |= {"outcome": "failed", "path": None, "reason": str(error)}
                done.pop(key, None)
            _keep(out, done)
        rows.append(row)
    types = dict.fromkeys(("notebook", "parameters", "outcome", "path", "reason"), "str")
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    return table.assign(path=[None if pd.isna(p) else str(out / p) for p in table["path"]]).astype({"path": "str"})


def _jobs(name, over, values) -> list[tuple[str, dict]]:
    if str(name).endswith((".yaml", ".yml")):
        return _listed(Path(name))
    if over is None or values is None:
        raise ReportError(
            "say over which parameter, and its values: over='actor', values=['Japan']; or give a YAML list"
        )
    jobs = [(str(name), {over: value}) for value in dict.fromkeys(values)]
    if not jobs:
        raise ReportError(f"values=: nothing to run {name} over")
    return jobs


def _listed(path: Path) -> list[tuple[str, dict]]:
    import yaml

    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ReportError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(entries, list) or not entries:
        raise ReportError(f"{path}: needs a list, one entry per report, like `- notebook: 05-one-actor`")
    jobs = []
    for n, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("notebook"), str):
            raise ReportError(
                f"{path}, entry {n}: names no notebook; write `- notebook: 05-one-actor` and its parameters"
            )
        jobs.append((entry["notebook"], {str(k): v for k, v in entry.items() if k != "notebook"}))
    return jobs


def _stamp(notebook: str, given: dict) -> str:
    """What a report hangs on: its notebook, its parameters, every file that they name, the lexicons and the rules."""
    source = find(notebook)
    digest = hashlib.sha256(json.dumps([fingerprint(), rules(), given], sort_keys=True, default=str).encode())
    digest.update(source.read_bytes())
    for parameter in parameters_of(source):
        value = given.get(parameter.name, parameter.default)
        if parameter.name in PATHS and value:
            at = existing(Path(value), source.parents[1] / value, of=parameter.name)
            for file in sorted(f for f in (at.rglob("*") if at.is_dir() else [at]) if f.is_file()):
                digest.update(f"\0{file}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _done(out: Path) -> dict:
    try:
        found = json.loads((out / DONE).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _keep(out: Path, done: dict) -> None:
    """Written after each report and put in place at once, so that a run that is broken off goes on where it was."""
    told = json.dumps(done, indent=1, sort_keys=True)
    with writing(out, ReportError):
        placed(out / DONE, lambda new: new.write_text(told, encoding="utf-8"))
