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
LOSSES, ON_LOSSES, LOSS_TESTS = "02_losses.ipynb", "helpers.checks.losses", "test_checks_losses.py"
DESCENT, ON_DESCENT = "03_gradient_descent.ipynb", "helpers.checks.gradient_descent"
DESCENT_TESTS, CODE_TESTS = "test_checks_gradient_descent.py", "test_checks_descent.py"
JACOBIANS, ON_JACOBIANS = "04_jacobians.ipynb", "helpers.checks.jacobians"
JACOBIAN_TESTS, JACOBIAN_CODE_TESTS = "test_checks_jacobians.py", "test_checks_jacobians_code.py"
AUTOGRAD, ON_AUTOGRAD = "06_autograd.ipynb", "helpers.checks.autograd"
GRAPH_TESTS, GRAPH_CODE_TESTS = "test_checks_autograd.py", "test_checks_autograd_code.py"
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
    Covered("L takes output and gold label, E all weights and biases", LOSSES, "cost-of-weights", "loss-or-cost",
            f"{ON_LOSSES}.check_loss_or_cost", LOSS_TESTS, "test_each_wrong_choice_has_its_own_sentence"),
    Covered("E_n as a function of the weights", LOSSES, "cost-of-weights", "cost-of-weight",
            f"{ON_LOSSES}.check_cost_of_weight", LOSS_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("the mean loss over all training instances", LOSSES, "notation-cost", "cost-by-hand",
            f"{ON_LOSSES}.check_cost", LOSS_TESTS, "test_mean_and_total_follow_from_wrong_losses"),
    Covered("squared error, its derivative 2 (y - y_hat)", LOSSES, "squared", "cost-by-hand",
            f"{ON_LOSSES}.check_cost", LOSS_TESTS, "test_each_mistake_by_hand_is_recognised"),
    Covered("(4)", LOSSES, "nll", "eq4-nll", f"{ON_LOSSES}.check_nll",
            LOSS_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("one-hot", LOSSES, "one-hot", "eq5-nll", f"{ON_LOSSES}.check_nll_of_class",
            LOSS_TESTS, "test_a_pass_of_eq5_says_whether_eq4_agrees"),
    Covered("(5)", LOSSES, "nll-one-class", "eq5-nll", f"{ON_LOSSES}.check_nll_of_class",
            LOSS_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("-log y_i, by hand", LOSSES, "nll-one-class", "nll-by-hand", f"{ON_LOSSES}.check_nll_by_hand",
            LOSS_TESTS, "test_each_mistake_by_hand_is_recognised"),
    Covered("footnote 2, softmax", LOSSES, "classes", "softmax-stable", f"{ON_LOSSES}.check_softmax",
            LOSS_TESTS, "test_right_functions_in_many_spellings_pass"),
    Covered("overwhelmingly popular for classification tasks", LOSSES, "to-exercise-2", "loss-for-tagging",
            f"{ON_LOSSES}.check_tagger_loss", LOSS_TESTS, "test_each_wrong_choice_has_its_own_sentence"),
    Covered("cross-entropy", LOSSES, "blending", "cross-entropy", f"{ON_LOSSES}.check_cross_entropy",
            LOSS_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("KL divergence", LOSSES, "seen-blending", "kl-direction", f"{ON_LOSSES}.check_kl_direction",
            LOSS_TESTS, "test_each_wrong_choice_has_its_own_sentence"),
    Covered("a negative multiple of the gradient", DESCENT, "take-the-step", "step-by-hand",
            f"{ON_DESCENT}.check_step_by_hand", DESCENT_TESTS, "test_mistakes_in_a_bowl_by_plain_arithmetic"),
    Covered("for a fixed number of training epochs", DESCENT, "take-the-step", "descend", f"{ON_DESCENT}.check_descend",
            CODE_TESTS, "test_a_path_of_a_wrong_length_is_told_by_its_shape_or_its_mistake"),
    Covered("things that can go wrong, how to identify and fix them", DESCENT, "to-exercise-4", "stable-rate",
            f"{ON_DESCENT}.check_stable_rate", DESCENT_TESTS, "test_mistakes_in_a_valley_by_plain_arithmetic"),
    Covered("3(c), the gradient", DESCENT, "pencil-slopes", "q3c-gradient", f"{ON_DESCENT}.check_q3c_gradient",
            DESCENT_TESTS, "test_each_mistake_in_a_gradient_is_recognised"),
    Covered("3(c), a step and whether the loss decreased", DESCENT, "seen-surprise", "q3c-step",
            f"{ON_DESCENT}.check_q3c_step", DESCENT_TESTS, "test_a_right_step_passes_and_says_whether_the_cost_fell"),
    Covered("3(c), of your very small NN", DESCENT, "to-exercise-3", "q3c-own", f"{ON_DESCENT}.check_q3c_own",
            DESCENT_TESTS, "test_mistakes_on_the_own_network_are_recognised"),
    Covered("3(d), the network with Numpy", DESCENT, "to-exercise-3", "q3d-forward", f"{ON_DESCENT}.check_forward",
            CODE_TESTS, "test_what_is_no_four_vectors_is_told"),
    Covered("3(d), how the cost changes", DESCENT, "to-exercise-3", "q3d-cost", f"{ON_DESCENT}.check_cost",
            CODE_TESTS, "test_a_wrong_cost_with_a_wrong_forward_pass_goes_back"),
    Covered("(6)", JACOBIANS, "eq6", "eq6-sum", f"{ON_JACOBIANS}.check_double_sum",
            JACOBIAN_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("the multivariate chain rule, by hand", JACOBIANS, "eq6", "jacobian-by-hand",
            f"{ON_JACOBIANS}.check_jacobian_by_hand", JACOBIAN_TESTS,
            "test_mistakes_in_a_jacobian_by_plain_arithmetic"),
    Covered("Definition 1", JACOBIANS, "definition-1", "numeric-jacobian", f"{ON_JACOBIANS}.check_numeric_jacobian",
            JACOBIAN_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("an n x m-matrix", JACOBIANS, "definition-1", "jacobian-2x3", f"{ON_JACOBIANS}.check_jacobian_2x3",
            JACOBIAN_TESTS, "test_a_tall_jacobian_is_told_in_the_letters_of_the_notes"),
    Covered("the partial derivative of every entry in y with respect to every entry in x", JACOBIANS, "column", "zoo",
            f"{ON_JACOBIANS}.check_zoo", JACOBIAN_TESTS, "test_each_wrong_match_has_a_sentence_of_its_own"),
    Covered("the letters of (6) and of Definition 1", JACOBIANS, "notation-letters", "index",
            f"{ON_JACOBIANS}.check_index", JACOBIAN_TESTS, "test_indices_are_judged_one_by_one"),
    Covered("(7)", JACOBIANS, "eq7", "order-eq7", f"{ON_JACOBIANS}.check_order_eq7",
            JACOBIAN_TESTS, "test_the_first_line_that_comes_too_early_is_asked_about"),
    Covered("the dimensionalities come out right", JACOBIANS, "transpose", "shapes-jacobians",
            f"{ON_JACOBIANS}.check_shapes_jacobians", JACOBIAN_TESTS, "test_shapes_of_jacobians_are_judged"),
    Covered("understand where the transpose comes from", JACOBIANS, "transpose", "vote", f"{ON_JACOBIANS}.check_vote",
            JACOBIAN_TESTS, "test_the_vote_shows_a_model_answer_beside_a_right_choice_and_a_sentence"),
    Covered("(14)", JACOBIANS, "eq14-lesson", "eq14", f"{ON_JACOBIANS}.check_layer_jacobian",
            JACOBIAN_CODE_TESTS, "test_mistakes_in_14_are_recognised"),
    Covered("J(s, c) = I_n, check this", JACOBIANS, "eq16-lesson", "eq16", f"{ON_JACOBIANS}.check_bias_jacobian",
            JACOBIAN_CODE_TESTS, "test_mistakes_in_16_are_recognised"),
    Covered("(12)", JACOBIANS, "eq12-lesson", "eq12", f"{ON_JACOBIANS}.check_activation_jacobian",
            JACOBIAN_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("softmax is not elementwise", JACOBIANS, "softmax", "softmax-trap",
            f"{ON_JACOBIANS}.check_softmax_jacobian", JACOBIAN_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("we can backpropagate into multiple objects", AUTOGRAD, "shared", "graph-by-hand",
            f"{ON_AUTOGRAD}.check_graph_by_hand", GRAPH_TESTS, "test_mistakes_in_a_graph_by_plain_arithmetic"),
    Covered("all the heavy lifting regarding backpropagation behind the scenes", AUTOGRAD, "order", "backward-order",
            f"{ON_AUTOGRAD}.check_backward_order", GRAPH_TESTS,
            "test_orders_are_judged_as_their_gradients_come_out"),
    Covered("an autograd module which automatically computes derivatives", AUTOGRAD, "practice", "own-rule",
            f"{ON_AUTOGRAD}.check_own_rule", GRAPH_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("predefine many functions that we use to define layers and losses", AUTOGRAD, "own-rule", "max-rule",
            f"{ON_AUTOGRAD}.check_max_rule", GRAPH_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("developing, debugging, and training neural networks", AUTOGRAD, "in-practice", "wrong-rule",
            f"{ON_AUTOGRAD}.check_wrong_rule", GRAPH_TESTS,
            "test_one_rule_of_five_is_wrong_and_a_measurement_finds_it"),
    Covered("code that mostly just looks like Numpy code", AUTOGRAD, "twin", "three-layers",
            f"{ON_AUTOGRAD}.check_three_layers", GRAPH_CODE_TESTS, "test_three_layers_agree_with_another_library"),
    Covered("very efficient implementations for matrix multiplication", AUTOGRAD, "matrix-product", "minibatch",
            f"{ON_AUTOGRAD}.check_minibatch", GRAPH_CODE_TESTS, "test_a_mistaken_function_gets_its_code"),
    Covered("a static computation graph", AUTOGRAD, "graphs-in-words", "graphs-in-words",
            f"{ON_AUTOGRAD}.check_graphs_in_words", GRAPH_TESTS, "test_each_wrong_choice_has_its_own_sentence"),
)
