"""What can be done, each a value: a command's id, why it can't be done now, and how it is done. A command is asked for
with the screen that is in front. Commands know every screen; no screen knows them but by the app's registry.
"""
