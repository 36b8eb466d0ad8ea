"""What leaves the program for others: tables, and pictures as far as they need no screen."""
