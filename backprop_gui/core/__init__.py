"""The mathematics: networks, the round of backpropagation, and training. NumPy only."""
