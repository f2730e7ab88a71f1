"""The quizzes of lesson 01: three opening questions on what it builds on, and six on leaving."""

from helpers.checks.quizzes import Choice, Question

DOT_PRODUCT = Question(
    "dot-product", "What is the dot product of [2, -1] and [3, 4]?",
    (Choice("2", "Yes: 2 * 3 = 6 and -1 * 4 = -4, and their sum counts.", right=True),
     Choice("[6, -4]", "These are the two products; a dot product adds them up to one number."),
     Choice("10", "The second product is negative: look at the sign of -1 * 4.")),
    Question(
        "dot-product-twin", "What is the dot product of [-3, 2] and [1, 5]?",
        (Choice("[-3, 10]", "Two products, but not yet their sum: a dot product is one number."),
         Choice("7", "Yes: -3 + 10.", right=True),
         Choice("13", "One of the two products is negative: which one?"))))

PRODUCT_SHAPE = Question(
    "product-shape", "W has 4 rows and 3 columns. Which x can be multiplied as W x, and how long is the result?",
    (Choice("x has 4 entries, the result 3", "Each row of W meets x entry by entry. How long is one row?"),
     Choice("x has 3 entries, the result 4", "Yes: each of the 4 rows takes 3 numbers and gives one.", right=True),
     Choice("x has 3 entries, the result is 4 by 3", "Each row gives one number, because its products are added up.")),
    Question(
        "product-shape-twin", "W x is possible for an x with 5 entries and gives 2 numbers. What shape has W?",
        (Choice("5 rows and 2 columns", "Then each row would hold 2 numbers and could not meet 5 entries of x."),
         Choice("5 rows and 5 columns", "Then W x would have 5 entries, one for each row."),
         Choice("2 rows and 5 columns", "Yes: one row for each result, one column for each entry of x.", right=True))))

ELEMENTWISE = Question(
    "elementwise", "phi(s) = s^2 is applied to the vector [3, -2]. What comes out?",
    (Choice("13", "This is the sum of the squares; elementwise, the entries stay apart."),
     Choice("[9, 4]", "Yes: phi works on every entry by itself, and the shape stays.", right=True),
     Choice("[9, -4]", "Square the second entry with its sign: a square is never negative.")),
    Question(
        "elementwise-twin", "phi(s) = |s| is applied to the vector [-1, 0, 4]. What comes out?",
        (Choice("[1, 0, 4]", "Yes: three entries go in, and three come out.", right=True),
         Choice("5", "Nothing is added up when a function is applied elementwise."),
         Choice("[-1, 0, 4]", "phi has an effect on the negative entry: what is the absolute value of -1?"))))

OPENING = (DOT_PRODUCT, PRODUCT_SHAPE, ELEMENTWISE)

ROW = Question(
    "row-of-W", "In a layer a = phi(W x + b), whose weights stand in row 2 of W?",
    (Choice("Those of input 2, one for each neuron", "That is column 2: what leaves input 2 for every neuron."),
     Choice("Those of neuron 2, one for each input", "Yes: row i is the weight vector of neuron i.", right=True),
     Choice("Those of the second layer", "A second layer has a matrix of its own; W belongs to this layer alone.")),
    Question(
        "row-of-W-twin", "Which entries of W decide about a_3, the activation of neuron 3?",
        (Choice("Row 3", "Yes: with b_3, and with all of x.", right=True),
         Choice("Column 3", "Column 3 holds what multiplies x_3, in every neuron."),
         Choice("All of them", "The other rows belong to other neurons of the same layer."))))

SHAPES = Question(
    "layer-shapes", "A layer has 3 neurons and 5 inputs. What are the shapes of W and b?",
    (Choice("W is 5 by 3, b has 3 entries", "Then W x would not be possible: x has 5 entries, so a row needs 5."),
     Choice("W is 3 by 5, b has 5 entries", "b is added to W x, which has one entry for each neuron."),
     Choice("W is 3 by 5, b has 3 entries", "Yes: k = 3 rows, n = 5 columns, and a bias for each neuron.", right=True)),
    Question(
        "layer-shapes-twin", "W is 2 by 6. How many inputs has the layer, and how many activations?",
        (Choice("2 inputs, 6 activations", "Count the rows for the neurons and the columns for the inputs."),
         Choice("6 inputs, 2 activations", "Yes: one column for each input, one row for each neuron.", right=True),
         Choice("6 inputs, 6 activations", "There are as many activations as neurons, and each neuron has one row."))))

ORDER = Question(
    "phi-last", "A neuron has w = [1, 1], b = 1, x = [2, -4], and phi(s) = s where s > 0, else 0. What is a?",
    (Choice("3", "Here phi was applied to the products first; it comes once, after the bias."),
     Choice("1", "Here the bias was added after phi; it belongs inside."),
     Choice("0", "Yes: the sum is 2 - 4 + 1 = -1, and phi makes it 0.", right=True),
     Choice("-1", "This is the sum; phi is still to be applied.")),
    Question(
        "phi-last-twin", "A neuron has w = [1, 2], b = 1, x = [1, -2], and phi(s) = |s|. What is a?",
        (Choice("2", "Yes: the sum is 1 - 4 + 1 = -2, and then phi.", right=True),
         Choice("6", "Here phi was applied to the products first; it comes once, after the bias."),
         Choice("4", "Here the bias was added after phi; it belongs inside."),
         Choice("-2", "This is the sum; phi is still to be applied."))))

BIAS = Question(
    "bias-line", "The line w x + b = 0 is drawn in the plane of two inputs. We change b alone. What does the line do?",
    (Choice("It turns", "Its direction comes from w alone."),
     Choice("It moves parallel to itself", "Yes: w keeps its direction, b its distance from the origin.", right=True),
     Choice("It stays, the colours swap", "The colours swap when w and b all change their sign.")),
    Question(
        "bias-line-twin", "We double w_1, w_2 and b at once. What does the line w x + b = 0 do?",
        (Choice("It moves twice as far from the origin", "Only if b is doubled and w is not."),
         Choice("It turns", "w becomes longer, but its direction is the same."),
         Choice("It stays where it is", "Yes: twice zero is zero; only a is steeper across it.", right=True))))

XOR = Question(
    "one-neuron-xor", "One neuron answers 1 on one side of a line. How many of XOR's four inputs can it get right?",
    (Choice("All 4, with the right weights", "The 1s stand at opposite corners: can one line part them from the 0s?"),
     Choice("3 at most", "Yes: one line can cut off one corner, but not two opposite ones.", right=True),
     Choice("2 at most", "Cut off one single corner: three answers are right then.")),
    Question(
        "one-neuron-xnor", "What about the opposite of XOR, 1 where both inputs are equal?",
        (Choice("One neuron can do it", "Here too the 1s stand at opposite corners."),
         Choice("One neuron cannot", "Yes: it is the same picture with the colours swapped.", right=True),
         Choice("It can with a larger bias", "A bias moves the line, but it remains one line."))))

COLLAPSE = Question(
    "collapse", "Two layers, and phi1 is the identity. What can they compute that one layer cannot?",
    (Choice("XOR", "W (V x + b) + c is one matrix and one bias: still one line."),
     Choice("Nothing", "Yes: W V and W b + c make one layer with the same outputs.", right=True),
     Choice("Any function, if m is large", "A large m helps only if phi1 bends; otherwise W V is one matrix.")),
    Question(
        "collapse-twin", "Ten layers stand on top of each other, all with the identity. How many would be enough?",
        (Choice("All ten", "Each one is a matrix and a bias. What do two matrices in a row make?"),
         Choice("One", "Yes: ten matrices multiply to one matrix, and one bias is left.", right=True),
         Choice("Two", "A second layer helps only if phi bends something in front of it. What is W V?"))))

EXIT = (ROW, SHAPES, ORDER, BIAS, XOR, COLLAPSE)
