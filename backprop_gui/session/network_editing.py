"""Editing the network at what is chosen: each method is one step to undo, or says why it cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from backprop_gui.core.initialisation import SCHEMES, redrawn, with_spread
from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, Network, NeuronPlace, WeightPlace
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.pasted_cells import read_pasted
from backprop_gui.document.project import Project
from backprop_gui.document.task import task_of
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number
from backprop_gui.session import topology_edits as edits
from backprop_gui.session.document import Document
from backprop_gui.session.run import Run
from backprop_gui.session.selection import Chosen, LayerPlace, Selection, fitting, weights_of
from backprop_gui.session.topology_edits import NotPossible
from backprop_gui.session.value_blocks import Block, blocks_of, both_fit, pasted, with_flat, written

Edit = Callable[[Project], Project]
OWN_NOW = "From now on the samples are your own: nothing makes them anew."
STOPPED = "Training stopped, because the network is another one now."
CONNECTED_ALREADY = "These are connected already."
NOTHING_CHOSEN = "Choose a neuron or a weight on the diagram first."
NO_WEIGHTS = "Inputs and targets have no weights to exchange: their numbers stand in the samples."
BIAS_WORDS = {
    BiasKind.NONE: "no bias",
    BiasKind.SHARED: "a shared bias",
    BiasKind.PER_NEURON: "a bias for each neuron",
}


class NetworkEditing(QObject):
    """Changes the document's network.

    Attributes
    ----------
    said : (sentence) why something was not done, or what came along with it
    both_fit : (text, BothFit) what was pasted may be meant in two ways; paste it again with the answer
    """

    said = Signal(str)
    both_fit = Signal(str, object)

    def __init__(
        self,
        document: Document,
        run: Run,
        selection: Selection,
        edit: Callable[[str, Edit], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._run, self._selection = document, run, selection
        self._edit = edit

    @property
    def _network(self) -> Network:
        return self._document.project.network

    def _reshape(self, text: str, edit: Edit, *then: Chosen, tell: Callable[[], str] = str) -> None:
        """Change what the network is made of; training ends before, and does not go on by itself.

        Parameters
        ----------
        then : what is chosen after it
        tell : says what came along with it, asked after it
        """
        was_running, tried = self._run.is_running, self._document.project
        try:
            # Tried first on what is there: a refusal shall not end the training.
            edited = edit(tried)
        except NotPossible as refusal:
            self.said.emit(str(refusal))
            return
        self._run.stop()
        self._edit(text, lambda project: edited if project is tried else edit(project))
        self._selection.choose(*fitting(self._network, then))
        if sentences := [*filter(None, [tell()]), *[STOPPED] * was_running]:
            self.said.emit(" ".join(sentences))

    def _change(self, text: str, edit: Edit) -> bool:
        """Change values, and training goes on with them; or say why not, and return False."""
        try:
            self._edit(text, edit)
        except NotPossible as refusal:
            self.said.emit(str(refusal))
            return False
        return True

    def _chosen_layer(self) -> int | None:
        if self._selection.layer is None:
            self.said.emit(NOTHING_CHOSEN)
        return self._selection.layer

    # Neurons and layers

    def add_neuron(self, layer: int | None = None) -> None:
        """Add a neuron after the chosen one, or at the end of a layer."""
        chosen = self._chosen_layer() if layer is None else layer
        if chosen is None:
            return
        current = self._selection.current
        at_one = isinstance(current, NeuronPlace) and current.layer == chosen
        index = current.index + 1 if at_one and isinstance(current, NeuronPlace) else None
        self._add_at(chosen, self._network.sizes[chosen + 1] if index is None else index)

    def _add_at(self, layer: int, index: int) -> None:
        what = _neuron_word(self._network, layer)
        text = f"Add {what}, seed {edits.next_seed(self._document.project)}"
        was_made = task_of(self._document.project) is not None
        self._reshape(
            text,
            lambda project: edits.with_neuron_added(project, layer, index),
            NeuronPlace(layer, index),
            tell=lambda: self._told_added(NeuronPlace(layer, index), was_made),
        )

    def _told_added(self, added: NeuronPlace, was_made: bool) -> str:
        """Tell where a new neuron stands, and what the samples have got with it."""
        beside = replace(added, index=added.index - 1 if added.index else 1)
        side = "after" if added.index else "before"
        name_of = self._network.neuron_name
        where = f"{name_of(added)} is new, {side} {name_of(beside)}."
        if added.layer not in (INPUTS, len(self._network.layers) - 1):
            return where
        column = "input" if added.layer == INPUTS else "target"
        own = f" {OWN_NOW}" if was_made else ""
        return f"{where} The samples have a new {column}, 0 in each.{own}"

    def remove_neuron(self, layer: int) -> None:
        """Remove the chosen neuron of a layer, or its last one."""
        chosen = [place for place in self._selection.neurons if place.layer == layer]
        self._remove_neurons(chosen or [NeuronPlace(layer, self._network.sizes[layer + 1] - 1)])

    def _remove_neurons(self, places: Sequence[NeuronPlace]) -> None:
        text = f"Remove {_listed([self._network.neuron_name(place) for place in places])}"
        layer, index = places[0].layer, places[0].index
        left = self._network.sizes[layer + 1] - len(places)
        then = NeuronPlace(layer, max(0, min(index, left - 1)))
        self._reshape(text, lambda project: edits.without_neurons(project, places), then)

    def add_layer(self, after: int | None = None) -> None:
        """Insert a layer after the chosen one."""
        chosen = self._chosen_layer() if after is None else after
        if chosen is None:
            return
        seed = edits.next_seed(self._document.project)
        self._reshape(
            f"Add layer {chosen + 2}, seed {seed}",
            lambda project: edits.with_layer_inserted(project, chosen),
            NeuronPlace(chosen + 1, 0),
            tell=lambda: f"Layer {chosen + 2} is new, its weights drawn by seed {seed}.",
        )

    def remove_layer(self) -> None:
        """Remove the chosen layer."""
        layer = self._chosen_layer()
        if layer is not None:
            seed = edits.next_seed(self._document.project)
            self._reshape(
                f"Remove layer {layer + 1}, seed {seed}",
                lambda project: edits.without_layer(project, layer),
                NeuronPlace(layer - 1, 0),
            )

    def remove(self) -> None:
        """Remove what is chosen: neurons and inputs, else weights, else a layer's bias, or all of a layer.

        After a neuron the one beside it is chosen; else nothing, or the same key would remove another thing.
        """
        neurons, weights = self._selection.neurons, self._selection.weights
        current = self._selection.current
        if neurons:
            self._remove_neurons(neurons)
        elif weights:
            self.cut(weights)
        elif isinstance(current, BiasPlace):
            self.set_bias_kind(current.layer, BiasKind.NONE)
            self._selection.choose()
        elif isinstance(current, LayerPlace):
            self.remove_layer()
            if self._selection.current != current:
                self._selection.choose()
        else:
            self.said.emit(NOTHING_CHOSEN)

    def rename(self, place: NeuronPlace, name: str) -> None:
        """Give a neuron or an input another name."""
        text = f"Rename {self._network.neuron_name(place)} to {name.strip()}"
        self._change(text, lambda project: edits.with_name(project, place, name))

    # What a layer is like

    def set_activation(self, layer: int, activation: str) -> None:
        """Give a layer another activation."""
        text = f"Change the activation of {layer_words(self._network, layer)} to {activation}"
        self._change(text, lambda project: edits.with_activation(project, layer, activation))

    def set_bias_kind(self, layer: int, kind: BiasKind) -> None:
        """Give a layer another kind of bias."""
        text = f"Give {layer_words(self._network, layer)} {BIAS_WORDS[kind]}"
        if self._network.layers[layer].bias is not kind:
            self._reshape(
                text, lambda project: edits.with_bias_kind(project, layer, kind), NeuronPlace(layer, 0)
            )

    def set_bias_trained(self, layer: int, trained: bool) -> None:
        """Let rounds change a layer's bias, or not."""
        verb = "Train" if trained else "Freeze"
        text = f"{verb} the bias of {layer_words(self._network, layer)}"
        self._change(text, lambda project: edits.with_trainable_biases(project, [layer], trained))

    # Connections

    def cut(self, places: Sequence[WeightPlace]) -> None:
        """Cut connections."""
        text = f"Cut {self._weights_listed(places)}"
        self._reshape(text, lambda project: edits.with_cut(project, places))

    def join(self, places: Sequence[WeightPlace], value: float | None = None) -> None:
        """Draw connections that are missing, with drawn weights or with one value."""
        missing = [place for place in places if not edits.is_present(self._network, place)]
        if not missing:
            self.said.emit(CONNECTED_ALREADY)
            return
        seed = edits.next_seed(self._document.project)
        by = f", seed {seed}" if value is None else f" by {number(value)}"
        self._reshape(
            f"Connect {self._weights_listed(missing)}{by}",
            lambda project: edits.with_connected(project, missing, value),
            *missing,
        )

    def join_chosen(self) -> None:
        """Connect the chosen neurons with one another, or a single one with all that it can read."""
        neurons = self._selection.neurons
        if not neurons:
            self.said.emit("Choose the neurons to connect first.")
            return
        between = [
            WeightPlace(to.layer, to.index, source.index)
            for to in neurons
            for source in neurons
            if source.layer == to.layer - 1
        ]
        incoming = [weight for place in neurons for weight in weights_of(self._network, place)]
        if len(neurons) > 1 and not between:
            self.said.emit("Connections run from one layer to the next one.")
        else:
            self.join(between or incoming)

    def freeze(self) -> None:
        """Freeze the chosen weights and biases, or where all are frozen, let them be trained again."""
        weights = self._chosen_weights()
        biases = {place.layer for place in self._selection.places if isinstance(place, BiasPlace)}
        if not weights and not biases:
            self.said.emit(NOTHING_CHOSEN)
            return
        layers = self._network.layers
        all_frozen = all(layers[place.layer].frozen[place.to, place.source] for place in weights)
        all_frozen &= not any(layers[layer].bias_trainable for layer in biases)
        names = [Notation(self._network).parameter(place) for place in weights]
        names += [f"the bias of {layer_words(self._network, layer)}" for layer in sorted(biases)]

        def frozen(project: Project) -> Project:
            project = edits.with_trainable_biases(project, biases, all_frozen)
            return edits.with_frozen(project, weights, not all_frozen)

        self._change(f"{'Train' if all_frozen else 'Freeze'} {_listed(names, 'weights')}", frozen)

    def _chosen_weights(self) -> list[WeightPlace]:
        """List the weights that are chosen, or that belong to what is chosen."""
        chosen = self._selection.places
        own = [place for place in chosen if isinstance(place, WeightPlace | LayerPlace)]
        weights = [weight for place in own or chosen for weight in weights_of(self._network, place)]
        return [place for place in dict.fromkeys(weights) if edits.is_present(self._network, place)]

    # Many values at once

    @property
    def settable(self) -> list[WeightPlace | BiasPlace]:
        """The weights and biases that `set_values` sets."""
        biases = [place for place in self._selection.places if isinstance(place, BiasPlace)]
        return [*self._chosen_weights(), *biases]

    def set_values(self, value: float) -> None:
        """Set all chosen weights and biases to one number."""
        if not (places := self.settable):
            self.said.emit(NO_WEIGHTS if self._selection.places else NOTHING_CHOSEN)
            return
        names = _listed([Notation(self._network).parameter(place) for place in places], "values")

        def changed(project: Project) -> Project:
            flat = project.parameters.flat.copy()
            flat[[project.network.index(place) for place in places]] = value
            return with_flat(project, flat)

        self._change(f"Set {names} to {number(value)}", changed)

    @property
    def drawable(self) -> int:
        """How many weights are chosen for `randomise`; 0 where it draws all."""
        return len(self._chosen_weights())

    def randomise(self, name: str, seed: int | None = None, spread: float | None = None) -> None:
        """Draw the chosen weights anew, or where none is chosen, all of them.

        Parameters
        ----------
        name : of the scheme
        seed : None takes the next one
        spread : the range or deviation; None is what the scheme makes of a layer's size
        """
        seed = edits.next_seed(self._document.project) if seed is None else seed
        scheme = SCHEMES[name] if spread is None else with_spread(SCHEMES[name], spread)
        places = self._chosen_weights()
        names = self._weights_listed(places) if places else "all weights"

        def drawn(project: Project) -> Project:
            network = project.network
            chosen = np.full(network.parameter_count, not places)
            chosen[[network.index(place) for place in places]] = True
            values = redrawn(network, project.parameters, chosen, seed, scheme)
            return edits.with_seed(with_flat(project, values.flat), seed)

        text = f"Randomise {names} ({scheme.title}, seed {seed})"
        self._change(text, drawn)
        self.said.emit(f"{text}.")

    def copied(self) -> str:
        """Write the chosen values as a spreadsheet takes them, a block for each layer.

        What cannot be copied is said.
        """
        if not (blocks := self._chosen_blocks()):
            return ""
        if len(blocks) > 1:
            self.said.emit(f"Copied one block for each of {len(blocks)} layers, an empty row between two.")
        else:
            values = len(blocks[0].rows) * len(blocks[0].columns)
            self.said.emit(f"Copied {counted(values, 'value')}.")
        return written(self._document.project, blocks)

    def paste(self, text: str, rows_are_sources: bool | None = None) -> None:
        """Write copied values where something is chosen; of several layers, a block into each.

        Unless it is said whether a row is a source or a neuron, that is asked where both fit.
        """
        if not (blocks := self._chosen_blocks()):
            return
        try:
            copied = read_pasted(text, [len(block.rows) for block in blocks])
        except FileError as refusal:
            self.said.emit(str(refusal))
            return
        if rows_are_sources is None and (open_question := both_fit(self._network, blocks, copied)):
            self.both_fit.emit(text, open_question)
            return
        layers = [layer_words(self._network, block.layer) for block in blocks]
        where = " and ".join(layers) if len(layers) < 3 else f"{len(layers)} layers"
        turned, text = bool(rows_are_sources), f"Paste values into {where}"
        if self._change(text, lambda project: pasted(project, blocks, copied, turned)) and copied.note:
            self.said.emit(copied.note)

    def _chosen_blocks(self) -> list[Block]:
        """Find what is exchanged with a spreadsheet; where there is none, say why."""
        places = self._selection.places
        if not (blocks := blocks_of(self._network, places)):
            self.said.emit(NO_WEIGHTS if places else NOTHING_CHOSEN)
        return blocks

    def _weights_listed(self, places: Sequence[WeightPlace]) -> str:
        return _listed([Notation(self._network).parameter(place) for place in places], "weights")


def layer_words(network: Network, layer: int) -> str:
    """Name a layer in a sentence."""
    if layer == INPUTS:
        return "the inputs"
    if layer == len(network.layers) - 1:
        return "the outputs"
    return "the hidden layer" if len(network.layers) == 2 else f"layer {layer + 1}"


def _neuron_word(network: Network, layer: int) -> str:
    if layer == INPUTS:
        return "an input"
    return "an output" if layer == len(network.layers) - 1 else f"a neuron to {layer_words(network, layer)}"


def _listed(names: Sequence[str], plural: str = "neurons") -> str:
    """Name a few things, or count many."""
    return ", ".join(names) if len(names) <= 3 else f"{len(names):,} {plural}"
