"""Other ways to compute the same rounds, for comparison."""
