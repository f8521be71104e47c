"""What can go wrong in a use case beside the vault and the letter themselves."""


class FlowError(Exception):
    """Anything a use case refuses, in words fit to show."""


class ImportFailed(FlowError):
    """The file that was chosen could not be read."""


class ExportFailed(FlowError):
    """The file could not be written into the folder that was chosen."""
