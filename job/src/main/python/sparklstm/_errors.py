"""Errors of the Java stages as one line, without the trace of the gateway that they came through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class SparkLstmError(ValueError):
    """An error that you can fix: it names the param, column, row or series, and what was expected."""


#: What Java reports in a line that needs no trace.
_OURS = ("org.sparklstm.job.UserException", "org.sparklstm.job.storage.StorageException")
_PARAMS = ("java.lang.IllegalArgumentException", "java.lang.IllegalStateException")
_REMOTE = re.compile(rf"\((?:{'|'.join(map(re.escape, _OURS + _PARAMS))})\)\s*(.*)", re.DOTALL)

#: The name that a stage's errors begin with; its number tells people nothing.
_UID = re.compile(r"^(\w+)_[0-9a-f]{12}: ")


@contextmanager
def speaking() -> Iterator[None]:
    """Turns errors of ours into a SparkLstmError; others pass."""
    try:
        yield
    except SparkLstmError:
        raise
    except Exception as error:
        line = _line(error)
        if line is None:
            raise
        raise SparkLstmError(line) from None


def _line(error: Exception) -> str | None:
    if "JavaPackage" in str(error):
        from sparklstm._session import missing_classes

        return missing_classes()
    java = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    if java is not None:
        return _java_line(java)
    # a client of Spark Connect has only the text, and its own classes for those of _PARAMS
    if type(error).__name__ == "IllegalArgumentException":
        return _first(str(error))
    found = _REMOTE.search(str(error))
    return _first(found.group(1)) if found else None


def _java_line(java: Any) -> str | None:
    # Spark's own, of a stage that is saved to where something is
    if java.getClass().getName() == "java.io.IOException" and "already exists" in str(java.getMessage()):
        return f"{str(java.getMessage()).split(' already exists')[0]} already exists: save(path, overwrite=True) replaces it"
    one = java
    while one is not None:
        name = one.getClass().getName()
        if name in _OURS or (one is java and name in _PARAMS):
            return _first(str(one.getMessage()))
        one = one.getCause()
    return None


def _first(text: str) -> str:
    """The message without the stack trace that may follow."""
    text = text.split("\n\nJVM stacktrace")[0].split("\n\tat ")[0].strip()
    return _UID.sub(r"\1: ", text)
