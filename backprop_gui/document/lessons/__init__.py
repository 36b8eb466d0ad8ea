"""The examples that are made when they are opened: a function for each, named as the example is."""
