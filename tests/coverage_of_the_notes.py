"""Where every equation, question and "check this" of the notes is taught, exercised, checked and tested."""

from typing import NamedTuple


class Covered(NamedTuple):
    """One thing the notes ask for; test_notebooks.py asserts that everything named here exists."""

    notes: str  # the equation's number, the question, or the words of the notes
    notebook: str  # the file's name in notebooks/ and in solutions/
    lesson: str  # id of the cell that teaches it
    exercise: str  # id of the exercise, and of its answer cell
    check: str  # the function that judges the answer
    test_file: str
    test: str


NEURONS, CHECKS, TESTS = "01_neurons.ipynb", "helpers.checks.neurons", "test_checks_neurons.py"
COVERAGE = (
    Covered("(1)", NEURONS, "one-neuron", "eq1-by-hand", f"{CHECKS}.check_by_hand",
            TESTS, "test_the_neuron_by_hand_climbs_the_ladder"),
    Covered("(2)", NEURONS, "eq2", "eq2-neuron", f"{CHECKS}.check_neuron",
            TESTS, "test_a_mistaken_neuron_gets_its_code"),
    Covered("(3)", NEURONS, "stack", "eq3-layer", f"{CHECKS}.check_layer",
            TESTS, "test_a_mistaken_layer_gets_its_code"),
    Covered("check that the shapes match by hand", NEURONS, "shapes", "shapes-forward", f"{CHECKS}.check_shapes",
            TESTS, "test_shapes_are_judged"),
    Covered("3(a), the network", NEURONS, "network", "q3a-network", f"{CHECKS}.check_network",
            TESTS, "test_what_does_not_fit_together_is_said"),
    Covered("3(a), its activations", NEURONS, "pencil-hidden", "q3a-activations", f"{CHECKS}.check_activations",
            TESTS, "test_each_mistake_is_recognised_in_a_hand_calculation"),
    Covered("3(b)", NEURONS, "eq3-claim", "q3b-rows", f"{CHECKS}.check_rows", TESTS, "test_rows_are_judged"),
)
