"""What is asked, what was answered, and what follows from it. Pure: no window, no database, no clock."""
