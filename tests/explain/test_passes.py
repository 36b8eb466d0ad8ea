"""A round's passes: which layers, in which order, and what each lights."""

from backprop_gui.core.network import NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.explain.passes import Pass, lit_by, passes
from backprop_gui.explain.quantities import Kind, Phase

SEED = load_example("seed").network


def test_forward_goes_up_the_layers_and_backward_down() -> None:
    assert passes(SEED) == (
        Pass(Phase.FORWARD, 0),
        Pass(Phase.FORWARD, 1),
        Pass(Phase.ERROR),
        Pass(Phase.BACKWARD, 1),
        Pass(Phase.BACKWARD, 0),
        Pass(Phase.UPDATE),
    )


def own(one: Pass) -> set[object]:
    return {lit.place for lit in lit_by(one, SEED) if lit.part is None}


def test_each_pass_lights_what_it_computes() -> None:
    assert own(Pass(Phase.FORWARD, 0)) == {NeuronPlace(0, 0), NeuronPlace(0, 1)}
    assert own(Pass(Phase.ERROR)) == {TargetPlace(0), TargetPlace(1)}
    assert {lit.quantity.kind for lit in lit_by(Pass(Phase.BACKWARD, 0), SEED) if lit.part is None} == {
        Kind.DELTA
    }
    assert len(own(Pass(Phase.UPDATE))) == 8


def test_a_pass_lights_the_connections_it_goes_through() -> None:
    def weights(one: Pass) -> set[int]:
        return {lit.place.layer for lit in lit_by(one, SEED) if isinstance(lit.place, WeightPlace)}

    assert weights(Pass(Phase.FORWARD, 1)) == {1}
    assert weights(Pass(Phase.BACKWARD, 0)) == {1}, "δ of the hidden layer comes back over the output weights"
    assert weights(Pass(Phase.BACKWARD, 1)) == set()
