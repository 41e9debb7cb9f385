"""netlead: who trusts you, and who has helped? A reader of relationship notes in Markdown.

The way through the house, each arrow in one direction (a room imports only from lower floors):

    disk ─ vault ─▶ notes ─▶ network ─▶ book ─▶ findings and views ─▶ pages ─▶ disk
           shell    reading   linking   deriving   rules, reports     rendering   shell

    0 model/      frozen value types            4 rules/, reports/   findings; one view a page
    1 reading/    text → Note                   5 rendering/         view → Page
    2 linking/    notes → Network               6 shell/             disk, clock, cache, watcher
    3 deriving/   Network + day → Book          7 cli/, lsp/         options in, text out

Nothing below the shell remembers anything. What a `watch` need not make twice goes in by hand: `linked`, `derived`,
`diagnose` and `render` take what they gave the last time, give the same objects for what did not change, and make
everything anew where nothing is handed in. The session alone holds it from one change to the next.

Where something new goes; CONTRIBUTING.md says how, in ten lines each:

    a rule        its function in rules/nlNxx.py, its row in rules/table.py
    a field       model/vocabulary.py, the type in model/network.py that carries it, its reader in linking/
    a page        reports/ (view and build), its row in reports/__init__.py, its template in templates/
    an importer   shell/importing/, its row in formats.py there
    a command     cli/commands/, its row in cli/table.py
"""

__version__ = "0.1.0"
