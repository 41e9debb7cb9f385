"""Frozen value types and nothing else. One package makes each of them; those above read it."""
