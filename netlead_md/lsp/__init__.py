"""The language server (SPEC §5.1). One module a capability, each pure: a text, a position and a sight.

texts, uris                    lines, columns and editors' units; a file's name in the vault
sight                          the vault as last seen whole, with what answers need to be quick
nearby                         diagnostics of one note against the notes around it, while the user types
glance                         a first, narrow look, before the whole vault is seen
desk                           the open texts and the session: the only thing here that remembers
cursor                         the link, field or code under the cursor
completion, hover, references, rename, actions    what editors ask for
wire                           our answers in the protocol's types
server, calls                  the editor's side, and each call of the protocol to its answer
"""
