"""The exercises of lesson 02 in which one of several answers is chosen."""

from helpers.checks.quizzes import Choice, Question

TAKES_WEIGHTS = Question(
    "takes_weights", "Which of the two takes the weights and biases of the network as its input?",
    (Choice("the loss L", "L looks at an output and a gold label; by which weights the output came about, it cannot "
            "see. What does E take?"),
     Choice("the cost E", "", right=True),
     Choice("both of them", "Look at what stands in the brackets of L(y, y_hat): are there any weights?"),
     Choice("neither", "One of them says how the judgement changes when the weights are moved: which one?")))

INSTANCE_COST = Question(
    "instance_cost", "Instance n is fixed: x and y_hat do not change any more. Why does its cost still depend on the "
    "weights?",
    (Choice("because the loss L contains the weights", "L is the same formula for every network; what is put into it?"),
     Choice("because y_hat depends on the weights", "y_hat comes with the data: which of L's two inputs does the "
            "network compute?"),
     Choice("because the output y is computed with them", "", right=True),
     Choice("because the mean is taken over all instances", "This is the cost of one instance: no mean is in it yet.")))

TAGGER_LOSS = Question(
    "tagger_loss", "A tagger gives a probability to each part of speech. Which loss suits it, and why?",
    (Choice("the squared error, because its slope is short to write", "It is short to write; but here nothing is to be "
            "hit like a number. How much more than a hesitant wrong answer can a certain wrong one cost?"),
     Choice("the negative log-likelihood, because it looks at the probability of every class separately",
            "How many terms of (4) are left when the gold label is one-hot?"),
     Choice("the squared error of the class numbers, 1 for a noun, 2 for a verb, 3 for an adjective",
            "Then taking a noun for an adjective would be four times as bad as taking it for a verb. Are classes "
            "ordered?"),
     Choice("the negative log-likelihood, because being certain of a wrong class costs without bound", "",
            right=True),
     Choice("the number of wrong tags, because that is what we want to be small", "It is what we want; but what is its "
            "slope when a probability grows a little and the tag stays as it is?")))

KL_DIRECTION = Question(
    "kl_direction", "p is one-hot, and every entry of q is positive. Which divergence is infinite, and why?",
    (Choice("KL(q || p), because p_j = 0 stands inside the logarithm for a j with q_j > 0", "", right=True),
     Choice("KL(p || q), because most entries of p are 0", "In KL(p || q) these entries stand in front of the "
            "logarithm: what is 0 times a finite number?"),
     Choice("both, because a one-hot vector contains 0", "It matters where the 0 stands: in front of the logarithm or "
            "inside it?"),
     Choice("neither, because 0 log 0 = 0", "That rule needs a 0 in front of the logarithm. Is one there in both "
            "directions?")))
