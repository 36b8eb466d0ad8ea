"""``example``: write a bundled example, or list them."""

from argparse import Namespace

from backprop_gui.commands.output import deliver
from backprop_gui.document.examples import EXAMPLES, example_file


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code."""
    if arguments.name is None:
        width = max(len(example.name) for example in EXAMPLES) + 2
        lines = (f"{example.name:<{width}}{example.sentence}\n" for example in EXAMPLES)
        deliver(lines, arguments.output)
    else:
        deliver([example_file(arguments.name).decode()], arguments.output)
    return 0
