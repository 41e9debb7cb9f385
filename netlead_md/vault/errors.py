"""What a user can cause and netlead cannot repair: the one family of exceptions."""


class UserError(Exception):
    """Wrong usage, config or vault: where, what and why, and what to do about it. Never a traceback."""

    def __init__(self, message: str, *, hint: str = "", path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        hint = f"\nhelp: {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


def system_message(error: OSError) -> str:
    """What the system says, without its error number and without paths of this machine."""
    return (error.strerror or type(error).__name__).lower()


def vault_error(error: OSError) -> UserError:
    """What to say of a vault that cannot be listed; one that was there when the command began is gone."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return vault_gone_error("its folder is no longer there")
    return UserError(
        f"the vault cannot be read: {system_message(error)}", hint="make its folder readable, or name another"
    )


def vault_gone_error(how: str) -> UserError:
    hint = "if it was on a drive, connect that again; if it was moved, move it back or name its new place"
    return UserError(f"the vault is gone: {how}", hint=hint)
