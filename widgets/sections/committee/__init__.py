"""The panels of a committee's board: its units side by side, what was sent to them, its findings, what to see to."""
