"""The language server (SPEC §5.1).

positions, uris            lines, columns and editors' units; a file's name in the vault
index                      the vault as last seen, with what answers need to be quick
workspace                  the open texts and the session: the only thing here that remembers
diagnostics                findings in the open note
cursor                     the link, field or code under the cursor
completion, hover, references, rename, features    what editors ask for
symbols                    names of the vault, and what stands above an organisation's note
protocol, server           our answers in the protocol's types; the editor's side
"""
