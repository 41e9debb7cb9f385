"""What a user can cause and netlead cannot mend: the one family of exceptions (ARCHITECTURE, law 4)."""


class Misuse(Exception):  # noqa: N818  (the house word; every one ends the run with exit status 2)
    """Wrong usage, config or vault: where, what and why, and what to do about it. Never a traceback."""

    def __init__(self, message: str, *, cure: str = "", path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        cure = f"\nhelp: {self.cure}" if self.cure else ""
        return f"{place}{self.message}{cure}"


def system_words(error: OSError) -> str:
    """What the system says, without its error number and without paths of this machine."""
    return (error.strerror or type(error).__name__).lower()


def no_vault(error: OSError) -> Misuse:
    """What to say of a vault that cannot be listed; one that was there when the command began is gone."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return gone("its folder is no longer there")
    return Misuse(f"the vault cannot be read: {system_words(error)}", cure="make its folder readable, or name another")


def gone(how: str) -> Misuse:
    cure = "if it was on a drive, connect that again; if it was moved, move it back or name its new place"
    return Misuse(f"the vault is gone: {how}", cure=cure)
