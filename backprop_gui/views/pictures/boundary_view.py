"""What a network answers over the plane or line of its samples: classes, a surface, a fitted curve."""

from PySide6.QtWidgets import QWidget

from backprop_gui.core.network import INPUTS, Network, NeuronPlace
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.session.picture_requests import Answers
from backprop_gui.session.session import Session
from backprop_gui.views.pictures.boundary_plot import BOUNDED, BoundaryPlot, Showing
from backprop_gui.views.pictures.controls import MOST_LISTED, Choice, PictureHeader, Switch
from backprop_gui.views.pictures.held import Held

TITLE = "Decision boundary"
COMES = "The network's answers are being computed."


class BoundaryView:
    """Chooses what is shown of the answers, and shows it; a neuron that is pointed at comes first."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._subject = session.pictures.answers
        self._network: Network | None = None
        self._held = Held(session, self._subject)
        self.plot = BoundaryPlot(parent)
        self.choice: Choice[NeuronPlace | None] = Choice("boundary_neuron", "Neuron to show", parent)
        self.test_data = Switch(
            "show_test_data", "test", "Show test data: the samples that are not trained on", parent, True
        )
        self.discrete = Switch(
            "discretise", "discrete", "Discretise: show decisions alone, not how sure they are", parent
        )
        self.header = PictureHeader(TITLE, (self.choice, self.test_data, self.discrete), parent)
        self.choice.chosen.connect(self._show)
        self.test_data.toggled.connect(self._show)
        self.discrete.toggled.connect(self._show)
        self.plot.seen.connect(self._look)
        self.plot.cancel_asked.connect(self._subject.cancel)
        self._subject.changed.connect(self._show)
        session.pointer.changed.connect(self._show)
        session.cursor.moved.connect(self._show)
        self.follow()

    def follow(self) -> None:
        """Offer the network's neurons."""
        self._network = network = self._session.project.network
        last = len(network.layers) - 1
        outputs = [NeuronPlace(last, index) for index in range(len(network.outputs))]
        others = [
            NeuronPlace(layer, index)
            for layer in (*range(last), INPUTS)
            for index in range(min(network.sizes[layer + 1], MOST_LISTED))
        ]
        every: list[NeuronPlace | None] = [None] if len(outputs) > 1 else []
        self.choice.offer(
            [*every, *outputs, *others], lambda place: network.neuron_name(place) if place else "all outputs"
        )
        self._show()

    def draw(self, done: int, growing: bool) -> None:
        """Stand still while the plots are held; what is new is shown as it comes."""
        if self._held.follow(done, growing):
            self._show()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        for each in (self.plot, self.test_data, self.discrete):
            each.restyle()

    def describe(self, done: int) -> str:
        """Say in words what is shown."""
        picture = self._held.picture
        if picture is None:
            return self.plot.hint
        names = ", ".join(self.plot.name_of(place) for place in self.plot.shown_places())
        over = " and ".join(
            f"{name} from {number(low, 3)} to {number(high, 3)}"
            for name, (low, high) in zip(picture.plane.names, picture.plane.ranges, strict=True)
        )
        trained = len(picture.project.plan.training_data(picture.project.data))
        kept = len(picture.project.data) - trained
        test = f" and {kept:,} to test" if kept and self.test_data.isChecked() else ""
        return f"Output of {names} over {over}, after {picture.project.state.rounds:,} rounds. " + (
            f"{trained:,} samples to train{test}. {share_right(picture)}".rstrip()
        )

    def _look(self, seen: bool) -> None:
        self._subject.watch(self, seen)
        self._show()

    def _show(self) -> None:
        if not self.plot.isVisible():
            return
        if self._session.project.network is not self._network:
            self.follow()
            return
        has_plane = self._session.pictures.plane is not None
        self.plot.show_progress(self._subject.share if self._subject.is_slow else None)
        self.plot.hint = self._subject.trouble or (COMES if has_plane else no_plane(self._network))
        if self._held.picture is None or self._held.picture.network is not self._network:
            self._held.let_go()
        picture = self._held.picture
        cursor, walks = self._session.cursor, not self._session.run.is_running
        row = cursor.sample_row if walks and cursor.position else None
        decides = self._decides()
        discrete = decides and self.discrete.isChecked()
        showing = Showing(self._place(), self.test_data.isChecked(), discrete, row)
        self.plot.show_picture(picture if has_plane else None, showing)
        self.test_data.setVisible(bool(self._session.project.plan.validation_share))
        self.discrete.setVisible(decides)
        self.plot.setAccessibleDescription(self.describe(0))

    def _decides(self) -> bool:
        """Whether the answers are decisions; of a surface or a curve nothing can be made discrete."""
        plane = self._session.pictures.plane
        return plane is not None and not plane.is_line and tells_classes(self._session.project)

    def _place(self) -> NeuronPlace | None:
        pointed = self._session.pointer.place
        return pointed if isinstance(pointed, NeuronPlace) else self.choice.option


def tells_classes(project: Project) -> bool:
    """Tell whether a project's targets are classes: its outs are bounded, and there are but two targets."""
    if project.network.layers[-1].activation not in BOUNDED:
        return False
    targets = project.data.targets
    if targets.shape[1] > 1:
        return True
    others = targets[targets != targets[0]]
    return bool((others == others[:1]).all())


def no_plane(network: Network) -> str:
    """Say why there is no such picture."""
    return (
        "The picture of the answers needs one or two inputs, or inputs that are computed from a point of the "
        f"plane. This network has {len(network.inputs):,} inputs of its own."
    )


def share_right(picture: Answers) -> str:
    """Say nothing here about numbers; of classes, how the plane is divided."""
    if picture.plane.is_line or picture.outs[-1].shape[1] > 1:
        return ""
    place = NeuronPlace(picture.output_layer, 0)
    answers, middle = picture.of(place), picture.span(place).middle
    above = float((answers > middle).mean())
    return f"{above:.0%} of the plane lies above {number(middle)}."
