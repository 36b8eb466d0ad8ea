"""Weights and biases as a block of text that a spreadsheet understands, and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import read_only
from backprop_gui.core.network import BiasKind, BiasPlace, Network, Parameters, WeightPlace
from backprop_gui.document.pasted_cells import Cells, Pasted
from backprop_gui.document.project import Project
from backprop_gui.session.selection import Chosen, weights_of
from backprop_gui.session.topology_edits import NotPossible, is_present


@dataclass(frozen=True)
class Block:
    """A rectangle of one layer's table: a row a neuron, a column a source, and last its bias."""

    layer: int
    rows: range
    columns: range


@dataclass(frozen=True)
class BothFit:
    """Weights of a layer with as many neurons as sources: nothing tells which of the two a row is."""

    layer: int
    size: int


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


def pasted(
    project: Project, blocks: Sequence[Block], copied: Pasted, rows_are_sources: bool = False
) -> Project:
    """Write cells into layers' tables from each block's first place on; one number fills all blocks.

    A program may have written its weights with a row for each source instead of one for each neuron; they
    are turned where they only fit so. Empty cells, and cells without a connection, are passed over.

    Parameters
    ----------
    rows_are_sources : which of the two it is, where both fit

    Raises
    ------
    NotPossible
        where the cells reach beyond a table.
    """
    for block, cells in _shared_out(blocks, copied):
        turned = _is_turned(project.network, block, cells, copied)
        if rows_are_sources if turned is None else turned:
            cells = _turned(cells)
        project = _with_block(project, block, cells)
    return project


def both_fit(network: Network, blocks: Sequence[Block], copied: Pasted) -> BothFit | None:
    """Find a layer into which cells fit in both ways, with nothing that tells which of them is meant."""
    for block, cells in _shared_out(blocks, copied):
        if _is_turned(network, block, cells, copied) is None:
            return BothFit(block.layer, len(cells))
    return None


def _shared_out(blocks: Sequence[Block], copied: Pasted) -> Iterator[tuple[Block, Cells]]:
    """Pair the places with what goes there; a single number goes everywhere."""
    sources = copied.blocks if len(copied.blocks) == len(blocks) else copied.blocks * len(blocks)
    return zip(blocks, sources, strict=True)


def _turned(cells: Cells) -> Cells:
    return [list(column) for column in zip(*cells, strict=True)]


def _is_turned(network: Network, block: Block, cells: Cells, copied: Pasted) -> bool | None:
    """Tell whether rows of cells belong into columns of the table; None where that cannot be known."""
    width = len(cells[0])
    if any(len(row) != width for row in cells):
        return False
    layer, shape = network.layers[block.layer], (len(cells), width)
    room = _room(network, block)
    fits, fits_turned = (
        high <= rows and wide <= columns
        for (high, wide), (rows, columns) in ((shape, room), (shape[::-1], room))
    )
    whole = (layer.size, layer.sources)
    if copied.is_laid_out or not fits_turned:
        return not fits and fits_turned and shape[::-1] == whole
    if copied.is_list:
        return not fits or (len(block.columns) == 1 and len(block.rows) > 1)
    if not (fits and shape == whole[::-1]):
        return not fits
    if shape != whole:
        return True
    return False if _turned(cells) == cells else None


def _room(network: Network, block: Block) -> tuple[int, int]:
    """Count the rows and the columns of a layer's table from a block's first place on."""
    layer = network.layers[block.layer]
    return layer.size - block.rows[0], layer.sources + 1 - block.columns[0]


def _with_block(project: Project, block: Block, cells: Cells) -> Project:
    network = project.network
    if len(cells) == len(cells[0]) == 1:
        cells = [[cells[0][0]] * len(block.columns)] * len(block.rows)
    first_row, first_column = block.rows[0], block.columns[0]
    height, width = len(cells), max(map(len, cells))
    most_rows, most_columns = _room(network, block)
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
