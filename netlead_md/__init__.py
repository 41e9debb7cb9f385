"""netlead: who trusts you, and who has helped? A reader of relationship notes in Markdown.

The way through the house, each arrow in one direction (a room imports only from lower floors):

    disk ─ vault ─▶ notes ─▶ network ─▶ book ─▶ findings and views ─▶ pages ─▶ disk
           shell    reading   linking   deriving   rules, reports     rendering   shell

    0 model/      frozen value types            4 rules/, reports/   findings; one view a page
    1 reading/    text → Note                   5 rendering/         view → Page
    2 linking/    notes → Network               6 shell/             disk, clock, cache, watcher
    3 deriving/   Network + day → Book          7 cli/, lsp/         options in, text out
"""

__version__ = "0.1.0"
