"""The command line: parses, calls the rooms below, prints. No Qt."""
