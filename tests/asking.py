"""How tests ask a check: what it says to an answer that is not right yet."""

from collections.abc import Callable

import pytest

from helpers.checks.notyet import NotYet


def told(check: Callable, *answer: object) -> NotYet:
    """What a check says to a wrong answer."""
    with pytest.raises(NotYet) as raised:
        check(*answer)
    return raised.value
