"""What is asked about a function that stops: by the kind of error, where it has nothing to do with shapes."""

THE_EXERCISE = ""  # knows better what to ask
ASKED: tuple[tuple[type[BaseException], str, str], ...] = (  # the first kind of error whose message holds these words
    (NameError, "", "Which line gives this name its value? Does it run before this one, and is it spelled alike?"),
    (AttributeError, "", "What stands before the dot there? Print its type; and do the arguments stand in the same "
                         "order where the function is called and in the line that starts with def?"),
    (TypeError, "argument", THE_EXERCISE),  # how many it takes, the message says
    (TypeError, "convert", THE_EXERCISE),  # a whole array where one number belongs
    (TypeError, "Node", THE_EXERCISE),
    (TypeError, "data type", "How does np.zeros take a shape with several axes: as several numbers, or as one tuple?"),
    (TypeError, "tuple", "A tuple is no array: what does + make of two tuples? Which part of each is to be added up?"),
    (TypeError, "", "What is each value in that line? Print its type: a function is no number before it is called, "
                    "with its argument in parentheses, and None is what a function without return leaves."),
    (ValueError, "read-only", "This array was given, and +=, *= and a[...] = ... write into it, as out= does. What "
                              "makes a new one?"),
    (ValueError, "unpack", "How many values come at once there, and how many names wait for them? Where a for loop "
                           "takes from two lists side by side, what has to stand around them?"),
    (ValueError, "", THE_EXERCISE),  # most of them are about shapes
    (IndexError, "", THE_EXERCISE),
)
ELSE = "Print what each name in that line holds, right before it: which one is not what you expect?"


def asked_about(error: BaseException) -> str:
    """A question about an error; "" where shapes may be to blame, or the exercise has a better one."""
    return next((question for kind, words, question in ASKED if isinstance(error, kind) and words in str(error)), ELSE)
