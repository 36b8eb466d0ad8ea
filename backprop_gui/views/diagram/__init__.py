"""The picture of the network: neurons, weights and their values, lit by the current step."""
