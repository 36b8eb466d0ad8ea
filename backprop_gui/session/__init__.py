"""The open document and its only way to change, the walk through a round, and the run's state."""
