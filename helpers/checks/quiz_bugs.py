"""The quizzes of lesson 05's bug hunt: for each suspect, which line is wrong; for its twin, which lines reach what."""

from helpers.checks.quizzes import Choice, Question

LINES = {"grad_y": 4, "grad_s": 5, "grad_c": 6, "grad_W": 7, "grad_a": 8, "grad_l": 9, "grad_b": 10, "grad_V": 11}

SHOWN_ON = {1: "PENCIL_2", 2: "PENCIL_2", 3: "PENCIL_2", 4: "WITNESS, now with a logistic output", 5: "WITNESS",
            6: "WITNESS"}


def _hunt(suspect: int, replies: dict[str, str], twin: str, choices: tuple[Choice, ...]) -> Question:
    """Ask for the wrong line of a suspect among those in `replies`, the one whose reply says yes; then the twin."""
    lines = (Choice(f"line {LINES[name]}: {name}", reply, reply.startswith("Yes:")) for name, reply in replies.items())
    return Question(f"suspect-{suspect}", f"suspect_{suspect} on {SHOWN_ON[suspect]}: which line is wrong?",
                    tuple(lines), Question(f"suspect-{suspect}-twin", twin, choices))


BUGS = (
    _hunt(1, {
        "grad_s": "grad_c is grad_s, and the nudges agree with it. What does that say about lines 4 to 6?",
        "grad_W": "All four entries of grad_W agree with the nudges.",
        "grad_a": "Row 1 of grad_V agrees, and row 2 is doubled. Both come through line 8: what else do they come "
                  "through, and where do the two neurons differ?",
        "grad_l": "Yes: phi1' is left out. It is 1 at l_1 = 1, where row 1 agrees, and 1/2 at l_2 = -3.",
        "grad_V": "grad_b is off too, and line 11 comes after it."},
        "A minus sign slips into line 8 of a right backprop. Which gradients does the check call wrong?",
        (Choice("grad_V alone", "grad_b comes through line 8 too, does it not?"),
         Choice("grad_V and grad_b", "Yes: both are made from grad_a, and nothing else is.", right=True),
         Choice("all four", "grad_c and grad_W are made before line 8 is reached."))),
    _hunt(2, {
        "grad_s": "grad_c is grad_s, and it agrees with the nudges.",
        "grad_W": "Yes: W multiplied a, and here l stands beside grad_s. Column 1 agrees because a_1 = l_1 = 1.",
        "grad_a": "grad_b and grad_V are both made from grad_a. Do the nudges agree with them?",
        "grad_l": "grad_b is grad_l, and both of its entries agree.",
        "grad_V": "All four entries of grad_V agree with the nudges."},
        "A minus sign slips into line 11 of a right backprop. Which gradients does the check call wrong?",
        (Choice("grad_V alone", "Yes: no other line uses grad_V.", right=True),
         Choice("grad_V and grad_b", "grad_b is made in line 10. Does it look at line 11?"),
         Choice("grad_V and grad_W", "Both are tables of products, but is one made from the other?"))),
    _hunt(3, {
        "grad_s": "grad_c is grad_s, and it agrees. Which lines do grad_V and grad_b come through after that?",
        "grad_W": "All four entries of grad_W agree with the nudges.",
        "grad_a": "Yes: W stands where W^T belongs, (15). PENCIL_2 has a square W, so NumPy has nothing to say; where "
                  "m and n differ it refuses.",
        "grad_l": "At l_1 = 1 the slope of phi1 is 1, and b_1 is off all the same. Which numbers did that slope get?",
        "grad_V": "grad_b is off too, and it does not use grad_V."},
        "The check agrees with grad_W and grad_c, and not with grad_V and grad_b. Which lines are cleared by that?",
        (Choice("lines 8 to 11", "grad_V and grad_b are made there, and these are off."),
         Choice("lines 10 and 11", "If one of them were wrong, would grad_W or grad_c show it?"),
         Choice("lines 4 to 7", "Yes: a mistake in one of these would show in grad_W or in grad_c.", right=True))),
    _hunt(4, {
        "grad_y": "Line 4 is the same whatever phi2 is, and with the identity all four gradients agreed.",
        "grad_s": "Yes: phi2' is left out, (13). For the identity it is 1 and nobody misses it.",
        "grad_c": "grad_W is off too. Does it look at grad_c?",
        "grad_a": "grad_c and grad_W are off too, and line 8 comes after them.",
        "grad_l": "A slope stands there, but whose? Which of the two activation functions was exchanged?"},
        "phi1 is relu, and all l_i are positive. Which mistake does the check not see?",
        (Choice("the 2 of (10) left out", "Then all four gradients are halved, whatever phi1 is."),
         Choice("phi1' left out", "Yes: it is 1 wherever l_i is positive; another x would show it.", right=True),
         Choice("y_hat - y for y - y_hat", "Then all four have the wrong sign, whatever phi1 is."))),
    _hunt(5, {
        "grad_s": "grad_c is grad_s, and it agrees with the nudges.",
        "grad_W": "All six entries of grad_W agree with the nudges.",
        "grad_a": "On PENCIL_2 all four gradients agree, although its W is not symmetric. Would a wrong line 8 "
                  "pass there?",
        "grad_l": "Yes: phi1' is taken at a, and phi1 was applied to l. PENCIL_2 does not show it: the slopes of leaky "
                  "relu ask for a sign only, and a has that of l.",
        "grad_V": "grad_b is off too, and line 11 comes after it."},
        "Of another backprop the check calls grad_b wrong and nothing else. Which line is it?",
        (Choice("line 9", "grad_V is made from grad_l too. Would it agree?"),
         Choice("line 10", "Yes: no other line uses grad_b, and no other line makes it.", right=True),
         Choice("line 5", "grad_c is grad_s. Would it agree?"))),
    _hunt(6, {
        "grad_y": "Yes: this is the gradient of a mean over the n = 2 outputs, and E adds them up, (10). With one "
                  "output nobody could tell.",
        "grad_s": "Every entry is half of what the nudges say. phi2 is the identity here: can its slope do that?",
        "grad_W": "grad_c is halved too, and it does not use grad_W.",
        "grad_a": "grad_c and grad_W are halved too, and line 8 comes after them."},
        "grad_c has its right sign; grad_W, grad_b and grad_V have the wrong one. How many lines, at least, have a "
        "minus too many?",
        (Choice("one line", "One that all three come through is line 4 or 5, and what would grad_c be then?"),
         Choice("two lines", "Yes: lines 7 and 8, or lines 5 and 6.", right=True),
         Choice("three lines", "grad_b and grad_V share their way up to line 9: does each need its own minus?"))),
)
