"""Every action of the window as data: name, text, keys, icon, menu."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from backprop_gui.look.icons import icon


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    Attributes
    ----------
    name : its objectName is ``action_`` and this
    text : in the menu
    keys : each works by itself; the first is shown
    menu : which menu holds it; a menu's actions stand in this module's order
    group : a line is drawn between groups
    short : on the toolbar
    on_diagram : its keys work only while the diagram has the keyboard, as fields and tables need them too
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    group: int = 0
    short: str = ""
    checkable: bool = False
    on_diagram: bool = False


MENUS = ("File", "Edit", "Network", "Walk", "Train", "View", "Help")

ACTIONS = (
    ActionSpec("new", "&New", ("Ctrl+N",), "new", "File"),
    ActionSpec("open", "&Open…", ("Ctrl+O",), "open", "File"),
    ActionSpec("gallery", "&Gallery of examples…", ("Ctrl+Shift+O",), "", "File"),
    ActionSpec("save", "&Save", ("Ctrl+S",), "save", "File", 1),
    ActionSpec("save_as", "Save &As…", ("Ctrl+Shift+S",), "save-as", "File", 1),
    ActionSpec("revert", "Re&vert to the file", (), "", "File", 1),
    ActionSpec("import_data", "&Import data…", ("Ctrl+I",), "table", "File", 2),
    ActionSpec("export_data", "&Export data…", (), "export", "File", 2),
    ActionSpec("quit", "&Quit", ("Ctrl+Q",), "", "File", 3),
    ActionSpec("undo", "&Undo", ("Ctrl+Z",), "undo", "Edit"),
    ActionSpec("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "Edit"),
    ActionSpec("copy_project", "Copy the project as te&xt", (), "", "Edit", 5),
    ActionSpec("paste_project", "Paste a &project from text", (), "", "Edit", 5),
    ActionSpec("add_neuron", "Add a &neuron", ("Ins",), "", "Network", on_diagram=True),
    ActionSpec("add_layer", "Add a &layer after", ("Ctrl+Ins",), "", "Network", on_diagram=True),
    ActionSpec("remove", "&Remove or cut", ("Del",), "", "Network", on_diagram=True),
    ActionSpec("remove_layer", "Remove the layer", ("Ctrl+Del",), "", "Network", on_diagram=True),
    ActionSpec("rename", "Rena&me, or edit the number", ("F2",), "", "Network", on_diagram=True),
    ActionSpec("join", "&Connect", ("Ctrl+J",), "", "Network", 1, on_diagram=True),
    ActionSpec("freeze", "&Freeze, or train again", ("Ctrl+L",), "", "Network", 1, on_diagram=True),
    ActionSpec("weights_table", "Weights as a &table…", ("Ctrl+G",), "", "Network", 2),
    ActionSpec("set_values", "&Set all chosen values…", ("Ctrl+E",), "", "Network", 2, on_diagram=True),
    ActionSpec("copy_values", "Copy &values", ("Ctrl+C",), "", "Network", 2, on_diagram=True),
    ActionSpec("paste_values", "&Paste values", ("Ctrl+V",), "", "Network", 2, on_diagram=True),
    ActionSpec("select_all", "Ch&oose everything", ("Ctrl+A",), "", "Network", 2, on_diagram=True),
    ActionSpec("align_columns", "Align &upright", ("Ctrl+Shift+V",), "", "Network", 3, on_diagram=True),
    ActionSpec("align_rows", "Align le&vel", ("Ctrl+Shift+H",), "", "Network", 3, on_diagram=True),
    ActionSpec("arrange", "Arran&ge everything anew", ("Ctrl+Shift+G",), "", "Network", 3, on_diagram=True),
    ActionSpec("step", "&Next step", ("Right", "Space", "PgDown", "F11"), "step", "Walk", 0, "Step"),
    ActionSpec("step_back", "&Previous step", ("Left", "PgUp"), "step-back", "Walk", 0, "Back"),
    ActionSpec(
        "next_parameter", "Next &weight or neuron", ("Down", "F10"), "next-parameter", "Walk", 1, "Weight"
    ),
    ActionSpec("previous_parameter", "Previous weight or neuron", ("Up",), "previous-parameter", "Walk", 1),
    ActionSpec("next_phase", "Next p&hase", ("Ctrl+Right", "Shift+F11"), "next-phase", "Walk", 2, "Phase"),
    ActionSpec("previous_phase", "Previous phase", ("Ctrl+Left",), "previous-phase", "Walk", 2),
    ActionSpec("round", "Walk the whole &round", ("R",), "round", "Walk", 3, "Walk round"),
    ActionSpec("round_start", "&Start of the round", ("Home",), "round-start", "Walk", 3),
    ActionSpec("round_end", "&End of the round", ("End",), "round-end", "Walk", 3),
    ActionSpec("train", "&Train", ("T",), "train", "Train", 0, "Train", checkable=True),
    ActionSpec("run_rounds", "&Run the number of rounds", ("Ctrl+Return",), "run-rounds", "Train", 0, "Run"),
    ActionSpec("one_round", "Train &one round", ("Shift+T",), "one-round", "Train", 0, "Train one"),
    ActionSpec("stop_when", "&Stop when…", (), "stop-when", "Train", 0, "Stop when"),
    ActionSpec("cancel_run", "&Cancel the run", (), "cancel", "Train", 0, "Cancel"),
    ActionSpec("reset", "R&eset to the start weights", ("Ctrl+R",), "reset", "Train", 1, "Reset"),
    ActionSpec("make_start", "&Make these the start", (), "", "Train", 1),
    ActionSpec("randomize", "New random &weights", (), "randomize", "Train", 1),
    ActionSpec("present", "&Present", ("F5",), "present", "View", 0, "Present", checkable=True),
    ActionSpec("fit", "&Fit the diagram", ("Ctrl+0",), "fit", "View", 1),
    ActionSpec("zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+="), "zoom-in", "View", 1),
    ActionSpec("zoom_out", "Zoom &out", ("Ctrl+-",), "zoom-out", "View", 1),
    ActionSpec("heat_maps", "&Answers in the neurons", (), "", "View", 2, checkable=True),
    ActionSpec("samples_table", "Samples as a &table…", ("Ctrl+T",), "expand", "View", 3),
    ActionSpec("restore_panels", "&Restore the panels", (), "", "View", 4),
    ActionSpec("keys", "&Keys", ("F1",), "", "Help"),
    ActionSpec("notes", "&Notes on this example", (), "info", "Help"),
    ActionSpec("about", "&About Backprop GUI", (), "info", "Help", 1),
)

ON_DIAGRAM = tuple(spec.name for spec in ACTIONS if spec.on_diagram)


def build_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make the window's actions; each calls the handler of its name."""
    return {spec.name: _build(spec, window, handlers[spec.name]) for spec in ACTIONS}


def _build(spec: ActionSpec, window: QWidget, handler: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(f"action_{spec.name}")
    action.setIconText(spec.short or spec.text.replace("&", ""))
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    action.setToolTip(_tip(spec))
    action.setCheckable(spec.checkable)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.triggered.connect(lambda _checked=False: handler())
    if spec.on_diagram:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    else:
        window.addAction(action)
    return action


def _tip(spec: ActionSpec) -> str:
    text = spec.text.replace("&", "").rstrip("…")
    keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if spec.keys else ""
    return f"{text} ({keys})" if keys else text
