"""Colours of numbers: even, told apart without colour, and nothing that is no number among them."""

import numpy as np
import pytest

from backprop_gui.look.colormaps import (
    answers_map,
    class_color,
    classes_pixels,
    diverging,
    heights_map,
    image_of,
    oklab,
    packed,
    rising,
    srgb,
)
from backprop_gui.look.theme import DARK, LIGHT

DARKNESS = [False, True]
LOOKS = [LIGHT, DARK]


def test_oklab_of_known_colours() -> None:
    # White and the primaries, as the colour space's author publishes them.
    colors = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    expected = [[1.0, 0.0, 0.0], [0.628, 0.225, 0.126], [0.866, -0.234, 0.179], [0.452, -0.032, -0.312]]
    assert oklab(colors) == pytest.approx(np.array(expected), abs=1e-3)
    assert srgb(oklab(colors)) == pytest.approx(colors, abs=1e-6)


@pytest.mark.parametrize("is_dark", DARKNESS)
@pytest.mark.parametrize("table", [diverging, rising])
def test_steps_are_even_to_the_eye(table, is_dark: bool) -> None:
    colors = table(is_dark)
    steps = np.linalg.norm(np.diff(oklab(colors), axis=0), axis=1)
    middle = len(steps) // 2
    sides = (steps[: middle - 1], steps[middle + 1 :]) if table is diverging else (steps,)
    for side in sides:
        assert side.max() / side.min() < 1.1


@pytest.mark.parametrize("is_dark", DARKNESS)
def test_the_middle_is_the_ground_and_both_ends_stand_out_alike(is_dark: bool) -> None:
    lightness = oklab(diverging(is_dark))[:, 0]
    away = lightness if is_dark else -lightness
    assert int(away.argmin()) == pytest.approx(127.5, abs=1)
    assert (np.diff(away[:127]) < 0).all() and (np.diff(away[129:]) > 0).all()
    assert lightness == pytest.approx(lightness[::-1], abs=0.01)


@pytest.mark.parametrize("is_dark", DARKNESS)
def test_heights_rise_in_lightness(is_dark: bool) -> None:
    lightness = oklab(rising(is_dark))[:, 0]
    assert (np.diff(lightness) > 0).all() and np.ptp(lightness) > 0.5


def blindness(rgb: np.ndarray) -> np.ndarray:
    """Show colours as without green cones (Machado, Oliveira and Fernandes 2009, full deuteranopia)."""
    matrix = np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    )
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ matrix.T, 0, 1)
    return np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("is_dark", DARKNESS)
def test_blue_and_orange_differ_for_who_sees_no_green(is_dark: bool) -> None:
    seen = oklab(blindness(diverging(is_dark)))
    assert np.linalg.norm(seen[0] - seen[-1]) > 0.15
    assert np.linalg.norm(seen[64] - seen[-64]) > 0.08


@pytest.mark.parametrize("look", LOOKS)
def test_numbers_beyond_the_ends_have_the_ends_colours(look) -> None:
    colors = answers_map(look, -1.0, 1.0)
    low, high = (int(each) for each in packed(diverging(look.is_dark)[[0, -1]]))
    found = colors.pixels(np.array([-1.0, -np.inf, -7.0, 1.0, np.inf, 1e300, np.nan])).tolist()
    assert found == [low, low, low, high, high, high, look.faint.rgb()]
    assert colors.color(1.0).rgb() == high
    assert len(set(heights_map(look, 2.0, 2.0).pixels(np.array([2.0, 3.0])).tolist())) == 1


@pytest.mark.parametrize("look", LOOKS)
def test_discrete_answers_have_two_colours(look) -> None:
    found = answers_map(look, 0.0, 1.0, discrete=True).pixels(np.linspace(0.0, 1.0, 101))
    assert len(set(found[:50].tolist())) == 1 and len(set(found[51:].tolist())) == 1
    assert found[0] != found[-1]


@pytest.mark.parametrize("look", LOOKS)
def test_a_class_is_the_stronger_the_surer(look) -> None:
    answers = np.array([[0.9, 0.1, 0.0], [0.5, 0.4, 0.1], [0.1, 0.1, 0.8]])
    rgb = classes_pixels(look, answers)
    colors = [np.array([(pixel >> shift) & 255 for shift in (16, 8, 0)]) / 255 for pixel in rgb.tolist()]
    ground = np.array(look.panel.getRgbF()[:3])
    own = np.array(class_color(look, 0).getRgbF()[:3])
    assert np.linalg.norm(colors[0] - ground) > np.linalg.norm(colors[1] - ground)
    assert np.linalg.norm(colors[0] - own) < np.linalg.norm(colors[1] - own)
    assert rgb[0] != rgb[2]
    assert len(set(classes_pixels(look, answers[:2], discrete=True).tolist())) == 1


def test_a_picture_stands_on_its_first_row() -> None:
    pixels = packed(np.array([[[1.0, 0, 0], [0, 1.0, 0]], [[0, 0, 1.0], [1.0, 1.0, 1.0]], [[0, 0, 0]] * 2]))
    image = image_of(pixels)
    assert (image.width(), image.height()) == (2, 3)
    assert image.pixelColor(0, 2).name() == "#ff0000" and image.pixelColor(1, 2).name() == "#00ff00"
    assert image.pixelColor(0, 1).name() == "#0000ff"
