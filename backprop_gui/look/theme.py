"""Colours, light and dark, and the palette that Qt's own widgets take from them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Theme:
    """The colours of one look.

    Attributes
    ----------
    window, panel, hairline : grounds and the lines between them
    ink, soft, faint : text; faint is for what is not known yet and for ornaments alone
    accent, accent_ground : what is chosen, and the ground of it
    factors : the colours of a formula's parts, told apart by colour-blind people (Okabe and Ito)
    positive, negative : weights by their sign
    result_ground : behind a step's result
    warning : what went wrong
    series : the colours of curves
    """

    name: str
    is_dark: bool
    window: QColor
    panel: QColor
    hairline: QColor
    ink: QColor
    soft: QColor
    faint: QColor
    accent: QColor
    accent_ground: QColor
    factors: tuple[QColor, ...]
    positive: QColor
    negative: QColor
    result_ground: QColor
    warning: QColor
    series: tuple[QColor, ...]

    def factor(self, part: int) -> QColor:
        """Return the colour of a formula's part, counted from 0; the colours come round again."""
        return self.factors[part % len(self.factors)]

    @property
    def on_accent(self) -> QColor:
        """Return the colour of text on the accent."""
        return self.window if self.is_dark else self.panel


def _colors(*names: str) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in names)


LIGHT = Theme(
    name="light",
    is_dark=False,
    window=QColor("#F6F7F9"),
    panel=QColor("#FFFFFF"),
    hairline=QColor("#DDE1E7"),
    ink=QColor("#1B1F24"),
    soft=QColor("#5B6470"),
    faint=QColor("#A9B1BC"),
    accent=QColor("#2F5FD0"),
    accent_ground=QColor("#E8EEFC"),
    factors=_colors("#C94F00", "#0072B2", "#008F66"),
    positive=QColor("#3F6FB5"),
    negative=QColor("#C65D3B"),
    result_ground=QColor("#FFF7E6"),
    warning=QColor("#B3261E"),
    series=_colors("#0072B2", "#C94F00", "#008F66", "#A34E8C", "#8A6D00", "#2F9BD6", "#5B6470", "#7A4FC0"),
)
DARK = Theme(
    name="dark",
    is_dark=True,
    window=QColor("#16191E"),
    panel=QColor("#1E2228"),
    hairline=QColor("#323842"),
    ink=QColor("#E8EBEF"),
    soft=QColor("#A2ABB8"),
    faint=QColor("#5C6572"),
    accent=QColor("#7FA4FF"),
    accent_ground=QColor("#26304A"),
    factors=_colors("#FF9A4D", "#56B4E9", "#3DCB9A"),
    positive=QColor("#7FA8E8"),
    negative=QColor("#F0936F"),
    result_ground=QColor("#3A3220"),
    warning=QColor("#FF8A80"),
    series=_colors("#56B4E9", "#FF9A4D", "#3DCB9A", "#E58AC7", "#F0E442", "#9CC9FF", "#A2ABB8", "#B79CFF"),
)
CHOICES = ("system", "light", "dark")


class Themes(QObject):
    """The look in use: the system's, or the one that was chosen.

    Attributes
    ----------
    changed : the look is another one now
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = "system"
        self._current = LIGHT

    @property
    def current(self) -> Theme:
        return self._current

    @property
    def choice(self) -> str:
        """One of `CHOICES`."""
        return self._choice

    def follow_system(self) -> None:
        """Begin to follow the system's choice of light or dark."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self.choose(self._choice))

    def choose(self, choice: str) -> None:
        """Choose "light", "dark" or the "system"'s look."""
        self._choice = choice if choice in CHOICES else "system"
        dark = self._choice == "dark" or (self._choice == "system" and _system_is_dark())
        self._current = DARK if dark else LIGHT
        QGuiApplication.setPalette(palette(self._current))
        QApplication.setPalette(check_box_palette(self._current), "QCheckBox")  # type: ignore[arg-type]
        self.changed.emit()


themes = Themes()


def theme() -> Theme:
    """Return the look in use."""
    return themes.current


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def check_box_palette(look: Theme) -> QPalette:
    """Make the palette of check boxes, whose frame Fusion draws darker than the window: lost in the dark."""
    made = palette(look)
    if look.is_dark:
        made.setColor(QPalette.ColorRole.Window, look.soft)
    return made


def palette(look: Theme) -> QPalette:
    """Make the palette that Fusion draws its widgets with."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, color in {
        roles.Window: look.panel,
        roles.Base: look.panel,
        roles.AlternateBase: look.window,
        roles.Button: look.panel,
        roles.ToolTipBase: look.panel,
        roles.WindowText: look.ink,
        roles.Text: look.ink,
        roles.ButtonText: look.ink,
        roles.ToolTipText: look.ink,
        roles.BrightText: look.warning,
        roles.PlaceholderText: look.soft,
        roles.Highlight: look.accent,
        roles.HighlightedText: look.on_accent,
        roles.Link: look.accent,
        roles.Accent: look.accent,
        roles.Light: look.panel,
        roles.Midlight: look.hairline,
        roles.Mid: look.hairline,
        roles.Dark: look.faint,
        roles.Shadow: look.faint,
    }.items():
        made.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, look.faint)
    return made
