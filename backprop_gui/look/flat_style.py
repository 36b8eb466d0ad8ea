"""The flat look of the panel's small controls, in the colours of the look in use."""

from backprop_gui.look.theme import theme


def axis_choice_style() -> str:
    """Write the style of the button that switches the error's axis."""
    look = theme()
    return (
        f"QToolButton {{ color: {look.soft.name()}; background: transparent; padding: 0 6px;"
        f" border: 1px solid {look.hairline.name()}; border-radius: 4px; }}"
        f"QToolButton:hover {{ background: {look.accent_ground.name()}; color: {look.ink.name()}; }}"
        f"QToolButton:focus {{ border-color: {look.accent.name()}; }}"
    )


def switch_style() -> str:
    """Write the style of a small button that is on or off."""
    look = theme()
    return axis_choice_style() + (
        f"QToolButton:checked {{ color: {look.ink.name()}; background: {look.accent_ground.name()}; }}"
    )


def chooser_style() -> str:
    """Write the style of the row of toggles that chooses the plots."""
    look = theme()
    return (
        f"QToolButton {{ color: {look.soft.name()}; background: transparent; border: 1px solid transparent;"
        " border-radius: 4px; padding: 0; margin: 1px; }"
        f"QToolButton:hover {{ color: {look.ink.name()}; }}"
        f"QToolButton:checked {{ color: {look.ink.name()}; background: {look.accent_ground.name()}; }}"
        f"QToolButton:focus {{ border-color: {look.accent.name()}; }}"
    )


def hold_style() -> str:
    """Write the style of the button that holds the plots; while it does, it cannot be overlooked."""
    look = theme()
    return axis_choice_style() + (
        f"QToolButton:checked {{ color: {look.ink.name()}; background: {look.result_ground.name()};"
        f" border-color: {look.factors[0].name()}; }}"
    )


def tabs_style() -> str:
    """Write the style of the tabs that choose the plot in a narrow panel."""
    look = theme()
    return (
        f"QTabBar::tab {{ color: {look.soft.name()}; background: transparent; border: none;"
        " border-bottom: 2px solid transparent; padding: 2px 8px; margin-right: 4px; }"
        f"QTabBar::tab:selected {{ color: {look.ink.name()}; border-bottom-color: {look.accent.name()}; }}"
        f"QTabBar::tab:hover {{ color: {look.ink.name()}; }}"
        f"QTabBar::tab:focus {{ color: {look.accent.name()}; }}"
    )
