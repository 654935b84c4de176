"""The notebooks in Python run from top to bottom; what they claim they assert."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).parents[3]
NOTEBOOKS = sorted((PROJECT / "notebooks/python").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4)
    NotebookClient(cells, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(PROJECT)}}).execute()
    # SPARK_LSTM_NOTEBOOKS=DIRECTORY keeps them with their outputs
    if "SPARK_LSTM_NOTEBOOKS" in os.environ:
        for cell in cells.cells:
            cell.metadata = {}
            if cell.cell_type == "code":
                cell.execution_count = None
                cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
                for output in cell.outputs:
                    if "execution_count" in output:
                        output["execution_count"] = None
        nbformat.write(cells, Path(os.environ["SPARK_LSTM_NOTEBOOKS"]) / notebook.name)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 4
