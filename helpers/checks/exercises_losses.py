"""The exercises of lesson 02: what a pass establishes, a complete example on other numbers, and the solution."""

from helpers.checks.lessons import YOURS, Exercise, Lesson

_COST = """\
Outputs y = [10, 20, 50, 70], gold labels y_hat = [30, 10, 10, 70], N = 4
y - y_hat   [-20, 10, 40, 0]
losses      [400, 100, 1600, 0]      (each error squared)
total       2100                     (their sum)
mean        2100 / 4 = 525
slopes      [-40, 20, 80, 0]         (twice the error, with its sign)"""

_TAKES = """\
Another pair of functions: a clock shows y minutes, the true time is y_hat.
late(y, y_hat) = |y - y_hat| takes two times; it does not know the clock.
But y depends on the length of the pendulum. Hold y_hat fixed, and the same number is a function of that length."""

_NLL = """\
y = [0.4, 0.25, 0.2, 0.15], gold class 3: the loss is -log 0.2 = 1.609, with the natural logarithm.
s = [0, -10, -10, 1], e^s = [1, 0.0000454, 0.0000454, 2.72], sum 3.72
y = e^s / 3.72 = [0.269, 0.0000122, 0.0000122, 0.731]; gold class 1: the loss is -log 0.269 = 1.313"""

_SOFTMAX = """\
Another function that must not overflow: log(e^10 + e^20) by way of its largest number, 20.
e^10 + e^20 = e^20 (e^-10 + 1), so its logarithm is 20 + log(e^-10 + 1) = 20.0000454.
With 1000 and 1010 for 10 and 20: 1010 + log(e^-10 + 1); e^1010 is never computed.
Here too take the largest score off all of them first. What is left to do: raise e to them, and normalise."""

_SUM_OF_PRODUCTS = """\
Another sum over j in code, the mean height under the probabilities p = [0.25, 0.75] of the heights h = [120, 160]:
total = 0
for p_j, h_j in zip(p, h):
    total = total + p_j * h_j        # 30, then 150
or in one line: total = np.sum(p * h). What is left to do: a logarithm, on the right one of the two, and a sign."""

_OF_CLASS = """\
The second of the weekdays ["Mon", "Tue", "Wed"] is weekdays[1] in Python, which counts from 0.
Here i comes counted from 0 already: the entry of class i is y[i].
What is left to do: its natural logarithm, and a sign."""

_TAGGER = """\
The same question for the weather: a forecast gives probabilities to "sun", "rain" and "snow".
Nothing between sun and snow is "almost right", so no distance suits; we ask how probable it called what then came.
Who says 0.99 for sun and sees rain should pay much more than who says 0.5."""

_CROSS = """\
A sum with a rule for 0, the entropy of p = [0.5, 0, 0.5]: the term of p_2 = 0 counts as 0.
seen = p > 0                                   # [True, False, True]
entropy = -np.sum(p[seen] * np.log(p[seen]))   # 0.693
What is left to do: put q where it belongs, and leave out the same terms."""

_DIRECTION = """\
Another pair: p = [0.5, 0.5, 0] and q = [0.2, 0.3, 0.5].
KL(p || q) = 0.5 log(0.5 / 0.2) + 0.5 log(0.5 / 0.3) + 0, where the last term has 0 in front: finite.
KL(q || p) has the term 0.5 log(0.5 / 0), a positive number times infinity."""

_WEIGHT = """\
The same for a bias: x = 30, w = -20, y_hat = 10 and phi(s) = s are fixed, b moves.
def cost_of_bias(b):
    y = -20 * 30 + b
    return (y - 10) ** 2
cost_of_bias(610) is 0, cost_of_bias(600) is 100. What is left to do: let w move, and apply phi."""

_MY_SOFTMAX = """\
def my_softmax(s):
    e = np.exp(s - np.max(s))
    return e / e.sum()"""

_MY_NLL = """\
def my_nll(y, y_hat):
    return -np.sum(y_hat * np.log(y))  # (4)"""

_MY_OF_CLASS = """\
def my_nll_of_class(y, i):
    return -np.log(y[i])  # (5)"""

_MY_CROSS = """\
def my_cross_entropy(p, q):
    seen = p > 0
    return -np.sum(p[seen] * np.log(q[seen]))"""

_MY_WEIGHT = """\
def my_cost_of_weight(w):
    x, b, y_hat = 2, -1, 0.5
    return (np.tanh(w * x + b) - y_hat) ** 2"""

LESSON_02 = Lesson("02, Losses", (
    Exercise("cost-by-hand", "Losses and costs by hand",
             f"Losses, their mean, their sum and the slopes are right. {YOURS}", _COST, sheet="three"),
    Exercise("loss-or-cost", "What takes the weights",
             "Yes: L judges one output, and E takes all weights and biases; for a fixed instance, the output, and with "
             "it the loss, is a function of them. This one is not graded.", _TAKES,
             "takes_weights = \"b\"\ninstance_cost = \"c\""),
    Exercise("softmax-stable", "Softmax in code",
             "my_softmax gives probabilities with the sum 1, also for scores around 1000 and -1000, and a number "
             "added to all scores changes nothing. Graders use other scores.", _SOFTMAX, _MY_SOFTMAX),
    Exercise("nll-by-hand", "Surprise by hand",
             f"Both losses and the probabilities are right. {YOURS}", _NLL, sheet="two"),
    Exercise("eq4-nll", "The negative log-likelihood in code",
             "my_nll computes (4) for 3 and 5 classes, whichever of them is gold. Graders use other numbers.",
             _SUM_OF_PRODUCTS, _MY_NLL),
    Exercise("eq5-nll", "The same for a gold class",
             "my_nll_of_class computes (5) for 3 and 5 classes, whichever of them is gold. Graders use other numbers.",
             _OF_CLASS, _MY_OF_CLASS),
    Exercise("loss-for-tagging", "A loss for a tagger",
             "Yes: only the gold class counts, and a probability near 0 for it is very expensive. This one is not "
             "graded.", _TAGGER, "tagger_loss = \"d\""),
    Exercise("cross-entropy", "The cross-entropy in code",
             "my_cross_entropy is H(p) + KL(p || q) on every pair, also where probabilities are 0. Graders use other "
             "numbers.", _CROSS, _MY_CROSS),
    Exercise("kl-direction", "Which divergence is infinite",
             "Yes: a zero inside the logarithm costs without bound, a zero in front of it costs nothing. This one is "
             "not graded.", _DIRECTION, "kl_direction = \"a\""),
    Exercise("cost-of-weight", "The cost as a function of a weight",
             "my_cost_of_weight gives the cost of your instance for every weight that was tried. Graders use other "
             "weights.", _WEIGHT, _MY_WEIGHT),
))
