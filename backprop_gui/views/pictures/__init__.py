"""Pictures of what a network has learnt: the error's landscape, and its answers over the plane."""
