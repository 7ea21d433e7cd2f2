"""Run the notebooks anew and keep their outputs: ``python tools/run_notebooks.py [names...]``, or ``make notebooks``.

The picture of the cell tagged ``cover`` goes to docs/ as well, for README.md. Read the diff before you commit it: a
changed output is a changed behaviour, and the message should say why.
"""

from __future__ import annotations

import base64
import sys

import nbformat

from toolkit import parameters, reporting

if __name__ == "__main__":
    for name in sys.argv[1:] or reporting.notebooks():
        path = parameters.find(name)
        notebook = reporting.execute(path, {})
        nbformat.write(notebook, path)
        png, _ = reporting.cover(notebook)
        if png:
            picture = parameters.root() / "docs" / f"{name}.png"
            picture.parent.mkdir(exist_ok=True)
            picture.write_bytes(base64.b64decode(png))
        print(path.name)
