"""The network as an outline, and how it is trained."""
