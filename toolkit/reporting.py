"""Notebook + parameters -> executed notebook + HTML: ``python -m toolkit.reporting`` runs them all."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path
from types import SimpleNamespace

from .corpus import Corpus
from .display import Note, page
from .interrupts import noted
from .parameters import PATHS, ReportError, existing, find, notebooks, parameters_of, resolve, root, slug
from .parts import placed, writing
from .words import did_you_mean

__all__ = [
    "ReportError",
    "cover",
    "execute",
    "notebooks",
    "provenance",
    "read",
    "report",
    "report_all",
    "resolve",
    "root",
]

CSS = """
body{font:16px/1.55 system-ui,sans-serif;color:#222;background:#fff}
h1{font-size:1.7em;line-height:1.2}
h2{font-size:1.25em;margin-top:2em;border-bottom:1px solid #ccc;padding-bottom:.2em}
p{max-width:46em}
img{max-width:100%;height:auto}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em}
code{overflow-wrap:anywhere}
a{color:#0058a0}
.anchor-link,.prompt{display:none}
.entry{display:flex;flex-wrap:wrap;gap:1.2em;margin:1.6em 0;border-top:1px solid #ccc;padding-top:1.2em}
.entry img{width:18em;max-height:18em;object-fit:cover;object-position:top left;border:1px solid #ccc}
.entry div{flex:1 1 18em}
.entry h2{border:0;margin:0 0 .3em}
.failed{color:#a02000;overflow-wrap:anywhere}
@media print{
body{max-width:none;margin:0;font-size:11pt}
.wire-scroll{overflow:visible}
h2,tr,img{break-inside:avoid}
h2{break-after:avoid}
}
""".strip()


def report(name: str, *, out="reports", articles=None, **parameters) -> Path:
    """Run one notebook with parameters and write it, with its outputs, as a notebook and as HTML without code.

    Parameters
    ----------
    name : str
        A notebook's file name without its suffix: ``"05-one-actor"``.
    out : path
        Folder for the reports; made where there is none.
    articles : path, optional
        Your articles, relative to where you are. Without it: the notebook's default, the sample.
    **parameters
        What else stands in the notebook's first code cell; `coded` and `corrections` are paths, too. Days are written as
        ``"2025-01-31"``.

    Returns
    -------
    Path
        The HTML file, named after the notebook and what was asked for. The executed notebook lies beside it. A failed
        run writes neither.

    Raises
    ------
    ReportError
        On an unknown notebook, an unknown or ill-typed parameter, or a notebook that fails; the message has the reason.
    """
    source = find(name)
    known = {p.name: p for p in parameters_of(source)}
    given = dict(parameters)
    given |= {} if articles is None else {"articles": articles}
    for key in given.keys() & set(PATHS):  # relative to the project, so that no folder above it is told to a reader
        if given[key]:
            there = existing(Path(given[key]), of=key)
            given[key] = Path(os.path.relpath(there, source.parents[1])).as_posix()
    for key in given:
        if key not in known:
            raise ReportError(f"{name} has no parameter {key!r}{did_you_mean(key, list(known))}")
    given = {key: known[key].check(value) for key, value in given.items()}
    asked = [slug(value, key in PATHS) for key, value in given.items() if value != known[key].default]
    made = Path(out) / "-".join([name, *asked])
    with writing(made.parent, ReportError):  # told now, and not after minutes
        made.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=made.parent).close()
    notebook = _private(execute(source, given), [v for k, v in given.items() if k in PATHS and v])
    _write(made.with_name(made.name + ".ipynb"), _dumps(notebook))
    return _write(made.with_name(made.name + ".html"), _html(notebook))


def report_all(names: Iterable[str] | None = None, *, out="reports", **parameters) -> dict[str, str]:
    """Run notebooks, each with the parameters that it knows, and write ``index.html``: a line and a picture each.

    Returns
    -------
    dict
        The reason of each failure, by notebook; the others are run all the same.

    Raises
    ------
    ReportError
        Where one of the names is unknown, or no notebook has one of the parameters.
    """
    import nbformat

    names = list(names or notebooks())
    known = {name: [p.name for p in parameters_of(find(name))] for name in names}
    for key in parameters:
        if not any(key in those for those in known.values()):
            raise ReportError(
                f"no notebook has a parameter {key!r}{did_you_mean(key, sorted(set().union(*known.values())))}"
            )
    failures, entries = {}, []
    for n, name in enumerate(names):
        try:
            made = report(name, out=out, **{k: v for k, v in parameters.items() if k in known[name]})
        except KeyboardInterrupt:
            raise KeyboardInterrupt(
                f"stopped: {n} of {len(names)} reports are made and whole, in {out}; still to make: {' '.join(names[n:])}"
            ) from None
        except ReportError as error:
            failures[name] = str(error)
            entries.append(("", escape(name), f"<p class='failed'>Failed: {escape(str(error))}</p>"))
            continue
        notebook = nbformat.read(made.with_suffix(".ipynb"), as_version=4)
        (title, question), (png, alt) = _head(notebook), cover(notebook)
        picture = f"<img src='data:image/png;base64,{escape(png)}' alt='{escape(alt)}'>" if png else ""
        entries.append((picture, f"<a href='{escape(made.name)}'>{escape(title)}</a>", f"<p>{escape(question)}</p>"))
    body = "".join(f"<section class='entry'>{picture}<div><h2>{h}</h2>{p}</div></section>" for picture, h, p in entries)
    body = f"<h1>Reports</h1><p>Made on {date.today().isoformat()}. Machine-coded, not verified.</p>{body}"
    _write(Path(out) / "index.html", page("Reports", f"<main>{body}</main>", css=CSS))
    return failures


def read(path) -> Corpus:
    """The corpus of a notebook: a saved one, of whatever coder's rows, is opened; articles are loaded and read.

    What cannot be read is left out and counted: `toolkit.loss(corpus.articles)` and ``corpus.info["failures"]``.
    """
    if (Path(path) / "corpus.json").is_file():
        return Corpus.open(path)
    from .extraction import extract
    from .loading import load_articles

    return extract(load_articles(path, errors="skip"), errors="skip")


def provenance(corpus, given: SimpleNamespace) -> Note:
    """What a report was made from and with: input, model, lexicons, versions, parameters, day."""
    import platform
    from importlib.metadata import version

    digest = hashlib.sha256("".join(sorted(corpus.articles["sha256"].fillna(""))).encode()).hexdigest()
    asked = {k: Path(v).name if k in PATHS else v for k, v in given.asked.items()}
    known = dict.fromkeys(("toolkit", "spacy", "model", "model_version", "lexicons"), "not known") | corpus.info
    return Note(
        f"Machine-coded, not verified. Made on {date.today().isoformat()} with wire-daybook {known['toolkit']}, "
        f"spaCy {known['spacy']}, pandas {version('pandas')}, Python {platform.python_version()}. "
        f"Model: {known['model']} {known['model_version']}; lexicons: sha256 {known['lexicons'][:16]}. "
        f"Input: {len(corpus.articles):,} articles, sha256 {digest[:16]} (over the hashes of their texts). "
        f"Parameters: {'; '.join(f'{k} {v!r}' for k, v in asked.items())}."
    )


# -- running ---------------------------------------------------------------------


def execute(source: Path, given: dict):
    """The executed notebook, run in the project's folder by this interpreter, whatever kernels are installed."""
    import logging

    import nbformat
    import papermill
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class ThisInterpreter(AsyncKernelManager):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])  # leaves ipykernel's own, of this Python

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, noted() as stopped:
        made = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                str(source),
                str(made),
                parameters=given,
                kernel_name="python3",
                cwd=str(source.parents[1]),
                progress_bar=False,
                log_output=False,
                kernel_manager_class=ThisInterpreter,
                extra_arguments=["--log-level=CRITICAL"],
            )
        except papermill.PapermillExecutionError as error:
            reason = re.sub(r"\x1b\[[0-9;]*m", "", error.evalue)
            raise ReportError(f"{source.stem}: {error.ename}: {reason}") from error
        except RuntimeError as error:  # of nbclient while it runs, of jupyter_client while it starts
            if not str(error).startswith("Kernel died"):
                raise
            if stopped:  # Ctrl-C reaches the notebook's process, too, and may be told of as its death
                raise KeyboardInterrupt from None
            raise ReportError(f"{source.stem}: its process was killed, as happens where memory ends") from error
        return strip(nbformat.read(made, as_version=4))


def strip(notebook):
    """The notebook without what differs from run to run or machine to machine: papermill's notes, times, stderr, widgets."""
    for thing in (notebook, *notebook.cells):
        for key in ("papermill", "execution"):
            thing.metadata.pop(key, None)
        if "outputs" in thing:  # warnings carry paths
            thing["outputs"] = [output for output in thing["outputs"] if output.get("name") != "stderr"]
            for output in thing["outputs"]:  # what a widget shows instead is kept
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def _private(notebook, paths):
    """The notebook with each path outside of the project by its last part: who sent it lies on nobody else's machine."""
    for path in (p for p in paths if p.startswith("..") or Path(p).is_absolute()):
        for cell in notebook.cells:
            cell.source = cell.source.replace(path, Path(path).name)
    return notebook


def _dumps(notebook) -> str:
    import nbformat

    return nbformat.writes(notebook) + "\n"


def _write(path: Path, text: str) -> Path:
    """The file, whole or not there: a report that is broken off leaves the earlier one."""
    with writing(path, ReportError):
        placed(path, lambda new: new.write_text(text, encoding="utf-8", newline="\n"))
    return path


def _html(notebook) -> str:
    """The notebook as one page: no code, no cells tagged ``remove-cell``, no scripts, nothing fetched."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    exporter = HTMLExporter(
        config=Config({"TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": ["remove-cell"]}}),
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    return page(_head(notebook)[0], f"<main>{body}</main>", css=CSS)


def _head(notebook) -> tuple[str, str]:
    """Title and question: the first two lines of a notebook that are not empty."""
    first = next((c.source for c in notebook.cells if c.cell_type == "markdown"), "")
    lines = [line.lstrip("# ").strip() for line in first.splitlines() if line.strip()] + ["Report", ""]
    return lines[0], lines[1]


def cover(notebook) -> tuple[str, str]:
    """A notebook's picture, as base64, and its words: of the cell tagged ``cover``, else the first, else nothing."""
    for cell in sorted(notebook.cells, key=lambda c: "cover" not in c.metadata.get("tags", ())):
        for output in cell.get("outputs", ()):
            png = "".join(output.get("data", {}).get("image/png", "").split())
            if png:
                return png, output.metadata.get("image/png", {}).get("alt", "")
    return "", ""


def main(argv: list[str] | None = None) -> int:
    """The command line: 0 when every report was made, 1 when one failed, 2 when what was asked for does not exist, 130 on Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m toolkit.reporting", description="Run notebooks as reports.")
    parser.add_argument("names", nargs="*", metavar="NOTEBOOK", help=f"without any, all: {', '.join(notebooks())}")
    parser.add_argument("--articles", help="your articles: a file, a folder or a glob; without it, the sample")
    parser.add_argument("--actor", help="for notebooks about one actor: a name in full, or a state")
    parser.add_argument("--out", default="reports", help="folder for the reports")
    asked = parser.parse_args(argv)
    given = {k: v for k, v in (("articles", asked.articles), ("actor", asked.actor)) if v is not None}
    try:
        failures = report_all(asked.names, out=asked.out, **given)
    except ReportError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt as error:
        print(error, file=sys.stderr)
        return 130
    for reason in failures.values():
        print(reason, file=sys.stderr)
    print(Path(asked.out) / "index.html")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
