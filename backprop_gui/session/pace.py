"""How fast a run goes, from one round a second to as fast as it can."""

Pace = float | None
"""Rounds a second; None is as fast as it goes."""

PACES: tuple[Pace, ...] = (1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1_000.0, 10_000.0, None)

LIT_UP_TO = 2.0
"""Rounds a second up to which each pass of a round is lit on the diagram, layer by layer."""


def pace_words(pace: Pace) -> str:
    """Say a pace in words."""
    if pace is None:
        return "as fast as it goes"
    return f"{pace:,.0f} round{'' if pace == 1 else 's'} a second"
