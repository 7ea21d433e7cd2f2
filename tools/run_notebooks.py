"""Run the notebooks anew and keep their outputs: ``python tools/run_notebooks.py [names...]``, or ``make notebooks``.

Read the diff before you commit it: a changed output is a changed behaviour, and the message should say why.
"""

from __future__ import annotations

import sys

import nbformat

from toolkit import reporting

if __name__ == "__main__":
    for name in sys.argv[1:] or reporting.notebooks():
        path = reporting.find(name)
        nbformat.write(reporting.execute(path, {}), path)
        print(path.name)
