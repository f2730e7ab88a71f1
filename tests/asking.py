"""How tests ask a check: what it says to an answer that is not right yet, and whether mistakes can be told apart."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from helpers.checks.notyet import NotYet


def told(check: Callable, *answer: object) -> NotYet:
    """What a check says to a wrong answer."""
    with pytest.raises(NotYet) as raised:
        check(*answer)
    return raised.value


def printed(value: object) -> list:
    """A value as a hidden cell prints it: its shape, and four decimals."""
    return [list(np.shape(value)), np.round(value, 4).tolist()]


def print_differently(works: Callable) -> None:
    """Every mistake of these cases prints something else than the right answer, and than every other mistake."""
    for seed in ("check", *range(20)):
        given = {}
        for mistake in works(seed)[0].mistakes:
            columns = [mistake.slips(work) or [work] for work in works(seed)]
            for i, slips in enumerate(zip(*columns, strict=False)):
                given[mistake.code, i] = [printed(slip.value()) for slip in slips]
        right = [printed(work.value()) for work in works(seed)]
        assert right not in given.values()
        for (code, i), values in given.items():
            assert not [other for (other, _), theirs in given.items() if other != code and theirs == values], (code, i)


def ask_without_telling(question: Any) -> None:
    """Each of the three wrong choices of a question has a reply of its own, which asks and names no right choice."""
    assert sum(choice.right for choice in question.choices) == 1
    replies = [choice.reply for choice in question.choices if not choice.right]
    right = next(choice.text for choice in question.choices if choice.right)
    assert len(set(replies)) == len(replies) == 3
    assert all(reply.endswith("?") or "? " in reply for reply in replies)
    assert all(right not in reply for reply in replies)
    assert (str(question) + "".join(replies)).isascii()
