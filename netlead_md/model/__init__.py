"""Floor 0: frozen value types and nothing else. Each noun is made in one room and read in those above it."""
