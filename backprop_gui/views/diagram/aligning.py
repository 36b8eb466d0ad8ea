"""Putting nodes in line: those that are chosen, or one that is being dragged near another's line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from backprop_gui.core.network import BiasPlace, NeuronPlace
from backprop_gui.document.node_names import POSITIONS
from backprop_gui.document.project import Project
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.layout import Layout, Node
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.positions import with_position
from backprop_gui.views.diagram.scene import DiagramScene

CATCH = 7.0


def align(session: Session, layout: Layout, nodes: Sequence[Node], above: bool) -> None:
    """Put nodes above one another, or side by side, on the line through their middle."""
    if len(nodes) < 2:
        session.editing.said.emit("Choose two nodes or more to align.")
        return
    centres = [layout.bodies[node].centre for node in nodes]
    x = sum(centre.x() for centre in centres) / len(centres)
    y = sum(centre.y() for centre in centres) / len(centres)
    put = {
        node: QPointF(x, centre.y()) if above else QPointF(centre.x(), y)
        for node, centre in zip(nodes, centres, strict=True)
    }
    text = f"Align {len(nodes)} nodes {'upright' if above else 'level'}"
    session.edit(text, lambda project: with_centres(project, put, layout.ground))


def align_chosen(session: Session, scene: DiagramScene, above: bool) -> None:
    """Put the nodes that are chosen on a diagram on one line."""
    places = [item.place for item in scene.chosen if isinstance(item, NodeItem)]
    if scene.layout is not None:
        nodes = [place for place in places if isinstance(place, NeuronPlace | BiasPlace)]
        align(session, scene.layout, nodes, above)


def move_chosen(session: Session, scene: DiagramScene, way: QPointF) -> None:
    """Move the chosen nodes; one move after another becomes one step to undo."""
    layout = scene.layout
    places = [item.place for item in scene.chosen if isinstance(item, NodeItem)]
    nodes = [place for place in places if isinstance(place, NeuronPlace | BiasPlace)]
    if layout is None or not nodes:
        session.editing.said.emit("Choose a neuron or a bias to move.")
        return
    put = {node: layout.bodies[node].centre + way for node in nodes}
    what = "1 node" if len(nodes) == 1 else f"{len(nodes)} nodes"
    move_to(session, put, layout.ground, what, merge_key=f"move {nodes}")


def move_to(
    session: Session, put: Mapping[Node, QPointF], ground: QRectF, what: str, merge_key: str = ""
) -> None:
    """Move nodes, in one step to undo."""
    session.edit(f"Move {what}", lambda project: with_centres(project, put, ground), merge_key)


def with_centres(project: Project, centres: Mapping[Node, QPointF], ground: QRectF) -> Project:
    """Keep where nodes have been put on a ground of this size."""
    for node, centre in centres.items():
        share = QPointF(centre.x() / ground.width(), centre.y() / ground.height())
        project = with_position(project, node, share)
    return project


def arrange_anew(session: Session) -> None:
    """Forget where nodes have been put."""
    if POSITIONS in session.document.project.view:
        session.edit("Arrange everything anew", without_positions)
    else:
        session.editing.said.emit("No node has been moved.")


def without_positions(project: Project) -> Project:
    """Let the layout choose the place of every node."""
    view = {key: value for key, value in project.view.items() if key != POSITIONS}
    return replace(project, view=view)


def caught(
    point: QPointF, others: Iterable[QPointF], reach: float = CATCH
) -> tuple[float | None, float | None]:
    """Find the nearest upright and the nearest level line through others that a point comes near."""
    standing = list(others)
    x = _nearest(point.x(), [other.x() for other in standing], reach)
    y = _nearest(point.y(), [other.y() for other in standing], reach)
    return x, y


def _nearest(value: float, lines: list[float], reach: float) -> float | None:
    near = [line for line in lines if abs(line - value) <= reach]
    return min(near, key=lambda line: abs(line - value), default=None)
