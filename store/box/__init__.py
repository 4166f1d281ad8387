"""What goes up from a branch to the committee above and what comes down, as values: counts one way, notices and
findings the other. Pure: `store.disk.box_folder` reads and writes them as files, `store.server.box_rows` as rows.
"""
