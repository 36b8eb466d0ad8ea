"""Editing the network at what is chosen: one step each, named, refused in words, stopped training."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, NeuronPlace, WeightPlace
from backprop_gui.core.optimizers import OPTIMIZERS
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import Task, original_inputs, task_of, with_original_data
from backprop_gui.session import edits
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session

H1, H2, O1 = NeuronPlace(0, 0), NeuronPlace(0, 1), NeuronPlace(1, 0)
W1, W2, W5 = WeightPlace(0, 0, 0), WeightPlace(0, 0, 1), WeightPlace(1, 0, 0)


@pytest.fixture
def said(session: Session) -> Iterator[list[str]]:
    sentences: list[str] = []
    session.editing.said.connect(sentences.append)
    yield sentences


def undo_text(session: Session) -> str:
    return session.document.undo_stack.undoText()


def sizes(session: Session) -> tuple[int, ...]:
    return session.document.project.network.sizes


def test_a_neuron_is_added_after_the_chosen_one_and_chosen(session: Session) -> None:
    session.selection.choose(H1)
    session.editing.add_neuron()
    assert sizes(session) == (2, 3, 2)
    assert undo_text(session) == "Add a neuron to the hidden layer, seed 1"
    assert session.selection.places == (H2,)
    before = session.document.project.parameters
    session.editing.add_neuron()
    assert undo_text(session).endswith("seed 2")
    assert before.weights[0][1].tolist() == session.document.project.parameters.weights[0][1].tolist()


def test_nothing_chosen_is_said(session: Session, said: list[str]) -> None:
    session.editing.add_neuron()
    session.editing.remove()
    session.editing.freeze()
    session.editing.paste("1")
    assert len(said) == 4 and all("first" in sentence for sentence in said)
    assert session.document.undo_stack.count() == 0


def test_samples_follow_the_inputs_and_outputs(session: Session) -> None:
    session.selection.choose(NeuronPlace(INPUTS, 0))
    session.editing.add_neuron()
    data = session.document.project.data
    assert (data.inputs.tolist(), data.targets.tolist()) == ([[0.05, 0.0, 0.1]], [[0.01, 0.99]])
    session.selection.choose(O1)
    session.editing.remove()
    assert session.document.project.data.targets.tolist() == [[0.99]]
    assert undo_text(session) == "Remove o1"


def made_session(normalisation: str = "standard") -> Session:
    """Open a project whose samples a generator has made, with three features as inputs."""
    features = ("x1", "x2", "x1²")
    task = Task("circle", 20, 0.1, 3, features)
    start = project(Build(sizes=(3, 2, 1), samples=20))
    given = replace(start, view={"task": task.stored()})
    return Session(with_original_data(given, task.samples_made(), normalisation))  # type: ignore[arg-type]


def test_what_samples_were_made_from_follows_a_removed_input(qtbot: QtBot) -> None:
    session = made_session()
    before = original_inputs(session.document.project)
    session.selection.choose(NeuronPlace(INPUTS, 1))
    session.editing.remove()
    after = session.document.project
    task = task_of(after)
    assert task is not None and task.features == ("x1", "x1²")
    assert original_inputs(after).tolist() == before[:, [0, 2]].tolist()


def test_samples_with_a_new_column_are_somebodys_own_and_that_is_said(qtbot: QtBot) -> None:
    session = made_session()
    sentences: list[str] = []
    session.editing.said.connect(sentences.append)
    before = original_inputs(session.document.project)
    session.editing.add_neuron(INPUTS)
    after = session.document.project
    assert task_of(after) is None and "your own" in sentences[0]
    assert original_inputs(after)[:, :3] == pytest.approx(before, rel=1e-12)
    assert original_inputs(after)[:, 3].tolist() == [0.0] * 20
    session.document.undo_stack.undo()
    assert task_of(session.document.project) is not None
    session.editing.add_neuron(1)
    assert "target" in sentences[1]
    session.selection.choose(O1)
    session.editing.remove()
    assert task_of(session.document.project) is None


def test_curves_stay_where_only_a_name_or_a_freeze_is_new(session: Session) -> None:
    for _ in range(3):
        session.run.one_round("Train 1 round")
    history = session.run.history
    session.editing.rename(H1, "gate")
    session.selection.choose(W1)
    session.editing.freeze()
    session.editing.set_activation(0, "tanh")
    assert session.run.history is history and history.errors.last == 2
    session.selection.choose(H1)
    session.editing.add_neuron()
    assert session.run.history is not history
    session.document.undo_stack.undo()
    assert session.run.history is history


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([H1, H2], "at least one neuron"),
        ([NeuronPlace(INPUTS, 0), NeuronPlace(INPUTS, 1)], "at least one input"),
        ([O1, NeuronPlace(1, 1)], "at least one output"),
    ],
)
def test_the_last_neuron_of_a_layer_stays(
    session: Session, said: list[str], chosen: list[NeuronPlace], sentence: str
) -> None:
    session.selection.choose(*chosen)
    session.editing.remove()
    assert sentence in said[0]
    assert session.document.undo_stack.count() == 0


def test_layers_come_and_go_between_inputs_and_outputs(session: Session, said: list[str]) -> None:
    session.selection.choose(H1)
    session.editing.add_layer()
    assert (sizes(session), undo_text(session)) == ((2, 2, 2, 2), "Add layer 2, seed 1")
    assert session.document.project.network.layers[1].neurons == ("h2_1", "h2_2")
    assert said.pop() == "Layer 2 is new, its weights drawn by seed 1."
    session.editing.remove_layer()
    assert sizes(session) == (2, 2, 2)
    session.selection.choose(O1)
    session.editing.add_layer()
    session.editing.remove_layer()
    assert "No layer can follow the outputs" in said[0] and "needs its outputs" in said[1]


def test_softmax_is_for_the_outputs(session: Session, said: list[str]) -> None:
    session.editing.set_activation(0, "softmax")
    assert "outputs alone" in said[0] and session.document.undo_stack.count() == 0
    session.editing.set_activation(1, "softmax")
    assert session.document.project.network.layers[1].activation == "softmax"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("h2", "already"), (" ", "not empty"), ("a" * 65, "64"), ("a\nb", "control"), ("a‮b", "direction")],
)
def test_names_are_refused_in_words(session: Session, said: list[str], name: str, sentence: str) -> None:
    session.editing.rename(H1, name)
    assert sentence in said[0]
    assert session.document.undo_stack.count() == 0


def test_a_renamed_node_keeps_its_position(session: Session) -> None:
    session.document.show_differently("positions", {"h1": [0.3, 0.4], "bias of layer 2": [0.5, 0.9]})
    session.editing.rename(H1, "gate")
    assert session.document.project.view["positions"] == {
        "gate": [0.3, 0.4],
        "bias of layer 2": [0.5, 0.9],
    }
    session.selection.choose(H2)
    session.editing.add_layer()
    assert session.document.project.view["positions"] == {
        "gate": [0.3, 0.4],
        "bias of layer 3": [0.5, 0.9],
    }


def test_cutting_and_connecting(session: Session, said: list[str]) -> None:
    session.selection.choose(W1, W5)
    session.editing.remove()
    assert undo_text(session) == "Cut w1, w5"
    network = session.document.project.network
    assert not network.layers[0].present[0, 0] and not network.layers[1].present[0, 0]
    session.selection.choose(H1, O1)
    session.editing.join_chosen()
    assert undo_text(session) == "Connect w5, seed 1"
    session.selection.choose(H1)
    session.editing.join_chosen()
    assert undo_text(session) == "Connect w1, seed 2"
    session.selection.choose(H1)
    session.editing.join_chosen()
    assert said == ["These are connected already."]


def test_freezing_goes_both_ways(session: Session) -> None:
    session.selection.choose(W1, BiasPlace(1, None))
    session.editing.freeze()
    layers = session.document.project.network.layers
    assert layers[0].frozen[0, 0] and undo_text(session) == "Freeze w1, the bias of the outputs"
    weight, bias = (session.document.project.parameters.flat[[0, 9]]).tolist()
    session.run.one_round("Train 1 round")
    after = session.document.project.parameters.flat
    assert (after[0], after[9]) == (weight, bias) and after[1] != 0.20
    session.editing.freeze()
    layers = session.document.project.network.layers
    assert not layers[0].frozen.any() and layers[1].bias_trainable


def test_deleting_a_bias_takes_it_from_the_layer(session: Session) -> None:
    session.selection.choose(BiasPlace(0, None))
    session.editing.remove()
    assert session.document.project.network.layers[0].bias is BiasKind.NONE
    session.editing.set_bias_kind(0, BiasKind.PER_NEURON)
    assert session.document.project.parameters.biases[0].tolist() == [0.0, 0.0]


def test_many_values_at_once(session: Session) -> None:
    session.selection.choose(W1, W5, BiasPlace(0, None))
    session.editing.set_values(0.5)
    assert undo_text(session) == "Set w1, w5, b1 to 0.5"
    assert session.document.project.parameters.flat[[0, 4, 8]].tolist() == [0.5] * 3
    assert session.document.project.start.flat[0] == 0.5


def test_values_go_to_a_spreadsheet_and_back(session: Session, said: list[str]) -> None:
    session.selection.choose(LayerPlace(0))
    assert session.editing.copied() == "0.15\t0.2\n0.25\t0.3"
    assert said.pop() == "Copied 4 values."
    session.editing.paste("1,5\t7/20\n\t-1e-3\n")
    assert session.document.project.parameters.weights[0].tolist() == [[1.5, 0.35], [0.25, -0.001]]
    session.selection.choose(WeightPlace(0, 0, 1))
    session.editing.paste("1\t2\t3")
    assert "1 × 3 cells" in said[0] and "2 × 2" in said[0]
    session.editing.paste("1\tmany")
    assert "Row 1, column 2" in said[1] and "many" in said[1]
    session.editing.paste("0.5\n0.6")
    assert session.document.project.parameters.weights[0].tolist() == [[1.5, 0.5], [0.25, 0.6]]


def test_one_number_fills_all_that_is_chosen(session: Session) -> None:
    session.selection.choose(H1, H2)
    session.editing.paste("0,25")
    assert session.document.project.parameters.weights[0].tolist() == [[0.25, 0.25], [0.25, 0.25]]


def test_random_weights_name_their_seed_and_leave_the_rest(session: Session) -> None:
    session.selection.choose(H1)
    session.editing.randomise("he")
    assert undo_text(session) == "Randomise w1, w2 (He, seed 1)"
    after = session.document.project.parameters.weights
    assert after[0][0, 0] != 0.15 and after[0][1].tolist() == [0.25, 0.30]
    session.document.undo_stack.undo()
    session.editing.randomise("he")
    assert session.document.project.parameters.weights[0].tolist() == after[0].tolist()
    session.selection.choose()
    session.editing.randomise("uniform")
    assert undo_text(session) == "Randomise all weights (Uniform, seed 2)"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_optimizers_memory_follows_and_the_file_opens(qtbot: QtBot, optimizer: str) -> None:
    session = Session(project(Build(optimizer=optimizer)))
    for _ in range(3):
        session.run.one_round("Train 1 round")
    memory = {name: vector.tolist() for name, vector in session.document.project.state.memory.items()}
    session.selection.choose(H2)
    session.editing.add_neuron()
    after = session.document.project.state
    for name, vector in after.memory.items():
        assert vector.tolist()[:4] == memory[name][:4]
        assert vector.tolist()[4:6] == [0.0, 0.0]
    assert after.rounds == 3
    text = encode(session.document.project)
    assert encode(decode(text)) == text


def test_a_change_of_the_network_stops_the_run_and_says_so(session: Session, said: list[str]) -> None:
    session.run.start()
    session.selection.choose(H1)
    session.editing.add_neuron()
    assert not session.run.is_running
    assert said == ["h2 is new, after h1. Training stopped, because the network is another one now."]
    assert sizes(session) == (2, 3, 2)


def test_values_change_on_the_fly_and_a_refusal_stops_nothing(session: Session) -> None:
    session.run.start()
    session.selection.choose(W1)
    session.editing.set_values(0.5)
    session.selection.choose(H1, H2)
    session.editing.remove()
    assert session.run.is_running and sizes(session) == (2, 2, 2)
    session.run.stop()


def test_undo_brings_back_what_was_chosen_and_told(session: Session) -> None:
    session.cursor.go(12)
    session.selection.choose(H2)
    session.editing.remove()
    session.selection.choose(O1)
    session.cursor.go(3)
    session.document.undo_stack.undo()
    assert (session.selection.places, session.cursor.position) == ((H2,), 12)
    session.document.undo_stack.redo()
    assert (session.selection.places, session.cursor.position) == ((O1,), 3)


def test_looking_back_and_on_leaves_the_choice_alone(session: Session) -> None:
    session.run.one_round("Train 1 round")
    session.selection.choose(W1)
    session.document.look_back(session.document.project.reset().state)
    session.selection.choose(W2)
    session.document.look_at_present()
    assert session.selection.places == (W2,)


def test_two_layers_are_copied_and_pasted_in_one_step(session: Session, said: list[str]) -> None:
    session.selection.choose(LayerPlace(0), LayerPlace(1))
    assert session.editing.copied() == "0.15\t0.2\n0.25\t0.3\n\n0.4\t0.45\n0.5\t0.55"
    assert said == ["Copied one block for each of 2 layers, an empty row between two."]
    session.editing.paste("1\t2\n3\t4\n\n5\t6\n7\t8")
    weights = session.document.project.parameters.weights
    assert [layer.tolist() for layer in weights] == [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    assert undo_text(session) == "Paste values into the hidden layer and the outputs"
    session.document.undo_stack.undo()
    assert session.document.project.parameters.weights[1][1, 1] == 0.55


def test_what_holds_no_weights_is_said(session: Session, said: list[str]) -> None:
    session.selection.choose(NeuronPlace(INPUTS, 0))
    assert session.editing.copied() == ""
    session.editing.paste("1")
    assert len(said) == 2 and all("their numbers stand in the samples" in sentence for sentence in said)


def test_names_copied_along_are_left_out(session: Session, said: list[str]) -> None:
    session.selection.choose(LayerPlace(0))
    session.editing.paste("\ti1\ti2\nh1\t1\t2\nh2\t3\t4")
    assert session.document.project.parameters.weights[0].tolist() == [[1, 2], [3, 4]]
    assert said == ["The names in the first row and column of what was pasted were left out."]


def test_it_is_said_where_a_new_neuron_stands(session: Session, said: list[str]) -> None:
    session.selection.choose(H1)
    session.editing.add_neuron()
    session.editing.add_neuron(INPUTS)
    assert said == [
        "h2 is new, after h1.",
        "i3 is new, after i2. The samples have a new input, 0 in each.",
    ]


@pytest.mark.parametrize("chosen", [W2, BiasPlace(0, None), LayerPlace(0)])
def test_the_key_that_removes_one_thing_does_not_remove_another_at_once(
    session: Session, chosen: WeightPlace | BiasPlace | LayerPlace
) -> None:
    session.editing.add_layer(0)
    session.selection.choose(chosen)
    session.editing.remove()
    assert session.selection.places == ()
    steps = session.document.undo_stack.count()
    session.editing.remove()
    assert session.document.undo_stack.count() == steps == 2


@pytest.mark.parametrize(
    ("of_outputs", "expected"), [(False, ["tanh", "tanh", "sigmoid"]), (True, ["sigmoid", "sigmoid", "tanh"])]
)
def test_an_activation_is_that_of_all_hidden_layers_or_of_the_outputs(
    of_outputs: bool, expected: list[str]
) -> None:
    changed = edits.with_activation(project(Build((2, 3, 2, 1))), "tanh", of_outputs)
    assert [layer.activation for layer in changed.network.layers] == expected
