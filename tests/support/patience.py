"""How long a test waits for what has to happen: the one limit, which only what hangs ever reaches.

No test is about how fast a machine is; `benchmarks/` print that.
"""

from pytestqt.qtbot import QtBot

PATIENCE = 300.0
"""Seconds; after as many, `faulthandler_timeout` in pyproject.toml has shown where a test hangs."""


def wait_patiently() -> None:
    """Let every wait of pytest-qt last that long: it has no setting for it."""
    waits = QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive
    for wait in waits:
        wait.__kwdefaults__["timeout"] = round(1000 * PATIENCE)
