"""What the program is called; by itself, because the first window needs no other word."""

APP = "Golden Thread"
