"""The committee above: its branches, what their counts say side by side, what was sent to them and what became of it.
Pure: `store.box` are the messages, `store.disk` reads and writes them.
"""
