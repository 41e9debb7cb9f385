"""Options in, text and exit status out (SPEC §5). One module a command in `commands/`, loaded when called."""
