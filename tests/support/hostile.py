"""Names that look like markup, commands, formulas and keys, on everything that can be named."""

from support.projects import project_of, seed_tree

from backprop_gui.document.project import Project

TITLE = "<b>x</b>&t[*]$_%"
INPUTS = ["<b>x</b><img src=x>", "&amp; &lt;i&gt; && &x"]
HIDDEN = [r"\input{x}$a_b%^#~", "=1+1", "+x", "-x", "@x"]
OUTPUTS = ['"it\'s" `q`', "مرحبا", "神経細胞" * 16, "</p><script>1</script>"]
NAMES = [*INPUTS, *HIDDEN, *OUTPUTS]


def hostile_project(rounds_of: int = 1) -> Project:
    """Make a project of such names; a batch takes so many of its two samples."""
    tree = seed_tree()
    tree["title"] = TITLE
    tree["network"]["inputs"] = INPUTS
    hidden, last = tree["network"]["layers"]
    hidden |= {"neurons": HIDDEN, "weights": [[0.1, 0.2]] * 5}
    last |= {"neurons": OUTPUTS, "weights": [[0.1, 0.2, 0.3, 0.4, 0.5]] * 4}
    for layer in (hidden, last):
        layer["bias"] = {"kind": "per_neuron", "values": [0.1] * len(layer["neurons"])}
    tree["training"]["batch_size"] = rounds_of
    tree["data"]["samples"] = [
        {"inputs": [0.1, 0.2], "targets": [0, 1, 0, 0]},
        {"inputs": [0.1, 0.3], "targets": [1, 0, 0, 1]},
    ]
    return project_of(tree)
