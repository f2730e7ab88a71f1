"""The quizzes of lesson 02: three opening questions on what is left of lesson 01, and six on leaving."""

from helpers.checks.quizzes import Choice, Question

STACKED_SHAPES = Question(
    "stacked-shapes", "A network has 4 inputs, 3 hidden neurons and 2 outputs. What shape has W of its second layer?",
    (Choice("3 by 2", "Row i of W belongs to output i: how many outputs are there?"),
     Choice("2 by 3", "Yes: one row for each output, one column for each hidden neuron.", right=True),
     Choice("2 by 4", "W does not see the inputs: it is multiplied with a, the hidden activations.")),
    Question(
        "stacked-shapes-twin", "A network has 2 inputs, 5 hidden neurons and 1 output. What shape has V, in front?",
        (Choice("5 by 2", "Yes: one row for each hidden neuron, one column for each input.", right=True),
         Choice("2 by 5", "Then V x would be impossible: x has 2 entries, so a row of V has 2."),
         Choice("1 by 5", "That is the shape of W: the output looks at the hidden neurons."))))

GOLD = Question(
    "gold-label", "What is y_hat in this workbook?",
    (Choice("What the network predicts", "Many libraries write it so; here the network's output is called y."),
     Choice("What the output should be", "Yes: the hat marks the gold label, which comes with the data.", right=True),
     Choice("The sum in front of phi2", "That sum is called s; it becomes y when phi2 is applied.")),
    Question(
        "gold-label-twin", "Which of these can change while a network is trained on its data?",
        (Choice("The input x", "The inputs come with the data, and the data stay as they are."),
         Choice("The gold label y_hat", "The gold labels come with the data; training does not touch them."),
         Choice("The output y", "Yes: other weights give another output for the same data.", right=True))))

FORWARD = Question(
    "small-forward", "A neuron has w = [2, 1], b = -1, and phi(s) = s if s > 0, else s/2. What is a for x = [-1, -1]?",
    (Choice("-4", "This is the sum. What does phi do to a negative sum?"),
     Choice("-1.5", "The sum without its bias is -3, and half of it is this: where is b?"),
     Choice("-2", "Yes: the sum is -2 - 1 - 1 = -4, and phi halves it.", right=True)),
    Question(
        "small-forward-twin", "A neuron has w = [1, -2], b = 1 and the same phi. What is a for x = [1, 3]?",
        (Choice("-2", "Yes: the sum is 1 - 6 + 1 = -4, and it is halved.", right=True),
         Choice("-4", "This is the sum; phi is still to be applied."),
         Choice("8", "The second product has one negative factor: which sign does that give it?"))))

OPENING = (STACKED_SHAPES, GOLD, FORWARD)

TAKES = Question(
    "takes", "What do the loss L and the cost E take as their inputs?",
    (Choice("L takes the weights, E the output and the gold label", "L looks at one answer and asks for no weights."),
     Choice("L takes output and gold label, E all weights and biases",
            "Yes: the data are fixed inside E, and its inputs are what training may change.", right=True),
     Choice("Both take the input x and the gold label", "How can L judge an answer if it does not get the answer?")),
    Question(
        "takes-twin", "We add 1 to one bias of the network. For which function is this a change of its input?",
        (Choice("For L", "L sees that its y moves, but a bias is not among what it takes."),
         Choice("For E", "Yes: E is a function of all weights and biases.", right=True),
         Choice("For neither", "One of the two takes all weights and biases as its input."))))

SLOPE = Question(
    "slope", "The loss is (y - y_hat)^2, the output is 1, the gold label 4. What is the slope of the loss in y?",
    (Choice("6", "That slopes upwards, but a larger y comes closer to 4: is it y - y_hat or y_hat - y?"),
     Choice("-6", "Yes: 2 (1 - 4); raising y lowers the loss.", right=True),
     Choice("-3", "This is y - y_hat. What does the derivative of a square put in front?"),
     Choice("9", "This is the loss itself; the slope says how it changes with y.")),
    Question(
        "slope-twin", "The output is 5, the gold label 3. What is the slope of the squared error in y?",
        (Choice("4", "Yes: 2 (5 - 3); raising y raises the loss.", right=True),
         Choice("2", "This is the error; the derivative of its square has a factor in front."),
         Choice("-4", "y lies above the gold label, so a larger y makes it worse: which sign is that?"))))

MEAN = Question(
    "mean-sum", "Three instances have the losses 1, 4 and 7. What are the mean and the sum?",
    (Choice("mean 12, sum 4", "Turned round: the mean lies between the smallest loss and the largest."),
     Choice("mean 6, sum 12", "The mean divides by N; how many instances are there?"),
     Choice("mean 4, sum 12", "Yes: 12 over N = 3.", right=True)),
    Question(
        "mean-sum-twin", "A cost is the mean over N = 10 instances. We take their sum instead. What changes?",
        (Choice("The weights at which it is lowest", "Ten times every value: does the order of the values change?"),
         Choice("The cost and its slopes, by the factor 10", "Yes: and the lowest point stays.", right=True),
         Choice("Nothing at all", "Ten losses are added up and no longer divided: is that the same number?"))))

SHIFT = Question(
    "shift", "We add 5 to every score. What does softmax do with that?",
    (Choice("Every probability grows", "Together they still make 1, so not all of them can grow."),
     Choice("The largest one grows, the others shrink", "Each e^s is multiplied by e^5: what cancels in the fraction?"),
     Choice("Nothing", "Yes: only the differences between the scores matter.", right=True)),
    Question(
        "shift-twin", "Softmax of [0, 1] is [0.27, 0.73]. What is softmax of [1000, 1001]?",
        (Choice("[0.27, 0.73]", "Yes: the scores differ by 1 in both.", right=True),
         Choice("[0, 1]", "Is the second score any further ahead than it was before?"),
         Choice("[0.5, 0.5]", "They are close in proportion, but softmax looks at their difference."))))

SURPRISE = Question(
    "surprise", "y = [0.7, 0.2, 0.1], and class 2 is gold. Which number is the negative log-likelihood?",
    (Choice("-log 0.7", "That class has the largest probability, but is it the one that was the case?"),
     Choice("-log 0.2", "Yes: the surprise at what was the case.", right=True),
     Choice("log 0.2", "The logarithm of a probability is not positive; what has (5) in front of it?"),
     Choice("1 - 0.2", "That is the probability of being wrong; no logarithm is in it.")),
    Question(
        "surprise-twin", "y = [0.7, 0.2, 0.1] again. For which gold class is the loss largest?",
        (Choice("Class 1", "There the network was nearly sure, and right: little surprise."),
         Choice("Class 2", "Is there a class that the network expected even less?"),
         Choice("Class 3", "Yes: the smaller the probability of the gold class, the larger its loss.", right=True))))

IMPOSSIBLE = Question(
    "impossible", "A network gives the gold class the probability 0. What is its negative log-likelihood?",
    (Choice("0", "A loss of 0 is the reward for certainty about the right class."),
     Choice("1", "That would be the most that a missing probability could count; but here it goes through log."),
     Choice("Infinity", "Yes: -log y grows beyond every bound as y goes to 0.", right=True)),
    Question(
        "impossible-twin", "Which distribution over three classes has entropy 0?",
        (Choice("[1/3, 1/3, 1/3]", "Here nothing is known about the class: entropy cannot be larger."),
         Choice("[0, 1, 0]", "Yes: nothing about it is uncertain.", right=True),
         Choice("None", "Entropy is the surprise that we expect: is there a class that never surprises?"))))

EXIT = (TAKES, SLOPE, MEAN, SHIFT, SURPRISE, IMPOSSIBLE)
