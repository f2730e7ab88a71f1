"""Judging a function of nodes: first the values that it returns, then the gradients that it hands back."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from helpers.checks.calls import Called, WrongShape
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_code import Case, also_prints, judge_values
from helpers.checks.mistakes import Work
from helpers.checks.notyet import Slip
from helpers.checks.run_graphs import Graph, Ran, go_back, run


def judge_graphs(name: str, function: Callable, graphs: Sequence[Graph], forwards: str, backwards: str
                 ) -> tuple[Verdict | None, str]:
    """Call a function on every graph; returns what is to be mended, if anything, and a word on prints.

    Parameters
    ----------
    forwards, backwards
        the equations of its values and of its gradients.
    """
    ran, values, slip = _run_all(name, function, graphs)
    columns = zip([_case(graph, graph.value, graph.grad.shape) for graph in graphs], values, strict=False)
    verdict = judge_values(f"the value of {name}", list(columns), forwards)
    if slip and not (verdict and verdict.mistake):
        return slip, ""
    if verdict:
        return verdict, ""
    verdict, printed = _judge_back(name, function, list(zip(graphs, ran, strict=True)), backwards)
    return verdict, "" if verdict else also_prints(name, [*values, *printed])


def _run_all(name: str, function: Callable, graphs: Sequence[Graph]) -> tuple[list[Ran], list[Called], Verdict | None]:
    """What came of the graphs, and what stopped the calls; a value of a wrong shape is returned too."""
    ran: list[Ran] = []
    values: list[Called] = []
    for graph in graphs:
        try:
            ran.append(run(name, function, graph))
        except WrongShape as slip:
            return ran, [*values, slip.called], formal(slip, graph.told)
        except Slip as slip:
            return ran, values, formal(slip, graph.told)
        values.append(Called(ran[-1].result.value, ran[-1].printed))
    return ran, values, None


def _judge_back(name: str, function: Callable, all_ran: Sequence[tuple[Graph, Ran]], equation: str
                ) -> tuple[Verdict | None, list[Called]]:
    slip, gone = None, []
    for graph, ran in all_ran:
        try:
            gone.append(go_back(name, function, graph, ran))
        except Slip as stopped:
            slip = formal(stopped, graph.told)
            gone += [dict.fromkeys(ran.nodes, stopped.called)] if isinstance(stopped, WrongShape) else []
            break
    verdicts = (_judge_one(name, letter, all_ran, gone, equation) for letter in all_ran[0][0].gradients)
    verdict = next(filter(None, verdicts), None)
    if slip and not (verdict and verdict.mistake):
        return slip, []
    return verdict, [called for one in gone for called in one.values()]


def _judge_one(name: str, letter: str, all_ran: Sequence[tuple[Graph, Ran]], gone: Sequence[Mapping[str, Called]],
               equation: str) -> Verdict | None:
    column = [(_case(graph, graph.gradients[letter], graph.inputs[letter].shape), one[letter])
              for (graph, _), one in zip(all_ran, gone, strict=False)]
    return judge_values(f"the gradient that comes back to {letter} through {name}", column, equation)


def _case(graph: Graph, work: Work, shape: tuple[int, ...]) -> Case:
    return Case((), np.reshape(work.value(), shape), work, graph.told, graph.why)
