"""Points in the plane and on a line: TensorFlow Playground's tasks with its defaults, and a sine."""

from dataclasses import replace

from backprop_gui.core.network import Network
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan
from backprop_gui.document.making import drawn, full_network, new_project
from backprop_gui.document.project import Project
from backprop_gui.document.task import OUTPUT_ACTIVATIONS, Task

WATCH_PLANE = (
    "\n\nThe network has the usual beginnings: tanh, four and two hidden neurons, half of the points for "
    "training, ten points a round, learning rate 0.03. Noise, share and inputs are changed in the panel Data."
)


def circle() -> Project:
    """Make a disc within a ring."""
    return _plane(
        Task("circle", 500, seed=1),
        "Circle",
        "A disc within a ring\n\n"
        "No line parts the two classes. Each hidden neuron of the first layer draws one line; a few of them "
        "close around the disc.\n\n"
        "Watch: the decision boundary becomes a closed shape after some 1,000 rounds. With the inputs x1² "
        "and x2² instead of x1 and x2, no hidden layer would be needed." + WATCH_PLANE,
    )


def xor_plane() -> Project:
    """Make four squares, by turns of one class and the other."""
    return _plane(
        Task("xor", 500, seed=1),
        "Exclusive or in the plane",
        "Four squares, crosswise of one class\n\n"
        "The sign of x1 · x2 is the answer: XOR with many points and room for noise.\n\n"
        "Watch: one hidden neuron after the other takes a side. The input x1·x2 alone solves it at once."
        + WATCH_PLANE,
    )


def gauss() -> Project:
    """Make two clouds that a line parts."""
    return _plane(
        Task("gauss", 500, seed=1),
        "Two clouds",
        "Two clouds, one line\n\n"
        "The easiest of the tasks: a single line between the clouds does it, and the first few hundred "
        "rounds find it.\n\n"
        "Watch: with noise at 50 % the clouds overlap, and the error on the test points stays up."
        + WATCH_PLANE,
    )


def spiral() -> Project:
    """Make two arms wound around each other, with the sines as further inputs."""
    return _plane(
        Task("spiral", 500, seed=1, features=("x1", "x2", "sin(x1)", "sin(x2)")),
        "Spiral",
        "Two arms wound around each other\n\n"
        "The hardest of the tasks. With x1 and x2 alone a small network needs very many rounds. Here it also "
        "gets sin(x1) and sin(x2), and has eight and six hidden neurons; everything else is as in the other "
        "tasks.\n\n"
        "Watch: train 10,000 rounds. Fewer than 5 of 100 test points are wrong after about 5,000. Take the "
        "sines away in the panel Data and see how much longer it takes.",
        hidden=(8, 6),
    )


def plane() -> Project:
    """Make a surface that rises evenly."""
    return _plane(
        Task("plane", 1200, seed=1),
        "Plane",
        "Numbers instead of classes\n\n"
        "The output shall be (x1 + x2) / 10. It is linear, because a tanh could not go on rising.\n\n"
        "Watch: the error falls at once. A network without hidden layers would do as well." + WATCH_PLANE,
    )


def multi_gauss() -> Project:
    """Make six hills and hollows."""
    return _plane(
        Task("multi_gauss", 1200, seed=1),
        "Six hills",
        "Three hills and three hollows\n\n"
        "The output shall be the height of a landscape. Four and two neurons cannot follow all six: some are "
        "found, the others stay flat.\n\n"
        "Watch: the surface after 10,000 rounds. More hidden neurons find more hills." + WATCH_PLANE,
    )


def sine() -> Project:
    """Make a curve to follow: one period of the sine."""
    task = Task("sine", 200, noise=0.1, seed=1, features=("x1",))
    network = full_network(task.features, (6,), "tanh", ("o1",), "linear")
    plan = TrainingPlan(optimizer=Optimizer("sgd", 0.1), batch_size=10, validation_share=0.5)
    notes = (
        "A curve through points\n\n"
        "One input, one output: the network shall follow a sine of which it knows a hundred points, with a "
        "little noise. Each of the six tanh neurons adds one bend.\n\n"
        "Watch: the fitted curve is nearly straight at first, then one bend after the other appears. After "
        "some 3,000 rounds it lies on the sine."
    )
    return _made(task, "Sine", network, plan, notes)


def _plane(task: Task, title: str, notes: str, hidden: tuple[int, ...] = (4, 2)) -> Project:
    activation = OUTPUT_ACTIVATIONS[task.kind.kind]
    network = full_network(task.features, hidden, "tanh", ("o1",), activation)
    plan = TrainingPlan(optimizer=Optimizer("sgd", 0.03), batch_size=10, validation_share=0.5)
    return _made(task, title, network, plan, notes)


def _made(task: Task, title: str, network: Network, plan: TrainingPlan, notes: str) -> Project:
    project = new_project(title, network, drawn(network, seed=1), plan, task.samples_made(), notes)
    return replace(project, view={**project.view, "task": task.stored()})
