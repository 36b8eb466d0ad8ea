"""The thread that trains, and the mailbox between it and the window."""
