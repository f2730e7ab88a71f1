"""All exercises, lesson by lesson, and each by its id."""

from helpers.checks.exercises_autograd import LESSON_06
from helpers.checks.exercises_backprop import LESSON_05
from helpers.checks.exercises_gradient_descent import LESSON_03
from helpers.checks.exercises_jacobians import LESSON_04
from helpers.checks.exercises_losses import LESSON_02
from helpers.checks.exercises_neurons import LESSON_01

LESSONS = (LESSON_01, LESSON_02, LESSON_03, LESSON_04, LESSON_05, LESSON_06)
EXERCISES = {exercise.id: exercise for lesson in LESSONS for exercise in lesson.exercises}
