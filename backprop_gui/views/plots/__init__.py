"""Curves over the rounds of training. The plotting library is imported here alone, after the first paint."""
