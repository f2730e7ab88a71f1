"""The quizzes of lesson 06: three opening questions, six on leaving."""

from helpers.checks.quizzes import Choice, Question

PARTNER = Question(
    "which-partner", "s = W a + c. Which two vectors make up the gradient with respect to W?",
    (Choice("a and grad_s", "Yes: entry (j, k) is a_k times dE/ds_j, (19).", right=True),
     Choice("s and grad_s", "How fast does s_j move when W_jk moves? Is s itself in the answer?"),
     Choice("a and grad_a", "W does not reach E through a: which of its neighbours does it move?"),
     Choice("c and grad_s", "Change c: does that change how s reacts to W?")),
    Question(
        "which-partner-twin", "l = V x + b. What is the gradient with respect to V?",
        (Choice("the outer product of grad_a and x", "V moves l first. What stands between l and a?"),
         Choice("the outer product of grad_l and x", "Yes: a row for each hidden neuron, a column for each input.",
                right=True),
         Choice("V^T grad_l", "This has as many entries as x. Which shape has the gradient of V?"))))

EVALUATED = Question(
    "where-evaluated", "y = tanh(s). On the way back grad_y is multiplied by tanh' of what?",
    (Choice("of y", "phi' says how y moves with s. At which number was tanh applied?"),
     Choice("of grad_y", "A slope belongs to a place on the curve: at which place are we?"),
     Choice("of s", "Yes: phi' is taken where phi was, so s must still be known when we come back.", right=True)),
    Question(
        "where-evaluated-twin", "a = l * l with l = 3, so a = 9, and grad_a = 2. What is grad_l?",
        (Choice("36", "This takes the slope 2 * 9, at a. Which number was squared?"),
         Choice("12", "Yes: the slope at l = 3 is 6, times grad_a.", right=True),
         Choice("8", "This takes the slope 2 * 2, at grad_a. Which number was squared?"),
         Choice("18", "This is a times grad_a. How fast does l * l move with l?"))))

TOGETHER = Question(
    "two-paths", "u reaches z on two paths. Along one its slope is 3, along the other -1. What is dz/du?",
    (Choice("-3", "Two slopes on one path are multiplied. What does (6) do with two paths?"),
     Choice("2", "Yes: the paths add up, (6).", right=True),
     Choice("3", "Then the second path would not count at all."),
     Choice("1", "Half the sum would be a mean; does (6) divide?")),
    Question(
        "two-paths-twin", "z = u + u. What is dz/du?",
        (Choice("1", "This is one of the two paths."),
         Choice("2", "Yes: two paths, each with slope 1.", right=True),
         Choice("u", "Would z move faster if u were larger?"))))

OPENING = (PARTNER, EVALUATED, TOGETHER)

EDGE = Question(
    "edge", "What does a node of our graph keep for each value that it was computed from?",
    (Choice("that value's gradient", "When the node is made, is any gradient known?"),
     Choice("a formula for its derivative", "Nothing is derived on paper here. What is called on the way back?"),
     Choice("the value, and how a gradient goes back to it",
            "Yes: a parent and a pull, which is one step of (7).", right=True)),
    Question(
        "edge-twin", "z = u * v. What does the edge to u do with the gradient of z?",
        (Choice("it multiplies it by the value of v", "Yes: dz/du = v.", right=True),
         Choice("it multiplies it by the value of u", "Nudge u by 0.01: does z move by 0.01 u or by 0.01 v?"),
         Choice("it passes it on unchanged", "That is what + does; how fast does u * v move with u?"))))

SHARED = Question(
    "shared", "z = u * v + 3 * u with u = 2 and v = 5. What is u.grad after backward(z)?",
    (Choice("5", "This came along the edge of the product. Is there another edge to u?"),
     Choice("3", "This came along the edge of 3 * u. Is it the only one?"),
     Choice("15", "Two slopes on one path are multiplied; these are two paths."),
     Choice("8", "Yes: 5 along one edge, 3 along the other.", right=True)),
    Question(
        "shared-twin", "z = u * u * v with u = 3 and v = 2. What is u.grad?",
        (Choice("6", "u is there twice, and this counts one of them."),
         Choice("12", "Yes: 2 u v.", right=True),
         Choice("9", "This is the gradient with respect to v."))))

ORDER = Question(
    "order", "When may backward pull the gradient of a node on to its parents?",
    (Choice("as soon as one gradient has reached it",
            "If more arrives later, what has become of the part that was sent on too early?"),
     Choice("when all nodes that were computed from it have been pulled",
            "Yes: only then is its own gradient complete.", right=True),
     Choice("when all its parents have been pulled", "That is the order of the way forwards, is it not?")),
    Question(
        "order-twin", "a = phi(l), s = W a, t = U a, z = total(s + t). Which of these orders is possible?",
        (Choice("z, s + t, s, a, t, l", "When a is pulled here, has everything arrived that t sends back?"),
         Choice("z, s + t, t, s, a, l", "Yes: both users of a come before a.", right=True),
         Choice("l, a, s, t, s + t, z", "This is the order in which they were computed."))))

COST = Question(
    "price", "A network has a million parameters. What does one run of backward cost?",
    (Choice("about a million forward passes", "Does backward walk through the graph once for each parameter?"),
     Choice("about a few forward passes", "Yes: every edge is used once, whatever the number of parameters.",
            right=True),
     Choice("it depends on which parameters we ask for", "Which gradients has backward filled in when it is done?")),
    Question(
        "price-twin", "And central differences for the same network?",
        (Choice("two forward passes", "That gives one slope, that of the parameter that was nudged."),
         Choice("two million forward passes", "Yes: two for each parameter.", right=True),
         Choice("a million squared", "Each nudge needs two values of the cost: how many is that in all?"))))

BATCH = Question(
    "batch", "l = V x + b. G : (N, m) has the gradient with respect to l of every instance as a row, X : (N, r) the "
             "inputs. What is the gradient with respect to V?",
    (Choice("G @ X.T", "(N, m) times (r, N): do the inner sizes agree, and which shape has V?"),
     Choice("G.T @ X", "Yes: m rows, r columns, and the sum over the instances is inside.", right=True),
     Choice("X.T @ G", "It has r rows and m columns. Which shape has V?"),
     Choice("(G.T @ X) / N", "(8) is a sum; for which cost would one divide?")),
    Question(
        "batch-twin", "And the gradient with respect to b, which every instance uses?",
        (Choice("G.sum(axis=0)", "Yes: one node, used N times, adds up.", right=True),
         Choice("G.sum(axis=1)", "This gives one number for each instance. How many biases are there?"),
         Choice("G[0]", "Do the other instances not count?"))))

DYNAMIC = Question(
    "dynamic", "An if statement in the forward pass chooses between two layers. What does our backward do?",
    (Choice("it goes back through both layers", "Which of them was asked to compute anything?"),
     Choice("it cannot handle an if statement", "Does the graph contain the if, or what was computed?"),
     Choice("it goes back through the layer that was used", "Yes: the graph is what happened.", right=True)),
    Question(
        "dynamic-twin", "What can a library do with a graph that is declared before any number is known?",
        (Choice("look at the whole of it, and rearrange it before it runs",
                "Yes: that is what a static graph is good for.", right=True),
         Choice("follow an if statement of Python that depends on the numbers",
                "When Python reaches the if, are the numbers there?"),
         Choice("find gradients without the chain rule", "Which other rule would lead back from E?"))))

EXIT = (EDGE, SHARED, ORDER, COST, BATCH, DYNAMIC)
