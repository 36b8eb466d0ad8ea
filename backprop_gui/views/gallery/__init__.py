"""The examples as cards: a picture drawn from the project itself, a title, a sentence."""
