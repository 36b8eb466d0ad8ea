"""Backprop GUI: one round of backpropagation, told term by term and trained live."""

__version__ = "0.1.0"
