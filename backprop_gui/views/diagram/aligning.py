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
from backprop_gui.views.diagram.spreading import Reach, spread

CATCH = 7.0
GAP = 1.5


def align(session: Session, layout: Layout, nodes: Sequence[Node], above: bool) -> None:
    """Put nodes above one another, or side by side, on the line through their middle, and keep them apart."""
    if len(nodes) < 2:
        session.editing.said.emit("Choose two nodes or more to align.")
        return
    put = _in_line(layout, nodes, above)
    if put is None:
        way = "above one another" if above else "side by side"
        session.editing.said.emit(f"There is no room for {len(nodes)} nodes {way}.")
        return
    text = f"Align {len(nodes)} nodes {'upright' if above else 'level'}"
    session.edit(text, lambda project: with_centres(project, put, layout.ground))


def _in_line(layout: Layout, nodes: Sequence[Node], above: bool) -> dict[Node, QPointF] | None:
    """Find where nodes stand on one line, in the order that they have; None where it is too short."""
    centres = {node: layout.bodies[node].centre for node in nodes}
    turned = {node: QPointF(at.y(), at.x()) if above else at for node, at in centres.items()}
    ordered = sorted(nodes, key=lambda node: (turned[node].x(), turned[node].y()))
    across = sum(at.y() for at in turned.values()) / len(nodes)
    ground = layout.ground
    places = spread(
        [turned[node].x() for node in ordered],
        [_reach(layout, node, above) for node in ordered],
        GAP * layout.sizes.text,
        0.0,
        ground.height() if above else ground.width(),
    )
    if places is None:
        return None
    found = zip(ordered, places, strict=True)
    return {node: QPointF(across, at) if above else QPointF(at, across) for node, at in found}


def _reach(layout: Layout, node: Node, above: bool) -> Reach:
    """Return how far a node with all its texts reaches before and behind its middle."""
    middle, room = layout.bodies[node].centre, layout.room_of(node)
    if above:
        return middle.y() - room.top(), room.bottom() - middle.y()
    return middle.x() - room.left(), room.right() - middle.x()


def _chosen_nodes(scene: DiagramScene) -> list[Node]:
    """List the chosen nodes that can be moved."""
    places = [item.place for item in scene.chosen if isinstance(item, NodeItem) and item.is_movable]
    return [place for place in places if isinstance(place, NeuronPlace | BiasPlace)]


def align_chosen(session: Session, scene: DiagramScene, above: bool) -> None:
    """Put the nodes that are chosen on a diagram on one line."""
    if scene.layout is not None:
        align(session, scene.layout, _chosen_nodes(scene), above)


def move_chosen(session: Session, scene: DiagramScene, way: QPointF) -> None:
    """Move the chosen nodes; one move after another becomes one step to undo."""
    layout, nodes = scene.layout, _chosen_nodes(scene)
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
