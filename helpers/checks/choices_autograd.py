"""The exercise of lesson 06 in which words are chosen: what libraries do, and two kinds of graphs."""

from helpers.checks.quizzes import Choice, Question

CORE = Question(
    "core_functions", "Which two things do the notes name as the core of a library such as PyTorch?",
    (Choice("trained networks, and data sets to test them on",
            "Many libraries offer these, but could we train a network of our own with them? What did we write by hand "
            "in lesson 05?"),
     Choice("derivatives computed automatically, and fast matrix products", "", right=True),
     Choice("a good learning rate, and a cost that always falls",
            "Lesson 03 chose the learning rate by trial. Does computing a gradient take that choice away?"),
     Choice("a static graph, and a compiler for it",
            "Some libraries have that. Does the one the notes prefer ask for a static graph?")))

WHEN_KNOWN = Question(
    "known_before", "A library asks for a static graph. What does it know before the first number goes in?",
    (Choice("the value of every node", "From which x would these values be computed?"),
     Choice("the operations that have run so far, and no others",
            "This is a graph that is built while the numbers run through. Which of the two kinds is that?"),
     Choice("every operation, and which result goes into which other one", "", right=True),
     Choice("the gradient of every parameter", "Gradients need the values of a forward pass: has there been one?")))

WORDS = Question(
    "word_loop", "With a dynamic graph, a loop reads a word letter by letter. Which graph do a word of three letters "
    "and a word of nine get?",
    (Choice("the same one, with room for the longest word of all",
            "Who would have told the library how long the longest word is? What is in our graph after the loop has run "
            "three times?"),
     Choice("none: a loop cannot stand in a graph",
            "Our Nodes know nothing of Python's loops. What do they remember when `*` runs three times?"),
     Choice("the same one, since both words go through the same line of code",
            "The line is the same, but how often does it run? Each run makes new Nodes."),
     Choice("each one of its own, with as many steps as the word has letters", "", right=True)))

KEPT = Question(
    "kept_values", "Why does a library keep the values of the forward pass until backward has run?",
    (Choice("because the rules need them: a in (19), s in (13), the other factor of a product", "", right=True),
     Choice("because each gradient takes the place of its value",
            "Then the weights would be lost after one pass. What do our Nodes have beside `value`?"),
     Choice("because it has to run the forward pass once more",
            "Does backward compute any value of the graph again? Look at what it does with each edge."),
     Choice("because it compares them with y_hat one by one",
            "Only the outputs meet y_hat, in the cost. For which other values would there be a gold label?")))

IN_WORDS = (CORE, WHEN_KNOWN, WORDS, KEPT)
