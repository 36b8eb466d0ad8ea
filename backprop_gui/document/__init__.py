"""Project files: what they hold, how they are checked, stored and read. No Qt."""
