"""A round of backpropagation told as a sequence of small steps that carry their own formula."""
