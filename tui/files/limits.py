"""How much of a stranger's file is looked at before it is refused."""

FILE_BYTES = 50_000_000
UNPACKED_BYTES = 200_000_000
MEMBERS = 2_000
"""Parts that a workbook may be packed of."""
ROWS = 20_000
"""Rows with something in them, over all sheets: ten branches of the largest size for ten years."""
COLUMNS = 400
SHEETS = 100
MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 60
WALL_SECONDS = 120
