"""What the tool knows of somebody, and how it forgets them (SPEC §5, `forget`); pages to share.

mentions    every place that names a person
removal     which of them can go without harm, and the edits
keepsake    the copy outside the vault, and the doing
redaction   pages for sharing
"""
