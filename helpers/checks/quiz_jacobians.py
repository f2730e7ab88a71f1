"""The quizzes of lesson 04: three opening questions, the vote on the transpose, six on leaving."""

from helpers.checks.quizzes import Choice, Question

PRODUCT = Question(
    "matrix-times-vector", "W = [[1, 2], [0, 3], [-1, 1]] and a = [2, 1]. What is W a?",
    (Choice("[3, 3, 0]", "These are the sums of the rows: where has a gone?"),
     Choice("[4, 3]", "Each row of W gives one sum; how many rows are there?"),
     Choice("[4, 3, -1]", "Yes: 1 * 2 + 2 * 1, 0 * 2 + 3 * 1, -1 * 2 + 1 * 1.", right=True)),
    Question(
        "matrix-times-vector-twin", "W has 2 rows and 4 columns. How long is a, and how long is W a?",
        (Choice("a has 4 entries, W a has 2", "Yes: every row meets all of a, and gives one number.", right=True),
         Choice("a has 2 entries, W a has 4", "Which entries of W meet those of a: a row's or a column's?"),
         Choice("both have 4 entries", "How many sums does one get from 2 rows?"))))

WHO_MOVES = Question(
    "who-moves", "y = softmax(s) has four entries. s_1 rises a little, the other scores stay. Which entries of y move?",
    (Choice("y_1 alone", "They add up to 1, before and after: who pays for the rise?"),
     Choice("all four", "Yes: y_1 rises, and each of the others gives up a share.", right=True),
     Choice("y_1 and the largest of the others", "All of them are divided by the same sum. Does only one notice?")),
    Question(
        "who-moves-twin", "y = tanh(s), entry by entry. s_1 rises a little, the other scores stay. Which entries move?",
        (Choice("all of them", "Is there a sum, or anything else, in which the entries meet?"),
         Choice("none, because tanh is saturated", "It is flat far from 0 only; what if s_1 = 0?"),
         Choice("y_1 alone", "Yes: y_1 looks at s_1 and at nothing else.", right=True))))

CHAIN = Question(
    "one-path", "y = x^2 and z = 4 y - 1. What is dz/dx at x = 3?",
    (Choice("24", "Yes: y moves 2 * 3 times as fast as x, and z 4 times as fast as y.", right=True),
     Choice("10", "Here the slopes 4 and 6 were added. If y moves 6 times as fast as x, how fast does z move?"),
     Choice("6", "This is the slope of y in x; how does z react to y?"),
     Choice("23", "The -1 shifts z; does it change how fast z moves?")),
    Question(
        "one-path-twin", "y = -2 x and z = y^2. What is dz/dx at x = 1?",
        (Choice("-4", "This is the slope of z in y; how does y react to x?"),
         Choice("8", "Yes: 2 * -2 for the square, times -2.", right=True),
         Choice("-6", "Two slopes on one path: are they added?"))))

OPENING = (PRODUCT, WHO_MOVES, CHAIN)

TRANSPOSE = Question(
    "transpose", "grad_x z = J(y, x)^T grad_y z. Where does the transpose in (7) come from?",
    (Choice("From the rules of matrix products: without it the shapes would not fit",
            "For n = m they fit without it too. Is it needed then, and what would be computed without it?"),
     Choice("Gradients are row vectors, and they have to be turned",
            "grad_x and grad_y are vectors with one axis. Which sum is it that (7) has to write?"),
     Choice("J is inverted, since we go from z back to x",
            "An inverse would tell which x gives this y. Does (6) ask that, or how fast z moves?"),
     Choice("The sum in (6) runs over the outputs, and these are the rows of J",
            "Yes: dz/dx_i meets all entries of column i of J, and J^T has this column as a row.", right=True),
     Choice("It is a convention: with J in its place we would get the same numbers",
            "Try J = [[0, 1], [0, 0]] and grad_y = [1, 0] by hand: are both products the same?")),
    Question(
        "transpose-twin", "g has 3 inputs and 2 outputs. Which entries of J(y, x) does dz/dx_2 need?",
        (Choice("row 2", "Row 2 tells how y_2 reacts to every input. Does x_2 reach z through y_2 alone?"),
         Choice("column 2", "Yes: how y_1 and y_2 react to x_2, one entry for each path to z.", right=True),
         Choice("the entry in row 2 and column 2", "This is the path through y_2. Is there another one?"))))

VOTE = (TRANSPOSE,)

SHAPE = Question(
    "jacobian-shape", "g takes 3 inputs and returns 5 outputs. What is the shape of J(y, x)?",
    (Choice("3 rows, 5 columns", "What stands in one row: what one input does, or what moves one output?"),
     Choice("5 rows, 5 columns", "There is one entry for each pair of output and input. How many pairs are there?"),
     Choice("5 rows, 3 columns", "Yes: a row for each output, a column for each input.", right=True)),
    Question(
        "jacobian-shape-twin", "J(y, x) has 2 rows and 4 columns. How many inputs has the function?",
        (Choice("4", "Yes: each of its columns belongs to one of them.", right=True),
         Choice("2", "This counts the rows; to which side do they belong?"),
         Choice("8", "This is how many partial derivatives there are."))))

ENTRY = Question(
    "jacobian-entry", "y = [x_1 x_2, x_1 + 3 x_2]. What stands in row 1 and column 2 of J at x = [7, 5]?",
    (Choice("5", "This is dy_1/dx_1; to which input does column 2 belong?"),
     Choice("7", "Yes: dy_1/dx_2 = x_1.", right=True),
     Choice("1", "This is dy_2/dx_1; to which output does row 1 belong?"),
     Choice("3", "This is dy_2/dx_2; to which output does row 1 belong?")),
    Question(
        "jacobian-entry-twin", "y = [x_1^2, x_1 x_2]. What stands in row 2 and column 1 of J at x = [3, 4]?",
        (Choice("0", "This is dy_1/dx_2, the mirror image."),
         Choice("3", "This is dy_2/dx_2; which input has to move for column 1?"),
         Choice("4", "Yes: dy_2/dx_1 = x_2.", right=True))))

FORWARDS = Question(
    "nudge-forwards", "J = [[2, 1], [0, 3]]. x is nudged by [0.01, 0]. By about how much does y move?",
    (Choice("[0.02, 0]", "Yes: J times the nudge, the first column of J made small.", right=True),
     Choice("[0.02, 0.01]", "These are the entries of row 1, and they tell what moves y_1. Which input was nudged?"),
     Choice("[0.03, 0.03]", "Here both inputs were nudged; the second one stayed where it was.")),
    Question(
        "nudge-forwards-twin", "With the same J, x is nudged by [0, 0.1]. By about how much does y move?",
        (Choice("[0, 0.3]", "This is row 2. Does x_2 move y_1 too?"),
         Choice("[0.1, 0.3]", "Yes: a tenth of column 2, the image of the second unit vector.", right=True),
         Choice("[0.2, 0]", "This is what a nudge of the other input does."))))

BACKWARDS = Question(
    "pull-back", "J(y, x) = [[1, 2], [0, 3]] and grad_y z = [4, 1]. What is grad_x z?",
    (Choice("[6, 3]", "Here rows of J were multiplied with grad_y. Where does J tell what x_1 does to the outputs?"),
     Choice("[1, 5]", "These are the sums of the columns: how fast does z move with each output?"),
     Choice("[4, 3]", "x_2 reaches z on two paths: was the one through y_1 counted?"),
     Choice("[4, 11]", "Yes: 1 * 4 + 0 * 1, and 2 * 4 + 3 * 1.", right=True)),
    Question(
        "pull-back-twin", "J(y, x) = [[2, -1], [1, 0]] and grad_y z = [1, 3]. What is grad_x z?",
        (Choice("[5, -1]", "Yes: 2 * 1 + 1 * 3, and -1 * 1 + 0 * 3.", right=True),
         Choice("[-1, 1]", "This is J times grad_y. Over which index does (6) add up?"),
         Choice("[3, -1]", "This is what comes out when z is the sum of the outputs; is its gradient [1, 3] then?"))))

DIAGONAL = Question(
    "diagonal", "Which Jacobian is diagonal, whatever the numbers are?",
    (Choice("that of softmax", "When one score rises, do the other probabilities stay as they are?"),
     Choice("that of tanh, applied to every entry", "Yes: output i looks at input i only, as (12) says.", right=True),
     Choice("that of s = W a + c with respect to a", "Its entry in row i and column k is W_ik. Has that to be 0?")),
    Question(
        "diagonal-twin", "s = W a + c. What is J(s, c)?",
        (Choice("W", "This is how s moves with a. By how much does s_1 move when c_1 rises by 1?"),
         Choice("a vector of ones", "s_1 rises with c_1; and what does c_1 do to s_2?"),
         Choice("the identity", "Yes: c_i moves s_i alone, and one to one.", right=True))))

WHY_BACK = Question(
    "why-back", "The layers have 1000, 100, 10 and 1 entries, from x to z. Why do we multiply from z back?",
    (Choice("From x on, another Jacobian would come out",
            "A product of three matrices does not depend on which two come first. What does?"),
     Choice("From x on, the shapes would not fit", "The first two have shapes (10, 100) and (100, 1000): do they fit?"),
     Choice("From z back we always have one row times a matrix",
            "Yes: 101,000 multiplications and not 1,010,000.", right=True)),
    Question(
        "why-back-twin", "Now the layers have 1, 50, 50 and 100 entries, from x to the end. Which order is cheaper?",
        (Choice("from x on", "Yes: a matrix times one column each time, since there is one input.", right=True),
         Choice("from the end back", "Then 100 rows are carried along. How many columns has the J next to x?"),
         Choice("both cost the same", "Count for the first product: 50 * 50 * 1, or 100 * 50 * 50?"))))

EXIT = (SHAPE, ENTRY, FORWARDS, BACKWARDS, DIAGONAL, WHY_BACK)
