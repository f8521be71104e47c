"""Every key of the program in one table; Help shows it."""

KEYS = (
    ("F1", "Help, and this list"),
    ("F8", "Urgent help: what to do when someone may not be safe"),
    ("F9", "Hide the screen at once; F9 again to come back"),
    ("Ctrl+L", "Lock: everything is saved, the vault closes"),
    ("Ctrl+K", "Find a family"),
    ("Ctrl+Return, Alt+Right", "Next page of a contact"),
    ("Alt+Left", "Page before"),
    ("1 to 4", "Answer the question, while an answer has the keyboard"),
    ("Ctrl+1 to Ctrl+4", "Answer the question from anywhere on the page"),
    ("Tab, Shift+Tab", "Next and previous field"),
    ("Return or Space", "Press the button that has the keyboard"),
    ("Arrow keys", "Next and previous answer in a row"),
    ("Ctrl+Plus, Ctrl+Minus", "Larger and smaller text"),
    ("Ctrl+0", "Text in its ordinary size"),
    ("Esc", "Close the urgent panel"),
)
