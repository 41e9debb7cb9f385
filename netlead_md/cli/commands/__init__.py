"""One module a command. Each holds one click command called `command` that returns the exit status."""
