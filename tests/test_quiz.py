"""The quiz widget: each choice is answered below its question, a wrong one with a twin; all of it can be read still."""

import ipywidgets as widgets
import pytest

from helpers.checks import quiz_losses, quiz_neurons
from helpers.checks.quizzes import Choice, Question, answer
from helpers.saving import VIEW, keep_the_picture
from helpers.widgets.quiz import Quiz

TWIN = Question("two", "Is 2 < 1?", (Choice("yes", "Count again."), Choice("no", "Yes: 2 is larger.", right=True)))
FIRST = Question("one", "Is 1 < 2?", (Choice("yes", "Yes: it is.", right=True), Choice("no", "Which is larger?")), TWIN)


def texts(box) -> list[str]:
    """All that a card says, from top to bottom."""
    if isinstance(box, widgets.HTML):
        return [box.value] if box.value else []
    return [text for child in getattr(box, "children", ()) for text in texts(child)]


def choices(box) -> list[widgets.RadioButtons]:
    if isinstance(box, widgets.RadioButtons):
        return [box]
    return [found for child in getattr(box, "children", ()) for found in choices(child)]


def test_a_question_begins_without_a_choice_and_without_a_reply():
    quiz = Quiz((FIRST,), answer)
    assert [one.value for one in choices(quiz)] == [None]
    assert len(texts(quiz)) == 1
    assert "1. Is 1 &lt; 2?" in texts(quiz)[0]


def test_a_right_choice_is_answered_and_nothing_more_is_asked():
    quiz = Quiz((FIRST,), answer)
    choices(quiz)[0].index = 0
    assert len(choices(quiz)) == 1
    assert texts(quiz)[1].endswith(">Yes: it is.</p>")


def test_a_wrong_choice_is_answered_and_followed_by_its_twin_until_it_is_mended():
    quiz = Quiz((FIRST,), answer)
    choices(quiz)[0].index = 1
    assert len(choices(quiz)) == 2
    assert texts(quiz)[1].endswith(">Not yet. Which is larger?</p>")
    assert "Try its twin: Is 2 &lt; 1?" in texts(quiz)[2]
    choices(quiz)[1].index = 1
    assert texts(quiz)[3].endswith(">Yes: 2 is larger.</p>")
    choices(quiz)[0].index = 0
    assert len(choices(quiz)) == 1


@pytest.mark.parametrize("quiz", [quiz_neurons, quiz_losses], ids=lambda quiz: quiz.__name__.split(".")[-1])
def test_without_a_kernel_the_questions_can_be_read_and_no_reply_is_told(quiz):
    bundle = Quiz(quiz.EXIT, answer)._repr_mimebundle_()
    for kind in ("text/plain", "text/markdown"):
        for question in quiz.EXIT:
            assert question.text in bundle[kind]
            assert all(choice.text in bundle[kind] and choice.reply not in bundle[kind] for choice in question.choices)


def test_what_can_be_read_without_a_kernel_is_saved_without_a_view():
    def output(**data):
        return {"data": {VIEW: {"model_id": "0"}, "text/plain": "x", **data}}

    kept = output()
    cells = [{"outputs": [output(**{"image/png": "0"}), output(**{"text/markdown": "x"}), kept]}, {"source": "x"}]
    keep_the_picture({"type": "notebook", "content": {"cells": cells}}, path="x", contents_manager=None)
    assert [VIEW in one["data"] for one in cells[0]["outputs"]] == [False, False, True]
    keep_the_picture({"type": "notebook", "content": None})
    keep_the_picture({"type": "file", "content": "x"})
