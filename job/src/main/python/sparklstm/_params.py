"""What params take."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

from pyspark import keyword_only
from pyspark.ml.param import Param

from sparklstm._errors import SparkLstmError

F = TypeVar("F", bound=Callable[..., None])


def params_only(constructor: F) -> F:
    """A constructor that takes params by name, and says which names are like an unknown one."""
    known = [name for name in inspect.signature(constructor).parameters if name != "self"]
    kept: Any = keyword_only(constructor)

    @functools.wraps(constructor)
    def wrapper(self: Any, *args: Any, **given: Any) -> None:
        for name in given:
            if name not in known:
                raise TypeError(f"{type(self).__name__} has no param {name}{_hint(name, known)}")
        kept(self, *args, **given)

    return wrapper  # type: ignore[return-value]


def _hint(name: str, known: list[str]) -> str:
    folded = {one.lower(): one for one in known}
    plain = name.replace("_", "").lower()
    close = [plain] if plain in folded else get_close_matches(plain, folded)
    return f": did you mean {' or '.join(folded[one] for one in close)}?" if close else ""


def converted(param: Param[Any], value: Any) -> Any:
    """The value as the param takes it."""
    try:
        return param.typeConverter(value)
    except (TypeError, ValueError) as error:
        raise SparkLstmError(f"{param.name} is {value!r}: {error}") from None
    except AttributeError:
        # pyspark 3.5 looks for types that NumPy 2 does not have
        raise SparkLstmError(f"{param.name} is {value!r}: that is of the wrong type") from None
