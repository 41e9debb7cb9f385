"""netlead: who trusts you, and who has helped? A reader of relationship notes in Markdown.

The way of the data, each arrow in one direction (a package imports only from those below it; see docs/architecture.md):

    disk ─ vault ─▶ notes ─▶ network ─▶ book ─▶ findings and views ─▶ pages ─▶ disk
           vault    parsing   linking   analysis   rules, reports     rendering   vault

    incremental/  reuse of what was made before    rendering/          view → Page
    model/        frozen value types               vault/              disk, clock, cache, watcher
    parsing/      text → Note                      editing/            commands that change notes
    linking/      notes → Network                  contacts/, setup/   contacts in and out; init, doctor
    analysis/     Network + day → Book             cli/, lsp/          options in, text out
    wording/      the sentences that these share
    rules/, reports/   findings; one view a page
"""

__version__ = "0.1.0"
