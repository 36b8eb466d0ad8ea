"""How long a test waits for what has to happen: the one limit, which only what hangs ever reaches.

No test is about how fast a machine is; `benchmarks/` print that.
"""

PATIENCE = 300.0
"""Seconds; after as many, `faulthandler_timeout` in pyproject.toml has shown where a test hangs."""
