"""Pages for sharing: everybody is treated as `sensitive: true` treats one (SPEC §4), and nothing is quoted."""

import msgspec

from netlead_md.shell.session import State


def redacted(state: State) -> State:
    """The same state, whose pages name people by their initials."""
    return msgspec.structs.replace(state, config=msgspec.structs.replace(state.config, redact=True))
