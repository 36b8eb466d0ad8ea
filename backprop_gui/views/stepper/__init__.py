"""The step that was taken: its formula, its words, and the list of all steps."""
