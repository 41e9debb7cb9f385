"""One line or one note in a second (SPEC §5, `new`, `log`, `review`), without reading the vault.

files       names of the notes, by a walk that opens none of them
who         the note that a name means
spot        where in a note its next line belongs
line        the line itself, and the proof that it says what was meant
today       the daily note of a day
exchange    the writing: nothing where the file changed meanwhile
fresh       a new note in the vault's own shape
"""
