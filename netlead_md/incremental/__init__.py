"""What was made before, from the same inputs, and need not be made again."""
