"""What an engine tells the client about a picture while it is read."""

from typing import Protocol


class Progress(Protocol):
    """Follows one picture. The methods are called on any thread.

    A picture is at risk while code touches its bytes: if the engine dies then, the picture may be the cause.
    """

    def at_risk(self) -> None:
        """Code is about to touch the picture. Returns once the client knows. Raises CallerGone."""

    def safe(self) -> None:
        """No code touches the picture: it waits."""


class Untold:
    """Progress that nobody follows."""

    def at_risk(self) -> None:
        """Do nothing."""

    def safe(self) -> None:
        """Do nothing."""


UNTOLD = Untold()
