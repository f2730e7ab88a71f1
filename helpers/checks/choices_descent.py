"""The exercises of lesson 03 in which a walk that fails is given its name."""

from helpers.checks.quizzes import Choice, Question

RATE_NAME = Question(
    "rate_name", "Which words describe this walk?",
    (Choice("it creeps: the learning rate is far too small", "Compare w before and after one step: does it creep?"),
     Choice("it diverges: the cost grows from step to step", "Read the column of costs from top to bottom: does it "
            "grow?"),
     Choice("it oscillates: every step jumps across the floor and lands almost as far out", "", right=True),
     Choice("it has arrived at a minimum, and no step changes much any more", "How much does w change in one step? And "
            "how large is the slope where it stands?")))

PLATEAU_NAME = Question(
    "plateau_name", "Which words describe this walk?",
    (Choice("it diverges: the learning rate is too large", "A rate that is too large makes large steps: how far does "
            "w move in all of these?"),
     Choice("it has arrived: the cost cannot become any lower", "The neuron is to give 1. Which y does the table show, "
            "and which cost would y = 1 have?"),
     Choice("it is at a dead unit: its slope is exactly 0 and will stay so", "Look at the last digits of w: does it "
            "stand still? For which activation function is the slope exactly 0 on one side?"),
     Choice("it is on a plateau: the neuron is saturated, and its slope is close to 0", "", right=True)))

TWINS_NAME = Question(
    "twins_name", "Which words describe this walk?",
    (Choice("it creeps: the learning rate is far too small", "How much did the cost fall in the first hundred steps, "
            "and how much in the last few hundred?"),
     Choice("it keeps a symmetry: both hidden neurons do the same and stay alike", "", right=True),
     Choice("it is on a plateau: both hidden neurons are saturated", "tanh is saturated far from 0. How far from 0 can "
            "the first sums be, with these weights and inputs of 0 and 1?"),
     Choice("the network is too small: two hidden neurons cannot give XOR", "In xor-weights of lesson 01 two of them "
            "did. What did each of those look for, and what does each of these?")))
