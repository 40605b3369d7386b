"""The notebooks run from top to bottom on a build, warnings as errors, and are stored clean."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def test_all_four_are_there():
    assert NAMES == ["01-explore", "02-claims", "03-check-the-tagger", "04-new-question"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code] == [[]] * len(code)
    assert {cell.execution_count for cell in code} == {None}
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_runs(path, digest_database, monkeypatch):
    before = digest_database.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    outputs = execute(notebook.cells, digest_database, monkeypatch)
    assert any(output.output_type == "execute_result" for output in outputs)
    assert digest_database.read_bytes() == before


def test_they_run_on_another_corpus(made_up_database, monkeypatch):
    # One after the other in one kernel, which is quicker to start than four.
    notebooks = (nbformat.read(path, as_version=4) for path in NOTEBOOKS)
    execute([cell for each in notebooks for cell in each.cells], made_up_database, monkeypatch)


def execute(cells, database, monkeypatch):
    """Run the cells in a fresh kernel, warnings as errors; give all that they put out."""
    monkeypatch.setenv("EVIDENCE", str(database))
    strict = nbformat.v4.new_code_cell("import warnings\nwarnings.simplefilter('error')")
    notebook = nbformat.v4.new_notebook(cells=[strict, *cells])
    folder = {"metadata": {"path": NOTEBOOKS[0].parent}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()
    outputs = [output for cell in notebook.cells if "outputs" in cell for output in cell.outputs]
    assert [output for output in outputs if output.output_type in ("error", "stream")] == []
    return outputs
