"""The quizzes of lesson 03: three opening questions, six on leaving, six curves; those on failures come from a file of
their own, so that the notebook has one door.
"""

from helpers.checks.quiz_failures import (  # noqa: F401 - the notebook's one door
    GALLERY,
    PLATEAU_FAILS,
    RATE_FAILS,
    RAVINE_FAILS,
    SADDLE_FAILS,
)
from helpers.checks.quizzes import Choice, Question

COUNT = Question(
    "parameter-count", "A network has 2 inputs, 2 hidden neurons and 1 output. How many weights and biases has it?",
    (Choice("6", "These are the entries of V and W; every neuron has a bias too."),
     Choice("9", "Yes: 4 in V, 2 in b, 2 in W, 1 in c.", right=True),
     Choice("5", "This counts inputs and neurons; each neuron has a weight for every number that it reads.")),
    Question(
        "parameter-count-twin", "And with 3 inputs, 4 hidden neurons and 2 outputs?",
        (Choice("26", "Yes: 12 in V, 4 in b, 8 in W, 2 in c.", right=True),
         Choice("20", "These are the weights: how many neurons have a bias?"),
         Choice("24", "This is 3 * 4 * 2; the two layers' weights are counted one after the other and added."))))

CHAIN = Question(
    "chain", "y = 3 w, the gold label is 6, the loss (y - y_hat)^2. What is its slope in w at w = 1?",
    (Choice("-6", "This is the slope in y. How much does y move when w moves by 1?"),
     Choice("18", "A larger w brings y closer to 6: which sign has the slope then?"),
     Choice("-18", "Yes: 2 (3 - 6) for the loss, times 3 for y.", right=True),
     Choice("-9", "What does the derivative of a square put in front?")),
    Question(
        "chain-twin", "y = 2 w and the gold label is 1. What is the slope of the squared error in w at w = 2?",
        (Choice("12", "Yes: 2 (4 - 1) times 2.", right=True),
         Choice("6", "This is the slope in y; w moves y by a factor."),
         Choice("-12", "y is above the gold label already: does a larger w help?"))))

SATURATED = Question(
    "saturated", "A logistic neuron has the sum -5, so y = 0.0067. The sum rises by 0.1. How far does y rise?",
    (Choice("by 0.1", "phi has a slope of its own, and here it is far from 1."),
     Choice("by 0.025", "That holds in the middle, at sum 0, where the slope is 1/4."),
     Choice("by 0.0007", "Yes: the curve is nearly flat there, phi'(-5) = 0.0066.", right=True)),
    Question(
        "saturated-twin", "At which sum is the logistic function steepest?",
        (Choice("at -5", "There y is close to 0 and the curve nearly flat."),
         Choice("at 0", "Yes: phi' = y (1 - y) is largest at y = 1/2.", right=True),
         Choice("at 5", "There y is close to 1 and cannot rise much more."))))

OPENING = (COUNT, CHAIN, SATURATED)

STEP = Question(
    "step", "theta = [2, -1], the gradient is [4, -2], the learning rate 0.1. Where does one step lead?",
    (Choice("[2.4, -1.2]", "This goes up the slope: which sign stands in the update?"),
     Choice("[1.6, -0.8]", "Yes: each entry goes against its own slope.", right=True),
     Choice("[-2, 1]", "This is theta minus the whole gradient; where is the learning rate?"),
     Choice("[1.6, -1.2]", "The second slope is negative: what is minus 0.1 times -2?")),
    Question(
        "step-twin", "theta = [0, 1], the gradient is [-3, 5], the learning rate 0.2. Where does one step lead?",
        (Choice("[0.6, 0]", "Yes: 0 + 0.6 and 1 - 1.", right=True),
         Choice("[-0.6, 2]", "The step goes down, against the gradient."),
         Choice("[3, -4]", "The gradient is scaled before it is subtracted."))))

DIRECTION = Question(
    "direction", "Where does the gradient of the cost point, seen from theta?",
    (Choice("To the minimum", "It knows the slopes at one place only, not where the valley lies."),
     Choice("Where the cost rises fastest", "Yes: and the step goes the opposite way.", right=True),
     Choice("Where the cost falls fastest", "That is its negative; mind the minus sign in the step.")),
    Question(
        "direction-twin", "All parameters but w are frozen, and dE/dw = -3. What makes the cost fall?",
        (Choice("A smaller w", "The slope is negative: going left leads upwards."),
         Choice("A larger w", "Yes: a negative slope falls to the right, and -0.1 * -3 is positive.", right=True),
         Choice("Neither", "The slope is not 0, so one of the two ways leads down."))))

THRESHOLD = Question(
    "threshold", "f(w) = 10/2 w^2. From which learning rate on does the walk no longer come closer to 0?",
    (Choice("0.1", "With this one a single step lands on the floor: it is the best one."),
     Choice("0.2", "Yes: 2 over the curvature 10; there w only changes its sign.", right=True),
     Choice("1", "One step multiplies w by 1 - 10 * rate: what is that for 1?")),
    Question(
        "threshold-twin", "The curvature is 50. Which learning rate leads to the floor in one step?",
        (Choice("0.04", "This is the threshold: w becomes -w."),
         Choice("0.01", "Then w is halved: 1 - 50 * 0.01. Which rate makes this 0?"),
         Choice("0.02", "Yes: 1 - 50 * 0.02 = 0.", right=True))))

PROMISE = Question(
    "promise", "The cost is 5, the gradient [3, 4], the learning rate 0.01. Which cost does the slope promise?",
    (Choice("4.75", "Yes: 5 - 0.01 * 25, the rate times the squared length of the gradient.", right=True),
     Choice("4.95", "Here the length 5 was used; slope and step both grow with it, so it counts twice."),
     Choice("5.25", "A step goes down: which sign does the change have?"),
     Choice("4.93", "The entries were added; their squares count.")),
    Question(
        "promise-twin", "The slope promised that a long step lowers the cost to -1.5. It rose. What went wrong?",
        (Choice("The gradient was wrong", "It is right where it was taken: what changes on the way?"),
         Choice("The step left the range where the slope is a good guide",
                "Yes: the promise follows a straight line, and the cost bends.", right=True),
         Choice("The cost can rise even for the smallest steps",
                "For small enough steps the slope decides, and it points down."))))

NUDGE = Question(
    "nudge", "We take a slope by (f(w + h) - f(w - h)) / 2h and let h shrink. What happens to its error?",
    (Choice("It shrinks all the way to 0", "What is left of two nearly equal numbers when we subtract them?"),
     Choice("It grows from the start", "For h = 1 the curve bends between the two points: smaller is better at first."),
     Choice("It shrinks, and then it grows again", "Yes: less bend, but in the end rounding divided by a tiny h.",
            right=True)),
    Question(
        "nudge-twin", "Why is a network with a million parameters not trained with slopes by nudges?",
        (Choice("The cost has to be computed two million times a step", "Yes: twice for each parameter.", right=True),
         Choice("Nudges work for one parameter only", "Each parameter can be nudged while the others are frozen."),
         Choice("The slopes come out with the wrong sign", "The sign is right: both points are compared in order."))))

STOPPED = Question(
    "stopped", "A walk ended because its cost no longer improved. What do we know?",
    (Choice("It is at the lowest point of all", "Another valley may lie deeper: has the walk been there?"),
     Choice("It is at a minimum", "On a plateau, at a saddle or with too long steps the cost also stays."),
     Choice("Steps of this kind bring nothing more from here", "Yes: why they do not is still to be found out.",
            right=True)),
    Question(
        "stopped-twin", "Two walks with the same rate start at different places and end with different costs. Why?",
        (Choice("One of them has taken a wrong gradient", "Both follow their slopes; where can slopes lead?"),
         Choice("They came into different valleys", "Yes: gradient descent looks for a valley near its start.",
                right=True),
         Choice("They used different steps", "The rule is the same for both: only the start differs."))))

EXIT = (STEP, DIRECTION, THRESHOLD, PROMISE, NUDGE, STOPPED)

LOOKS = {  # how a training curve looks that has this cause
    "converging": "Such a curve falls from the first step on and then runs level, smooth to the end.",
    "rate too small": "Such a curve sinks gently and evenly, and is far from level at the end.",
    "mini-batch noise": "Such a curve trembles without any rhythm around a line that falls.",
    "plateau, then a fall": "Such a curve stays at its height for long, and drops late and all at once.",
    "rate too large: oscillating": "Such a curve goes up and down in a rhythm, and stays about as high as it is.",
    "rate too large: diverging": "Such a curve climbs, faster and faster.",
}

NEXT = {  # what to do about such a curve
    "converging": "More steps would bring next to nothing.",
    "rate too small": "Several times the rate is worth a try, as long as the cost keeps falling.",
    "mini-batch noise": "Larger mini-batches make it smoother: a mean over more instances varies less.",
    "plateau, then a fall": "A start where the neurons are not saturated would have shortened the wait.",
    "rate too large: oscillating": "With half the rate a step jumps less far across the floor.",
    "rate too large: diverging": "The rate has to be below 2 over the largest curvature.",
}

TWINS = {  # the costs of another run of each kind
    "converging": "2.00, 1.02, 0.60, 0.45, 0.41, 0.40, 0.40",
    "rate too small": "2.00, 1.98, 1.96, 1.94, 1.92, 1.90, 1.88",
    "mini-batch noise": "2.00, 1.41, 1.55, 0.93, 1.12, 0.61, 0.88",
    "plateau, then a fall": "2.00, 2.00, 1.99, 1.98, 1.95, 0.90, 0.15",
    "rate too large: oscillating": "2.00, 1.40, 1.99, 1.41, 1.98, 1.42, 1.97",
    "rate too large: diverging": "2.00, 2.41, 3.12, 4.40, 6.83, 11.2, 19.3",
}


def _curve(letter: str, cause: str) -> Question:
    choices = tuple(Choice(other, f"Yes: {looks[0].lower()}{looks[1:]} {NEXT[cause]}" if other == cause else looks,
                           other == cause) for other, looks in LOOKS.items())
    twin = Question(f"curve-{letter.lower()}-twin", f"Another run has the costs {TWINS[cause]}. What is the cause?",
                    choices)
    return Question(f"curve-{letter.lower()}", f"Curve {letter}: what is the cause?", choices, twin)


CURVES = tuple(_curve(letter, cause) for letter, cause in zip("ABCDEF", LOOKS, strict=True))
