"""Shows how far a fit has come: a bar in terminals and notebooks."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SECONDS = 0.3
_WIDTH = 30


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


def is_interactive() -> bool:
    """Whether somebody looks: on a terminal, or in a notebook."""
    return _in_notebook() or (sys.stderr is not None and sys.stderr.isatty())


class _Terminal:
    def show(self, line: str) -> None:
        print("\r" + line.ljust(78), end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        print(file=sys.stderr)


class _Notebook:
    def __init__(self) -> None:
        self._handle: Any = None

    def show(self, line: str) -> None:
        import IPython.display

        # without types
        display: Any = IPython.display.display
        shown = {"text/plain": line}
        if self._handle is None:
            self._handle = display(shown, raw=True, display_id=True)
        else:
            self._handle.update(shown, raw=True)

    def end(self) -> None:
        pass


def line(said: str) -> str:
    """The bar for what Java says of a fit."""
    now = json.loads(said)
    full = round(_WIDTH * min(1.0, now["share"]))
    bar = "█" * full + "░" * (_WIDTH - full)
    return f"epoch {now['epoch']} of {now['epochs']} {bar} loss {now['loss']:.4g}"


@contextmanager
def showing(java_stage: Any) -> Iterator[None]:
    """Shows the progress of a fit that runs in this thread."""
    where = _Notebook() if _in_notebook() else _Terminal()
    done = threading.Event()
    shown: list[str] = []

    def look() -> None:
        said = java_stage.stageParams().progress()
        if said:
            text = line(said)
            if not shown or shown[-1] != text:
                shown.append(text)
                where.show(text)

    def watch() -> None:
        while not done.wait(_SECONDS):
            look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if shown:
            look()
            where.end()
