"""Run the notebooks anew and keep their outputs: ``python tools/run_notebooks.py [names...]``, or ``make notebooks``.

A picture in docs/ of a notebook's name is that of its cell tagged ``cover``, for README.md. Read the diff before you
commit it: a changed output is a changed behaviour, and the message should say why.
"""

from __future__ import annotations

import base64
import sys

import nbformat

from toolkit import parameters, reporting

if __name__ == "__main__":
    for name in sys.argv[1:] or [*reporting.notebooks(), "start"]:
        path = parameters.root() / "notebooks" / f"{name}.ipynb"
        notebook = reporting.execute(path, {})
        nbformat.write(notebook, path)
        picture = parameters.root() / "docs" / f"{name}.png"
        if picture.exists():
            picture.write_bytes(base64.b64decode(reporting.cover(notebook)[0]))
        print(path.name)
