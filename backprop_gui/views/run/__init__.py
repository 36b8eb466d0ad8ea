"""The strip under the diagram that leads back over the run."""
