"""Where everything meets: actions, main window, start-up."""
