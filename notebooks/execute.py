"""Executes all notebooks with the Java kernel, in the project's folder; see notebooks/jupyter.

    execute.py [DIR] [NAME ...]

Writes them with their outputs in place, or into DIR. Fails if a cell fails."""

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
            if "Kernel didn't respond" not in str(error) or attempt == ATTEMPTS:
                raise
            print("the kernel does not answer; starting another", file=sys.stderr)


out.mkdir(parents=True, exist_ok=True)
done = []
for file in sorted(here.glob("*.ipynb")):
    if names and file.stem not in names:
        continue
    notebook = nbformat.read(file, as_version=4)
    started = time.time()
    execute(notebook)
    for cell in notebook.cells:
        # the kernel's own metadata changes from run to run
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [output for output in cell.outputs
                            if not (output.output_type == "stream" and output.name == "stderr")]
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output["execution_count"] = None
    nbformat.write(notebook, out / file.name)
    done.append(file.stem)
    print(f"{file.name}: {time.time() - started:.0f} s", flush=True)
for name in set(names) - set(done):
    sys.exit(f"no notebook '{name}' in {here}")
