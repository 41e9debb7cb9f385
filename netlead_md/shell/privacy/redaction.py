"""A book for sharing: everybody is sensitive, so that pages show initials and quote nothing (SPEC §4)."""

import msgspec

from netlead_md.shell.session import State


def redacted(state: State) -> State:
    network = state.book.network
    people = {key: msgspec.structs.replace(person, sensitive=True) for key, person in network.people.items()}
    network = msgspec.structs.replace(network, people=people)
    return msgspec.structs.replace(state, book=msgspec.structs.replace(state.book, network=network))
