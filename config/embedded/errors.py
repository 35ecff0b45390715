"""What can go wrong while the embedded servers start, each with a Spanish sentence that says what to do."""


class EmbeddedError(Exception):
    """Something the person at the terminal can mend; its text says how."""


class NoBinaries(EmbeddedError):
    """A server's program is nowhere on this machine."""


class AlreadyRunning(EmbeddedError):
    """Another process uses the same data folder."""


class WrongVersion(EmbeddedError):
    """The data were written by another major version of the server."""


class DidNotStart(EmbeddedError):
    """The server ended or did not answer in time; the text ends with the last lines of its log."""
