"""Where arrays come from one another: what is printed of all of them when a mistake is made in some."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce

import numpy as np

from helpers.checks.blocks import Block, block_of
from helpers.checks.judge_steps import Step
from helpers.checks.mistakes import Mistake, Work
from helpers.checks.values import printed
from helpers.shapes import Array

Options = Callable[[list[Array]], list[Array]]  # from the values so far to those that the next one can have


@dataclass(frozen=True, eq=False)
class Link:
    """One of several arrays that a function returns.

    Parameters
    ----------
    work
        its right value, and where a slip can enter.
    anew, back
        the same for other values of earlier arrays, if it comes from any, and how many places back those are.
    """

    work: Work
    anew: Callable[..., Work] | None = None
    back: tuple[int, ...] = (1,)


def of_links(links: Sequence[Link]) -> Block:
    """The block of a call that returns several arrays.

    A mistake enters one of them, or several at the same place, counted from the first place or from the last.
    """
    right = [link.work.value() for link in links]

    @cache
    def texts(code: str) -> set[str]:
        most = max(len(_slips(link.work, code)) for link in links)
        options = ([_anew(links, i, right, code, place) for i in range(len(links))] for place in range(-most, most))
        return {printed(*way) for one in options for way in _ways(one)}

    listed = [mistake for link in links for mistake in link.work.mistakes]
    return block_of(printed(*right), [(mistake, texts(mistake.code)) for mistake in listed])


def of_steps(steps: Sequence[Step], written: Callable[[list[Array]], str]) -> Block:
    """The block of a hand calculation, which is printed as a whole.

    A mistake enters at least one step. What comes from a wrong step either follows from it or is right; where it
    follows, the mistake may be made in several steps of which none comes from another.

    Parameters
    ----------
    written
        from the values of all steps to what the hidden cell prints of them.
    """
    right = [step.work.value() for step in steps]

    @cache
    def texts(code: str) -> set[str]:
        slips = [_moved(step, value, code) for step, value in zip(steps, right, strict=True)]
        alone = [[*right[:i], slip, *right[i + 1:]] for i, found in enumerate(slips) for slip in found]
        return set(map(written, alone + _ways([_following(steps, i, right, slips[i]) for i in range(len(steps))])))

    listed = [mistake for step in steps for mistake in _made_in(step)]
    return block_of(written(right), [(mistake, texts(mistake.code)) for mistake in listed])


def _ways(options: Iterable[Options]) -> list[list[Array]]:
    """All values that a chain of arrays can have but the first, where no mistake is made."""
    return reduce(lambda ways, option: [[*way, value] for way in ways for value in option(way)], options, [[]])[1:]


def _anew(links: Sequence[Link], i: int, right: list[Array], code: str, place: int) -> Options:
    """Array i as it comes from those before it, and with the mistake made at this place, if there is one."""
    def options(way: list[Array]) -> list[Array]:
        link = links[i]
        work = link.anew(*_sources(link, way)) if _is_moved(link, link.anew, way, right) else link.work
        slips = _slips(work, code)
        return [work.value(), *([slips[place].value()] if -len(slips) <= place < len(slips) else [])]

    return options


def _following(steps: Sequence[Step], i: int, right: list[Array], slips: list[Array]) -> Options:
    """Step i as it follows from what was typed before it; the mistake is made only where that is right."""
    def options(way: list[Array]) -> list[Array]:
        step = steps[i]
        return [step.follows(*_sources(step, way))] if _is_moved(step, step.follows, way, right) \
            else [right[i], *slips]

    return options


def _sources(part: Step | Link, way: list[Array]) -> list[Array]:
    return [way[len(way) - back] for back in part.back]


def _is_moved(part: Step | Link, follows: Callable | None, way: list[Array], right: list[Array]) -> bool:
    """Whether something that this part comes from is not right."""
    return follows is not None and not all(map(_same, _sources(part, way), _sources(part, right[:len(way)])))


def _made_in(step: Step) -> tuple[Mistake, ...]:
    return step.work.mistakes if step.own is None else step.own


def _moved(step: Step, right: Array, code: str) -> list[Array]:
    """What the mistake makes of a step, where that is something else."""
    values = [slip.value() for mistake in _made_in(step) if mistake.code == code for slip in mistake.slips(step.work)]
    return [value for value in values if not _same(value, right)]


def _slips(work: Work, code: str) -> list[Work]:
    return [slip for mistake in work.mistakes if mistake.code == code for slip in mistake.slips(work)]


def _same(one: Array, other: Array) -> bool:
    return np.shape(one) == np.shape(other) and bool((np.abs(one - other) <= 1e-9).all())
