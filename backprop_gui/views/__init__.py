"""Widgets: each knows the session and the rooms below, never another view, never the worker."""
