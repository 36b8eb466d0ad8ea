"""The threads that train, compute pictures and copy the work, and what passes between them and the window."""
