"""The fonts and icons that ship: every sign the program writes has a glyph, every icon takes a colour."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont
from PySide6.QtSvg import QSvgRenderer

from backprop_gui.resource_files import resource

SIGNS = "δηΣ∂₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻·−×√→▸½≤≥≈∞′" + "".join(map(chr, range(0x20, 0x7F)))
FONTS = sorted(resource("fonts").glob("*/*.otf"))
ICONS = sorted(resource("icons").glob("*.svg"))


def raw_font(name: str) -> QRawFont:
    return QRawFont(str(next(font for font in FONTS if font.name == name)), 16)


@pytest.mark.parametrize("first", ["Inter-Regular.otf", "STIXTwoText-Regular.otf"])
def test_every_sign_has_a_glyph(first: str, qapp: QGuiApplication) -> None:
    fonts = [raw_font(first), raw_font("STIXTwoMath-Regular.otf")]
    lacking = [sign for sign in SIGNS if not any(font.supportsCharacter(ord(sign)) for font in fonts)]
    assert lacking == []


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_font_loads_under_its_family(path: Path, qapp: QGuiApplication) -> None:
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    assert {"Inter", "STIX Two Text", "STIX Two Math"} & set(families)


@pytest.mark.parametrize("folder", ["fonts/inter", "fonts/stix-two", "icons"])
def test_licence_lies_beside(folder: str) -> None:
    assert "Copyright" in resource(folder, "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icon_can_be_drawn_in_any_colour(path: Path, qapp: QGuiApplication) -> None:
    drawing = path.read_text(encoding="utf-8")
    assert path.name == "app.svg" or 'stroke="currentColor"' in drawing
    assert QSvgRenderer(drawing.replace("currentColor", "#123456").encode()).isValid()
