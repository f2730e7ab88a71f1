"""The quizzes of lesson 03's failure gallery: for each of four walks, what goes wrong and what cures it."""

from helpers.checks.quizzes import Choice, Question

NAMES = {  # described too, because the lesson explains a name only after its walk has been looked at
    "slow": "too slow: every step is short, and all of them go the same way",
    "oscillating": "oscillating: every step jumps across the floor and lands almost as far out",
    "diverging": "diverging: every step lands further out than the one before",
    "ravine": "a ravine: steep across, flat along",
    "plateau": "a plateau: flat ground, although the cost is high",
    "saddle": "a saddle: level at one point, uphill in two directions, downhill in two others",
}

INSTEAD = {  # how the walk would look if it were this
    "slow": "Then all steps would be short and go the same way.",
    "oscillating": "Then each step would jump across the floor and the next one back, to the very end.",
    "diverging": "Then the cost would rise from step to step.",
    "ravine": "Then it would go to and fro across a narrow valley at first, and crawl along its floor afterwards.",
    "plateau": "Then the first steps would be tiny although the cost is high, and they would grow on the way down.",
    "saddle": "Then the cost would fall at first, and the walk would end where the ground falls away to two sides.",
}


def _name(walk: str, text: str, replies: dict[str, str], twin: Question | None = None) -> Question:
    """Ask for the name of a walk among those in `replies`; an empty reply is that of INSTEAD."""
    choices = tuple(Choice(NAMES[name], reply or INSTEAD[name], name == walk) for name, reply in replies.items())
    return Question(f"fails-{walk}{'' if twin else '-twin'}", f"{text} What goes wrong here?", choices, twin)


RATE_FAILS = (
    _name("oscillating", "f(w) = 25/2 w^2, learning rate 0.0794.",
          {"slow": "", "oscillating": "Yes: 0.0794 * 25 = 1.985, so a step ends nearly as far out on the other side.",
           "diverging": "", "plateau": ""},
          _name("oscillating", "f(w) = 4/2 w^2, learning rate 0.495: w goes 3, -2.94, 2.88, -2.82.",
                {"oscillating": "Yes: 0.495 * 4 = 1.98, so each step multiplies w by -0.98.",
                 "diverging": "", "plateau": "", "slow": ""})),
    Question("cure-oscillating", "The curvature is 25. Which learning rate cures it?",
             (Choice("0.16", "The steps are too long already, and these are twice as long."),
              Choice("0.081", "This is above 2/25 = 0.08: each step would end further out than it began."),
              Choice("0.03", "Yes: 0.03 * 25 = 0.75, so a quarter of w is left after each step.", right=True),
              Choice("0.000001", "A step would change w by 25 millionths of itself only.")),
             Question("cure-oscillating-twin", "The curvature is 4, the rate 0.495. Which one cures it?",
                      (Choice("0.2", "Yes: 0.2 * 4 = 0.8, so a fifth of w is left after each step.", right=True),
                       Choice("0.51", "This is above 2/4: each step would end further out than it began."),
                       Choice("0.00001", "A step would change w by 40 millionths of itself only.")))))

RAVINE_FAILS = (
    _name("ravine", "f = 1/2 (w1^2 + 100 w2^2) from (-8, 1), learning rate 0.0178.",
          {"slow": "", "diverging": "", "plateau": "",
           "ravine": "Yes: rate times curvature is 1.8 across the valley and 0.018 along it: nearly too much, and "
                     "nearly nothing."},
          _name("ravine", "f = 1/2 (50 w1^2 + w2^2), learning rate 0.039: (1, 8), (-0.95, 7.69), (0.90, 7.39).",
                {"diverging": "", "ravine": "Yes: rate times curvature is 1.95 along w1 and 0.039 along w2.",
                 "slow": "", "plateau": ""})),
    Question("cure-ravine", "What cures it?",
             (Choice("A larger learning rate", "Across the valley 2/100 is the limit, and 0.0178 is close to it."),
              Choice("A smaller learning rate", "The steps across calm down, and those along the floor get shorter."),
              Choice("Measuring w2 in other units, so that both directions bend alike",
                     "Yes: with u = 10 w2 the cost is 1/2 (w1^2 + u^2), and one rate suits both.", right=True)),
             Question("cure-ravine-twin", "And f = 1/2 (400 w1^2 + w2^2): with which u in the place of w1?",
                      (Choice("u = w1 / 20", "Then 400 w1^2 is 160,000 u^2: steeper still across the valley."),
                       Choice("u = 20 w1", "Yes: 400 w1^2 = u^2, so both directions bend alike.", right=True),
                       Choice("u = 400 w1", "Then 400 w1^2 is u^2 / 400: now u is the flat direction.")))))

PLATEAU_FAILS = (
    _name("plateau", "A logistic neuron with input 1 and gold label 1, squared error, rate 1, from w = -5.",
          {"slow": "On a slow walk the slope is largest at the start and shrinks towards the floor. Here it has nearly "
                   "vanished where the error is as large as can be, and it grows on the way down, from 0.013 to 0.30.",
           "plateau": "Yes: at w = -5 the slope of phi is 0.0066, and the gradient of the squared error has it as a "
                      "factor.",
           "oscillating": "", "saddle": ""},
          _name("plateau", "A tanh neuron with input 1 and gold label 1, squared error, rate 1, goes from w = -6 to "
                "-5.9999, with a cost of 4.",
                {"oscillating": "", "saddle": "",
                 "slow": "On a slow walk the slope is largest where the cost is largest. Here hardly any cost is "
                         "higher, and yet the slope is 0.0001.",
                 "plateau": "Yes: tanh is flat at -6, and its slope of 0.000025 is a factor of the gradient."})),
    Question("cure-plateau", "What cures it, wherever the walk starts?",
             (Choice("The negative log-likelihood as the loss",
                     "Yes: its gradient is y - 1, and no slope of phi makes it small: 16 updates from w = -5 and 21 "
                     "from -10.", right=True),
              Choice("Ten times the learning rate",
                     "From w = -5 it helps: 12 updates instead of 119. From -10 it still takes 1,108."),
              Choice("A smaller learning rate", "The steps are tiny as they are.")),
             Question("cure-plateau-twin", "A logistic neuron is to learn 0, with the squared error, from w = 6 or "
                      "even 12. What cures it?",
                      (Choice("Ten times the learning rate", "At w = 12 the slope is 0.00001: how far does that go?"),
                       Choice("Many more steps", "What makes each of them so short?"),
                       Choice("The negative log-likelihood as the loss",
                              "Yes: its gradient is y, which is close to 1 where the neuron is wrong.", right=True)))))

SADDLE_FAILS = (
    _name("saddle", "f = (w1 w2 - 1)^2 from (0.5, -0.5), learning rate 0.1: the cost falls from 1.5625 to 1 and stays.",
          {"slow": "Then more steps would still lower the cost.",
           "saddle": "Yes: at (0, 0) the gradient is 0, and along w1 = w2 the ground falls away.",
           "plateau": "", "ravine": ""},
          _name("saddle", "f = (w1 w2 - 4)^2 from (1, -1), learning rate 0.02: the cost falls from 25 to 16 and stays.",
                {"ravine": "", "slow": "Then more steps would still lower the cost.", "plateau": "",
                 "saddle": "Yes: it ends at (0, 0), where the ground is level, and along w1 = w2 it falls away."})),
    Question("cure-saddle", "What cures it?",
             (Choice("Many more steps", "On this line every gradient points to (0, 0), however often we step."),
              Choice("A smaller learning rate", "The path stays on the same line, and only takes longer."),
              Choice("A start a little off the line",
                     "Yes: from (0.5, -0.5001) it leaves: after 52 steps the cost is below 0.5.", right=True)),
             Question("cure-saddle-twin", "Which start cures (w1 w2 - 4)^2 from (1, -1), learning rate 0.02?",
                      (Choice("(2, -2)", "This lies on the same line: w1 = -w2 at every step."),
                       Choice("(1, -1.001)", "Yes: after 55 steps the cost is below 4, and then it falls to 0.",
                              right=True),
                       Choice("(0, 0)", "There the gradient is 0: no step leads away.")))))

GALLERY = (*RATE_FAILS, *RAVINE_FAILS, *PLATEAU_FAILS, *SADDLE_FAILS)
