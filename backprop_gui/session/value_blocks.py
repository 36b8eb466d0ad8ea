"""Weights and biases as a block of text that a spreadsheet understands, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import read_only
from backprop_gui.core.network import BiasKind, BiasPlace, Network, Parameters, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.session.copied_cells import Cells, Copied
from backprop_gui.session.selection import Chosen, weights_of
from backprop_gui.session.topology_edits import NotPossible, is_present


@dataclass(frozen=True)
class Block:
    """A rectangle of one layer's table: a row a neuron, a column a source, and last its bias."""

    layer: int
    rows: range
    columns: range


def blocks_of(network: Network, places: Sequence[Chosen]) -> list[Block]:
    """Find the rectangle around the chosen weights and biases of each layer, in the layers' order."""
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        for layer, row, column in _cells_of(network, place):
            by_layer.setdefault(layer, []).append((row, column))
    return [_around(layer, by_layer[layer]) for layer in sorted(by_layer)]


def _around(layer: int, cells: list[tuple[int, int]]) -> Block:
    rows, columns = zip(*cells, strict=True)
    return Block(layer, range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1))


def _cells_of(network: Network, place: Chosen) -> list[tuple[int, int, int]]:
    if isinstance(place, BiasPlace):
        return [(place.layer, place.to or 0, network.layers[place.layer].sources)]
    return [(weight.layer, weight.to, weight.source) for weight in weights_of(network, place)]


def parameter_at(network: Network, layer: int, row: int, column: int) -> WeightPlace | BiasPlace | None:
    """Find what stands in a layer's table; None where there is nothing."""
    if column < network.layers[layer].sources:
        place = WeightPlace(layer, row, column)
        return place if is_present(network, place) else None
    match network.layers[layer].bias:
        case BiasKind.NONE:
            return None
        case BiasKind.SHARED:
            return BiasPlace(layer, None)
        case BiasKind.PER_NEURON:
            return BiasPlace(layer, row)


def written(project: Project, blocks: Sequence[Block]) -> str:
    """Write blocks with tabs and line ends, all digits, and an empty line between two.

    A cell is empty where there is no connection.
    """
    return "\n\n".join(_written_block(project, block) for block in blocks)


def _written_block(project: Project, block: Block) -> str:
    return "\n".join(
        "\t".join(_written_cell(project, block.layer, row, column) for column in block.columns)
        for row in block.rows
    )


def _written_cell(project: Project, layer: int, row: int, column: int) -> str:
    place = parameter_at(project.network, layer, row, column)
    return "" if place is None else repr(float(project.parameters.flat[project.network.index(place)]))


def pasted(project: Project, blocks: Sequence[Block], copied: Copied) -> Project:
    """Write cells into layers' tables from each block's first place on; one number fills all blocks.

    Empty cells, and cells without a connection, are passed over.

    Raises
    ------
    NotPossible
        where the cells reach beyond a table.
    """
    sources = copied.blocks if len(copied.blocks) == len(blocks) else copied.blocks * len(blocks)
    for block, cells in zip(blocks, sources, strict=True):
        project = _with_block(project, block, cells)
    return project


def _with_block(project: Project, block: Block, cells: Cells) -> Project:
    network = project.network
    if len(cells) == len(cells[0]) == 1:
        cells = [[cells[0][0]] * len(block.columns)] * len(block.rows)
    layer = network.layers[block.layer]
    first_row, first_column = block.rows[0], block.columns[0]
    height, width = len(cells), max(map(len, cells))
    most_rows, most_columns = layer.size - first_row, layer.sources + 1 - first_column
    if height > most_rows or width > most_columns:
        raise NotPossible(
            f"The clipboard holds {height} × {width} cells; from here on there is room for "
            f"{most_rows} × {most_columns}."
        )
    flat = project.parameters.flat.copy()
    for row, values in enumerate(cells, start=first_row):
        for column, value in enumerate(values, start=first_column):
            place = parameter_at(network, block.layer, row, column)
            if value is not None and place is not None:
                flat[network.index(place)] = value
    return with_flat(project, flat)


def with_flat(project: Project, flat: np.ndarray) -> Project:
    """Set many parameters by hand; the same project where none is another one."""
    if np.array_equal(flat, project.parameters.flat):
        return project
    return project.with_parameters(Parameters(project.network, read_only(flat)))
