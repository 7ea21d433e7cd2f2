"""Committed notebooks are executed, in order, without errors: nbval compares nothing in one that is not."""

from pathlib import Path

import nbformat

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def faults(notebook):
    """What makes a notebook unfit to be compared with: one line per fault."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    counts = [cell.execution_count for cell in code]
    found = []
    if not code:
        found.append("no code cell")
    if counts != list(range(1, len(code) + 1)):
        found.append(f"executed as {counts}, not from 1 on in order: restart and run all")
    if any(output.output_type == "error" for cell in code for output in cell.outputs):
        found.append("holds an error")
    if "papermill" in notebook.metadata or any("papermill" in cell.metadata for cell in notebook.cells):
        found.append("holds papermill's metadata: run pre-commit")
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        found.append("its kernel is not python3")
    return found


def test_committed_notebooks_are_executed():
    assert {path.name: faults(nbformat.read(path, 4)) for path in NOTEBOOKS} == {path.name: [] for path in NOTEBOOKS}


def test_the_guard_sees_what_it_guards_against():
    def notebook(*cells, kernel="python3", **metadata):
        kernel = {"name": kernel, "display_name": ""}
        return nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel} | metadata)

    def cell(count, *outputs):
        return nbformat.v4.new_code_cell("1 + 1", execution_count=count, outputs=list(outputs))

    error = nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])
    assert faults(notebook(cell(1), nbformat.v4.new_markdown_cell("x"), cell(2), nbformat.v4.new_code_cell(""))) == []
    assert "executed as [None]" in faults(notebook(cell(None)))[0]
    assert "executed as [2, 1]" in faults(notebook(cell(2), cell(1)))[0]
    assert faults(notebook(cell(1, error))) == ["holds an error"]
    assert faults(notebook()) == ["no code cell"]
    assert "papermill" in faults(notebook(cell(1), papermill={}))[0]
    assert "kernel" in faults(notebook(cell(1), kernel="mine"))[0]
