"""Calling a student's function: on copies, with a time limit, and with a sentence for whatever goes wrong."""

import contextlib
import inspect
import io
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError, dataclass

import numpy as np

from helpers.checks.copies import changed, writable
from helpers.checks.errors import asked_about
from helpers.checks.notyet import Slip
from helpers.checks.time_limit import TooLong, within
from helpers.checks.typed import is_blank
from helpers.shapes import Array, shape_text

SECONDS = 5.0  # what a function may take on one small case
OVERWRITTEN = "P1"  # the mistake of writing into an argument
IN_RETURN = "What stands in the line of your return, between the commas?"
REACHED = "Which line of it starts with return, and is it reached?"
ENDLESS = "Which loop in it can go on for ever, or does it call itself for ever?"
NEW_VALUE = "Which line of it computes something new? A slice of an array, or its transpose, is still that array."


@dataclass(frozen=True)
class Called:
    """What a student's function returned, and whether it printed something on the way."""

    value: Array
    printed: bool


class WrongShape(Slip):
    """Numbers of another shape; `called` holds them, so that a mistake may be recognised in them."""

    def __init__(self, sentence: str, called: Called) -> None:
        super().__init__(sentence)
        self.called = called


def call(function: Callable, name: str, arguments: Sequence[object], shape: tuple[int, ...], why: str,
         finite: bool = True) -> Called:
    """Call a student's function on copies of the arguments; `finite` tells whether NaN and infinity are refused.

    Raises
    ------
    Slip
        where it is no function, raises, does not end, changes an argument, returns nothing, no numbers, part of an
        argument, numbers of another shape than `shape`, or NaN.
    """
    value, printed = returned(function, name, arguments)
    called = Called(_numbers(value, f"{name} returns"), printed)
    if called.value.shape == (1,) and shape == ():
        kind = {list: "a list", tuple: "a tuple"}.get(type(value), "an array")
        raise WrongShape(f"{name} returns {kind} with one number; return the number itself.", called)
    if called.value.shape != shape:
        raise WrongShape(f"{name} returns {_form(called.value)}, but {why}.", called)
    if finite and not np.isfinite(called.value).all():
        raise Slip(f"{name} returns NaN or infinity where every number is finite.")
    return called


def call_for(parts: Sequence[str], function: Callable, name: str, arguments: Sequence[object]) -> list[Called]:
    """Call a student's function that returns several arrays, named `parts`, as a tuple or a list.

    Raises
    ------
    Slip
        as `call`, whatever the shapes are, and where it does not return as many values as there are parts.
    """
    value, printed = returned(function, name, arguments)
    asked = f"{len(parts)} values are asked for: return {', '.join(parts)}"
    if isinstance(value, np.ndarray | float | int):
        raise Slip(f"{name} returns {_form(np.asarray(value))}, but {asked}.", hint=IN_RETURN)
    if not isinstance(value, tuple | list):
        raise Slip(f"{name} returns a {type(value).__name__}, but {asked}.", hint=IN_RETURN)
    if len(value) != len(parts):
        raise Slip(f"{name} returns {len(value)} values, but {asked}{_echo(value, parts, arguments)}.", hint=IN_RETURN)
    return [Called(_numbers(one, f"{name} returns as {part}"), printed)
            for part, one in zip(parts, value, strict=True)]


def _echo(value: Sequence[object], parts: Sequence[str], arguments: Sequence[object]) -> str:
    given = any(np.array_equal(value[0], one) for one in arguments if isinstance(one, np.ndarray)) if value else False
    return "; the first of yours is what it was given" if given and len(value) == len(parts) + 1 else ""


def _form(array: Array) -> str:
    return f"an array of shape {shape_text(array.shape)}" if array.ndim else "a single number"


def returned(function: Callable, name: str, arguments: Sequence[object], seconds: float | None = None
             ) -> tuple[object, bool]:
    """Whatever a student's function returns, called on copies of the arguments, and whether it printed something.

    Raises
    ------
    Slip
        where it is no function, raises, does not end, changes an argument, returns nothing or part of an argument.
    """
    if not callable(function):
        raise Slip(f"{name} is no function any more: keep the line that starts with def {name}.", counts=False)
    copies = [writable(argument) for argument in arguments]
    said = io.StringIO()
    value = _run(function, name, copies, said, seconds or SECONDS)
    which = changed(function, arguments, copies)
    if which is not None:
        raise _writes(name, which)
    if is_blank(value):
        raise Slip(f"{name} returns nothing so far." + (" It prints instead: use return." if said.getvalue() else ""),
                   counts=bool(said.getvalue()) or _begun(function), hint=REACHED)
    given = [copied for copied in copies if isinstance(copied, np.ndarray)]
    if any(np.shares_memory(value, copied) for copied in given if isinstance(value, np.ndarray)):
        raise Slip(f"{name} returns a part of its own argument: return a newly computed value.", hint=NEW_VALUE)
    return value, bool(said.getvalue())


def _begun(function: Callable) -> bool:
    """Whether a function holds more than the three dots that it was given out with: any name but its arguments'."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    arguments = inspect.getargs(code)
    given = len(arguments.args) + (arguments.varargs is not None) + (arguments.varkw is not None)
    return bool(code.co_names) or code.co_nlocals > given


def _writes(name: str, which: str) -> Slip:
    return Slip(f"{name} changes one of its arguments{which and ', '}{which}: compute a new array instead of writing "
                "into the given one.", mistake=OVERWRITTEN)


def _numbers(value: object, returns: str) -> Array:
    try:
        array = np.asarray(value)
    except ValueError:
        raise Slip(f"{returns} rows of different lengths.") from None
    if array.dtype.kind not in "iuf":
        raise Slip(f"{returns} a {type(value).__name__}, which is not made of real numbers.")
    return array.astype(float)


def _run(function: Callable, name: str, copies: Sequence[object], said: io.StringIO, seconds: float) -> object:
    try:
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return within(seconds, lambda: function(*copies))
    except TooLong:
        raise Slip(f"{name} does not come to an end within {seconds:g} seconds: look at its loops, "
                   "and restart the kernel if it does not respond.", hint=ENDLESS) from None
    except FrozenInstanceError as error:  # network.b = ..., or network.b += ...
        _, field, _ = str(error).split("'")
        raise _writes(name, f"network.{field}") from None
    except (Exception, SystemExit) as error:
        raise Slip(_stopped(name, error, function), hint=asked_about(error)) from None


def _stopped(name: str, error: BaseException, function: Callable) -> str:
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file and frame.line]
    message = " ".join(str(error).split())[:150].rstrip(".")
    return f"{name} stops with {type(error).__name__}{': ' if message else ''}{message}" \
        + (f", in the line `{lines[-1]}`." if lines else ".")
