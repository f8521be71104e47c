"""What is asked, what was answered, what follows. Pure: no window, no database, no clock."""
