"""The quizzes of lesson 05: three opening questions, the forecast, two on grad_x, six on leaving; those of the bug hunt
come from a file of their own, so that the notebook has one door.
"""

from helpers.checks.quiz_bugs import BUGS  # noqa: F401 - the notebook's one door
from helpers.checks.quizzes import Choice, Question

ERROR = Question(
    "error-gradient", "y = [2, -1] and y_hat = [1, 1]. What is the gradient of the squared error with respect to y?",
    (Choice("5", "This is the loss, 1 + 4. A gradient has an entry for each output."),
     Choice("[2, -4]", "Yes: 2 (2 - 1) and 2 (-1 - 1).", right=True),
     Choice("[1, -2]", "This is y - y_hat. What does the derivative of a square put in front?"),
     Choice("[-2, 4]", "Raising y_1 takes it further from 1. Which sign has that slope?")),
    Question(
        "error-gradient-twin", "And for y = [0, 3, 1] and y_hat = [1, 1, 1]?",
        (Choice("[-2, 4, 0]", "Yes: twice the three errors, and the last one is 0.", right=True),
         Choice("[-1, 2, 0]", "These are the errors; the squares have a derivative."),
         Choice("[1, 4, 0]", "These are the squared errors, not their slopes."))))

NUDGE = Question(
    "nudged-slope", "A weight is nudged from 2 to 2.01 and to 1.99; the cost is 5.03 and 4.97. What is its slope?",
    (Choice("3", "Yes: the cost changes by 0.06 while the weight changes by 0.02.", right=True),
     Choice("0.06", "This is how far the cost moves. How far was the weight moved for that?"),
     Choice("6", "From 1.99 to 2.01 the weight moves by 0.02. By what was divided here?")),
    Question(
        "nudged-slope-twin", "Nudged by 0.1 up and down, a weight gives the costs 0.8 and 1.2. What is the slope?",
        (Choice("2", "The nudge upwards gave the lower cost. Which sign is that?"),
         Choice("-4", "From one end to the other the weight moves by 0.2."),
         Choice("-2", "Yes: -0.4 over 0.2.", right=True))))

BACK = Question(
    "elementwise-back", "phi1(l) = l if l > 0, else l/2. l = [-4, 3] and grad_a = [6, 5]. What is grad_l?",
    (Choice("[6, 5]", "By how much does a_1 move when l_1 moves by 1?"),
     Choice("[-12, 15]", "These are products with a = phi1(l). Which function stands on the diagonal of (12)?"),
     Choice("[3, 5]", "Yes: the slopes are 1/2 and 1, each times its own entry.", right=True),
     Choice("8", "Here the two products were added. Do l_1 and l_2 share an activation?")),
    Question(
        "elementwise-back-twin", "The same phi1, l = [2, -1] and grad_a = [-4, 8]. What is grad_l?",
        (Choice("[-4, 4]", "Yes: 1 times -4 and 1/2 times 8.", right=True),
         Choice("[-8, -4]", "These are products with a; (12) has the slopes."),
         Choice("[-2, 8]", "Which of the two sums is negative, l_1 or l_2?"))))

OPENING = (ERROR, NUDGE, BACK)

FORECAST = (Question(
    "forecast", "The network learns from 1,437 digits. How many of the 360 that were held out at random will it read?",
    (Choice("about 10 %", "Guessing gives that, and it is where the curve starts. Where does it go?"),
     Choice("between 50 and 80 %", "Look at the curve after the first epoch: is it there, or past it already?"),
     Choice("all of them", "It comes near that on the digits it has learned from. Are some of the others misread?"),
     Choice("more than 90 %, but not all", "Yes: it reads digits that it has never seen, and misreads a few.",
            right=True)),
    Question(
        "forecast-twin", "Now the last 360 of the file are held out; by others, as far as we know. The accuracy is",
        (Choice("the same", "Digits by one hand look alike. Has the network seen anything by these hands?"),
         Choice("lower", "Yes: below 95 % and not above it; other hands are harder than other digits.", right=True),
         Choice("higher", "Would you read an unknown handwriting better than one that you know?")))),)

WHY_NOT_X = Question(
    "why-not-x", "Why does training need no grad_x?",
    (Choice("It is 0 for every input", "On PENCIL_2 it is [-8, 8]. Is that what a step would change?"),
     Choice("It cannot be computed", "V carried x to l. What does (15) do with a matrix that carried something?"),
     Choice("grad_V contains it already", "grad_V is made from grad_l and x. Is V itself in it?"),
     Choice("The inputs come with the data, and no step changes them",
            "Yes: a step changes V, b, W and c, and before x there is nothing to go back to.", right=True)),
    Question(
        "why-not-x-twin", "grad_a is no gradient of a parameter either. Why does backprop compute it?",
        (Choice("A step changes a", "a follows from x and the parameters. Which arrays does a step replace?"),
         Choice("grad_V and grad_b are reached through it", "Yes: it is on the way to them.", right=True),
         Choice("grad_W is made from it", "(19) has the vector a, which is known from the forward pass."))))

WHEN_X = Question(
    "when-x", "When do we want grad_x?",
    (Choice("When x is itself to be learned, like the vectors that stand for words",
            "Yes: then x is a parameter too, and a step changes it.", right=True),
     Choice("When there are many more inputs than outputs", "Does their number say whether a step may change them?"),
     Choice("When the learning rate is too large", "A rate scales the steps of parameters. Has it to do with x?")),
    Question(
        "when-x-twin", "Which question does grad_x answer?",
        (Choice("Which weight should change most?", "Weights have gradients of their own shape."),
         Choice("Which class has this digit?", "The forward pass says what the network thinks of that."),
         Choice("Which pixel of this digit matters most to the cost?",
                "Yes: it says what a small change of each pixel does to the cost.", right=True))))

INPUTS = (WHY_NOT_X, WHEN_X)

PARTNER = Question(
    "partner", "r = 4 inputs, m = 3 hidden neurons, n = 2 outputs. What is grad_W, by (19)?",
    (Choice("the products of grad_s and x, 2 by 4", "W has 3 columns. Which vector did it multiply?"),
     Choice("the products of a and grad_s, 3 by 2", "W is 2 by 3. Which shape has a gradient?"),
     Choice("the products of grad_s and a, 2 by 3", "Yes: entry jk is (grad_s)_j a_k, and W_jk carried a_k to s_j.",
            right=True),
     Choice("the products of grad_s and l, 2 by 3", "The shape is right. Was it l that W multiplied?")),
    Question(
        "partner-twin", "And grad_V, in the same network?",
        (Choice("the products of grad_l and x, 3 by 4", "Yes: V carried x to l.", right=True),
         Choice("the products of grad_l and a, 3 by 3", "V has 4 columns. Where does a come from?"),
         Choice("the products of x and grad_l, 4 by 3", "Row i of V belongs to hidden neuron i. How many are there?"))))

TRANSPOSED = Question(
    "column-of-W", "Why does grad_a collect along the columns of W, as W^T grad_s does?",
    (Choice("W^T undoes what W did", "An inverse would find an a for an s. Is that asked, or how fast E moves with a?"),
     Choice("a_k reaches E through every s_i, and its weights on the way are column k",
            "Yes: (6) adds up over these ways, and the slope of the one through s_i is W_ik.", right=True),
     Choice("Only then do the shapes fit", "For m = n both fit. Would both be the gradient?")),
    Question(
        "column-of-W-twin", "W = [[1, 4], [0, 2]] and grad_s = [1, 3]. What is grad_a?",
        (Choice("[13, 6]", "Here grad_s met the rows of W. How does E react to a_1, which s_2 ignores?"),
         Choice("[5, 6]", "Each row was added up and scaled; over which index does (6) add up?"),
         Choice("[1, 10]", "Yes: 1 * 1 + 0 * 3, and 4 * 1 + 2 * 3.", right=True))))

WHERE = Question(
    "where-slope", "phi1 = tanh, l = 0.5, a = 0.46, grad_a = 2. What is grad_l?",
    (Choice("1.57", "Yes: tanh'(0.5) = 0.79, the slope where phi1 was applied.", right=True),
     Choice("1.63", "Here the slope was taken at a. To which number was phi1 applied?"),
     Choice("0.92", "This is a times grad_a. What stands on the diagonal of (12)?"),
     Choice("2", "Is tanh as steep as the identity at 0.5?")),
    Question(
        "where-slope-twin", "phi2 is logistic, s = 0, y = 0.5, grad_y = 4. What is grad_s?",
        (Choice("0.94", "Here the slope was taken at y. To which number was phi2 applied?"),
         Choice("1", "Yes: the slope at 0 is 1/4.", right=True),
         Choice("2", "This is y times grad_y; where is the slope of phi2?"))))

SUM = Question(
    "sum-rule", "The gradients of E with respect to one bias are 1, 2 and 6 for three instances. What is it by (8)?",
    (Choice("3", "This is their mean. Which of the two does (8) call E?"),
     Choice("9", "Yes: costs are added up, and so are their gradients.", right=True),
     Choice("[1, 2, 6]", "There is one bias, however many instances there are.")),
    Question(
        "sum-rule-twin", "We take the mean over 50 instances, not their sum. Which learning rate gives the same step?",
        (Choice("one that is 50 times smaller", "The mean is smaller than the sum. Has the rate to shrink as well?"),
         Choice("the same", "Do sum and mean have the same gradient?"),
         Choice("one that is 50 times larger", "Yes: the mean divides the gradient by 50.", right=True))))

CHECK = Question(
    "check-finds", "gradient_check agrees in every entry. What do we know?",
    (Choice("backprop is right for every network", "Would it have seen phi2' left out where phi2 is the identity?"),
     Choice("The network will learn", "It compares gradients. Do right gradients make a good learning rate?"),
     Choice("The cost is at its lowest", "A gradient may be right without being 0."),
     Choice("For this network and this instance the gradients are right",
            "Yes: up to rounding, and another network may still show a mistake.", right=True)),
    Question(
        "check-finds-twin", "phi2 is the identity, W is 2 by 3. Which mistake does the check not see?",
        (Choice("phi2' left out", "Yes: it is 1 everywhere, so nothing is missing.", right=True),
         Choice("W for W^T", "Does NumPy multiply a matrix with 3 columns and a vector with 2 entries?"),
         Choice("the 2 of (10) left out", "Then every gradient is halved. Do nudges notice that?"))))

SOFTMAX_NLL = Question(
    "softmax-nll", "y = softmax(s) = [0.7, 0.2, 0.1], class 2 is gold. What is grad_s with loss (4)?",
    (Choice("[0, -5, 0]", "This is grad_y. What does softmax do to it on the way to s?"),
     Choice("[0, -0.8, 0]", "Here (12) was used. Does y_2 stay where it is when s_1 rises?"),
     Choice("[-0.7, 0.8, -0.1]", "Raising the gold score lowers the loss. Which sign has its slope?"),
     Choice("[0.7, -0.8, 0.1]", "Yes: y - y_hat.", right=True)),
    Question(
        "softmax-nll-twin", "And for y = [0.5, 0.25, 0.25] with gold class 1?",
        (Choice("[-0.5, 0, 0]", "The other two scores move y_1 too: do they not matter?"),
         Choice("[-0.5, 0.25, 0.25]", "Yes: 1 is taken off at the gold class.", right=True),
         Choice("[-2, 0, 0]", "This is grad_y, -1 / y_1; softmax comes before it."))))

EXIT = (PARTNER, TRANSPOSED, WHERE, SUM, CHECK, SOFTMAX_NLL)
