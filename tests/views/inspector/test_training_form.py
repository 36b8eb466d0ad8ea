"""The training's choices are shown, and changed in steps that can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.session.edits import with_optimizer
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.inspector.batch_form import parse_batch
from backprop_gui.views.inspector.panel import InspectorPanel
from backprop_gui.views.inspector.training_form import parse_rate

Open = Callable[[Project], tuple[Session, InspectorPanel]]


def rate_field(panel: InspectorPanel) -> QLineEdit:
    field = panel.findChild(QLineEdit, "learning_rate_field")
    assert field is not None
    return field


def refusal(panel: InspectorPanel) -> QLabel:
    label = panel.findChild(QLabel, "learning_rate_refusal")
    assert label is not None
    return label


def type_rate(qtbot: QtBot, panel: InspectorPanel, text: str) -> QLineEdit:
    field = rate_field(panel)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def rate_of(session: Session) -> float:
    return session.project.plan.optimizer.learning_rate


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "ar_EG"])
@pytest.mark.parametrize("typed", ["0.1", "0,1", "1/10", "1e-1"])
def test_a_learning_rate_is_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str, locale: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        field = type_rate(qtbot, panel, typed)
    finally:
        QLocale.setDefault(before)
    assert rate_of(session) == 0.1
    assert field.text() == "0.1"
    assert session.document.undo_stack.undoText() == "Change learning rate to 0.1"
    session.document.undo_stack.undo()
    assert rate_of(session) == 0.5
    assert field.text() == "0.5"


@pytest.mark.parametrize("typed", ["0", "-1", "1000001", "1e400", "fast", " ", "nan", "1 000"])
def test_a_bad_rate_is_refused_where_it_was_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str
) -> None:
    field = type_rate(qtbot, panel, typed)
    assert rate_of(session) == 0.5
    assert refusal(panel).isVisible()
    assert refusal(panel).text().endswith(".")
    assert field.text() == typed
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.5"
    assert not refusal(panel).isVisible()


def test_leaving_the_field_takes_a_good_rate_and_drops_a_bad_one(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    field = rate_field(panel)
    for typed, expected in (("0,25", 0.25), ("quick", 0.25)):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        panel.outline.setFocus()
        qtbot.waitUntil(lambda: field.text() == "0.25")
        assert rate_of(session) == expected


@pytest.mark.parametrize("text", ["0", "-0.5", "1e7"])
def test_rates_out_of_reach_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="greater than 0 and at most"):
        parse_rate(text)


def choose(qtbot: QtBot, panel: InspectorPanel, name: str, key: Qt.Key) -> QComboBox:
    box = panel.findChild(QComboBox, name)
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, key)
    return box


def test_the_loss_is_chosen(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    box = choose(qtbot, panel, "loss_field", Qt.Key.Key_Down)
    assert session.project.plan.loss == "mean_squared_error"
    session.document.undo_stack.undo()
    assert session.project.plan.loss == "half_squared_error"
    assert box.currentText() == "½ (t − o)²"


def test_the_optimizer_is_chosen_with_an_empty_memory(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    choose(qtbot, panel, "optimizer_field", Qt.Key.Key_End)
    project = session.project
    assert project.plan.optimizer.name == "adam"
    assert rate_of(session) == 0.5
    assert set(project.state.memory) == {"mean", "squares"}
    session.cursor.go(48)
    assert session.cursor.step
    session.document.undo_stack.undo()
    assert set(session.project.state.memory) == set()


def type_into(qtbot: QtBot, panel: InspectorPanel, name: str, text: str) -> QLineEdit:
    field = panel.findChild(QLineEdit, name)
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def open_section(qtbot: QtBot, panel: InspectorPanel, name: str) -> None:
    heading = panel.findChild(QToolButton, f"heading_{name}")
    assert heading is not None
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)


def undo_text(session: Session) -> str:
    return session.document.undo_stack.undoText()


def sentences(panel: InspectorPanel, section: str = "training") -> list[str]:
    found = panel.findChild(CautionList, f"{section}_cautions")
    assert found is not None
    assert found.isVisible() == bool(found.sentences)
    return found.sentences


@pytest.mark.parametrize(("typed", "size"), [("3", 3), ("all", "all"), ("All samples", "all")])
def test_the_batch_is_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str, size: object
) -> None:
    open_section(qtbot, panel, "batch")
    field = type_into(qtbot, panel, "batch_size_field", typed)
    assert session.project.plan.batch_size == size
    assert field.text() == str(size)
    assert undo_text(session) == f"Change batch to {size}"
    session.document.undo_stack.undo()
    assert field.text() == "1"


@pytest.mark.parametrize("typed", ["0", "-1", "2.5", "some", "", "1e3"])
def test_a_bad_batch_is_refused(qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str) -> None:
    open_section(qtbot, panel, "batch")
    type_into(qtbot, panel, "batch_size_field", typed or " ")
    assert session.project.plan.batch_size == 1
    label = panel.findChild(QLabel, "batch_size_refusal")
    assert label is not None
    assert label.isVisible()
    assert "from 1 on" in label.text()


def test_only_plain_digits_are_a_batch() -> None:
    for text in ("９", "٣", "²"):
        with pytest.raises(ValueError, match="whole number of samples"):
            parse_batch(text)


def test_a_batch_that_is_too_large_is_said_and_taken(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    assert sentences(panel, "batch") == []
    open_section(qtbot, panel, "batch")
    type_into(qtbot, panel, "batch_size_field", "50")
    assert session.project.plan.batch_size == 50
    assert sentences(panel, "batch") == [
        "A batch of 50 is more than there is: each round takes the only training sample."
    ]
    assert sentences(panel) == []
    session.document.undo_stack.undo()
    assert sentences(panel, "batch") == []


def test_order_and_its_seed(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    open_section(qtbot, panel, "batch")
    seed = panel.findChild(QLineEdit, "order_seed_field")
    assert seed is not None
    assert not seed.isVisible()
    choose(qtbot, panel, "order_field", Qt.Key.Key_Down)
    assert session.project.plan.order == "shuffled"
    assert seed.isVisible()
    type_into(qtbot, panel, "order_seed_field", "42")
    assert session.project.plan.seed == 42
    assert undo_text(session) == "Change seed of the order to 42"


def test_activations_are_chosen(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    open_section(qtbot, panel, "functions")
    hidden = choose(qtbot, panel, "hidden_activation_field", Qt.Key.Key_Down)
    assert [layer.activation for layer in session.project.network.layers] == ["tanh", "sigmoid"]
    assert undo_text(session) == "Change activation of the hidden layers to tanh"
    choose(qtbot, panel, "output_activation_field", Qt.Key.Key_End)
    assert [layer.activation for layer in session.project.network.layers] == ["tanh", "softmax"]
    assert hidden.findData("softmax") == -1
    assert session.project.parameters.flat.tolist() == load_example("seed").parameters.flat.tolist()
    session.document.undo_stack.undo()
    session.document.undo_stack.undo()
    assert [layer.activation for layer in session.project.network.layers] == ["sigmoid", "sigmoid"]


def test_hidden_layers_of_various_activations(open_panel: Open) -> None:
    project = load_example("vanishing")
    layers = (replace(project.network.layers[0], activation="relu"), *project.network.layers[1:])
    _, panel = open_panel(replace(project, network=replace(project.network, layers=layers)))
    hidden = panel.findChild(QComboBox, "hidden_activation_field")
    assert hidden is not None
    assert hidden.currentIndex() == -1
    _, panel = open_panel(load_example("and"))
    hidden = panel.findChild(QComboBox, "hidden_activation_field")
    assert hidden is not None
    assert not hidden.isVisibleTo(panel)


def test_regularisation(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    open_section(qtbot, panel, "functions")
    fields = [panel.findChild(QLineEdit, name) for name in ("l1_field", "l2_field")]

    def seen() -> list[bool]:
        return [field.isVisible() for field in fields if field]

    assert seen() == [False, False]
    choose(qtbot, panel, "penalty_field", Qt.Key.Key_Down)
    plan = session.project.plan
    assert (plan.l1, plan.l2, seen()) == (0.001, 0.0, [True, False])
    type_into(qtbot, panel, "l1_field", "1/50")
    assert undo_text(session) == "Change L1 rate to 0.02"
    choose(qtbot, panel, "penalty_field", Qt.Key.Key_Down)
    plan = session.project.plan
    assert (plan.l1, plan.l2, seen()) == (0.0, 0.02, [False, True])
    choose(qtbot, panel, "penalty_field", Qt.Key.Key_Down)
    plan = session.project.plan
    assert (plan.l1, plan.l2, seen()) == (0.02, 0.02, [True, True])
    choose(qtbot, panel, "penalty_field", Qt.Key.Key_Home)
    assert (session.project.plan.l1, session.project.plan.l2) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("optimizer", "shown"),
    [
        ("sgd", []),
        ("momentum", ["momentum"]),
        ("adagrad", ["epsilon"]),
        ("rmsprop", ["rho", "epsilon"]),
        ("adam", ["beta1", "beta2", "epsilon"]),
    ],
)
def test_an_optimizer_shows_its_own_numbers(
    session: Session, panel: InspectorPanel, optimizer: str, shown: list[str]
) -> None:
    session.edit("", lambda project: with_optimizer(project, optimizer))
    names = ["momentum", "rho", "beta1", "beta2", "epsilon"]
    fields = {name: panel.findChild(QLineEdit, f"{name}_field") for name in names}
    assert [name for name, field in fields.items() if field and field.isVisible()] == shown


def test_an_optimizers_number_is_typed_and_judged(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    session.edit("", lambda project: with_optimizer(project, "momentum"))
    type_into(qtbot, panel, "momentum_field", "0,5")
    assert session.project.plan.optimizer.momentum == 0.5
    assert undo_text(session) == "Change Momentum to 0.5"
    type_into(qtbot, panel, "momentum_field", "-1")
    assert session.project.plan.optimizer.momentum == 0.5
    label = panel.findChild(QLabel, "momentum_refusal")
    assert label is not None
    assert label.text() == "Momentum is a number from 0 to 10."
    type_into(qtbot, panel, "momentum_field", "1")
    assert sentences(panel) == ["With a momentum of 1 or more the steps never die down."]


def test_it_is_said_that_another_optimizer_begins_at_round_0(session: Session, panel: InspectorPanel) -> None:
    box = panel.findChild(QComboBox, "optimizer_field")
    assert box is not None
    assert box.toolTip() == "SGD"
    session.run.one_round("Train")
    assert box.toolTip() == "SGD\nAnother optimizer begins at round 0, its memory empty."
    session.edit("", lambda project: with_optimizer(project, "adam"))
    assert session.project.state.rounds == 0
    assert box.toolTip() == "Adam"


def test_a_run_goes_on_with_the_new_choice(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    session.run.start()
    type_rate(qtbot, panel, "0.25")
    assert session.run.is_running
    assert session.run.base.plan.optimizer.learning_rate == 0.25
    open_section(qtbot, panel, "batch")
    type_into(qtbot, panel, "batch_size_field", "all")
    assert session.run.base.plan.batch_size == "all"
    open_section(qtbot, panel, "functions")
    choose(qtbot, panel, "penalty_field", Qt.Key.Key_Down)
    assert session.run.base.plan.l1 == 0.001
    choose(qtbot, panel, "loss_field", Qt.Key.Key_Down)
    assert session.run.base.plan.loss == "mean_squared_error"
    assert session.run.is_running
    session.run.stop()


def test_the_wheel_over_a_choice_scrolls_and_chooses_nothing(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    box = panel.findChild(QComboBox, "loss_field")
    assert box is not None
    panel.outline.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert session.project.plan.loss == "half_squared_error"


def test_notes_are_shown_as_they_stand(qtbot: QtBot, open_panel: Open) -> None:
    seed = load_example("seed")
    session, panel = open_panel(replace(seed, view={"notes": "<b>b1</b> is 0.35"}))
    notes = panel.findChild(QPlainTextEdit, "notes_section_text")
    heading = panel.findChild(QToolButton, "heading_notes")
    assert notes is not None
    assert heading is not None
    assert not notes.isVisible()
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert notes.isVisible()
    assert notes.toPlainText() == "<b>b1</b> is 0.35"
    session.document.open(replace(seed, view={"notes": 5}), None)
    assert not heading.isVisible()


def test_notes_that_say_what_to_watch_are_open(session: Session, panel: InspectorPanel) -> None:
    notes = panel.findChild(QPlainTextEdit, "notes_section_text")
    assert notes is not None
    assert not notes.isVisible()
    session.document.open(load_example("dead_relu"), None)
    assert notes.isVisible()
    assert "Watch: train 5,000 rounds." in notes.toPlainText()
    for name in ("seed", "circle"):
        session.document.open(load_example(name), None)
        assert not notes.isVisible()


def test_the_training_section_closes(qtbot: QtBot, panel: InspectorPanel) -> None:
    heading = panel.findChild(QToolButton, "heading_training")
    assert heading is not None
    heading.setFocus()
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert not rate_field(panel).isVisible()
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert rate_field(panel).isVisible()


def test_what_a_choice_adds_comes_into_view(qtbot: QtBot, panel: InspectorPanel) -> None:
    panel.resize(240, 300)
    heading = panel.findChild(QToolButton, "heading_functions")
    panel.choices.ensureWidgetVisible(heading)
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    seen = panel.choices.viewport()
    penalty = panel.findChild(QComboBox, "penalty_field")
    qtbot.waitUntil(lambda: penalty.visibleRegion().boundingRect() == penalty.rect())
    for _ in range(2):
        choose(qtbot, panel, "penalty_field", Qt.Key.Key_Down)
    field = panel.findChild(QLineEdit, "l2_field")
    qtbot.waitUntil(lambda: seen.rect().contains(field.mapTo(seen, field.rect().bottomLeft())))
    assert seen.rect().contains(heading.mapTo(seen, heading.rect().topLeft()))
