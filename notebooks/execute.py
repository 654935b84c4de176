"""Executes all notebooks with the Java kernel, in the project's folder; see notebooks/jupyter.

    execute.py [DIR] [NAME ...]

Writes them with their outputs in place, or into DIR. Fails if a cell fails. All run in one kernel, one after the
other: starting a JVM and Spark for each takes longer than what they compute."""

import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

here = Path(__file__).resolve().parent
out = Path(sys.argv[1]) if len(sys.argv) > 1 else here
names = sys.argv[2:]
ATTEMPTS = 6
# of the first attempt; later attempts allow more, for slow machines
STARTUP_SECONDS = 12


def execute(notebook):
    """Executes a notebook. Occasionally a kernel does not answer after its start; another one then does."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            NotebookClient(notebook, timeout=300, startup_timeout=STARTUP_SECONDS * attempt, kernel_name="spark-lstm",
                           record_timing=False, coalesce_streams=True,
                           resources={"metadata": {"path": str(here.parent)}}).execute()
            return
        except RuntimeError as error:
            if "Kernel d" not in str(error) or attempt == ATTEMPTS:
                raise
            print(f"{error}; starting another", file=sys.stderr)


def clean(notebook):
    """Removes what changes from run to run."""
    for cell in notebook.cells:
        # the kernel's own metadata
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [output for output in cell.outputs
                            if not (output.output_type == "stream" and output.name == "stderr")]
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output["execution_count"] = None


out.mkdir(parents=True, exist_ok=True)
files = [file for file in sorted(here.glob("*.ipynb")) if not names or file.stem in names]
for name in set(names) - {file.stem for file in files}:
    sys.exit(f"no notebook '{name}' in {here}")
notebooks = [nbformat.read(file, as_version=4) for file in files]
together = nbformat.v4.new_notebook(cells=[cell for notebook in notebooks for cell in notebook.cells])
ids = [cell.id for cell in together.cells]
for number, cell in enumerate(together.cells):
    cell.id = f"cell-of-all-{number}"
started = time.time()
execute(together)
for cell, own in zip(together.cells, ids):
    cell.id = own
for file, notebook in zip(files, notebooks):
    # cells are executed in place
    clean(notebook)
    nbformat.write(notebook, out / file.name)
print(f"{len(files)} notebooks: {time.time() - started:.0f} s", flush=True)
