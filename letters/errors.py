"""What can go wrong when a letter is made."""


class LetterError(Exception):
    """Anything this package refuses; its words are fit to show and hold no clinical text."""
