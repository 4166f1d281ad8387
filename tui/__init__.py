"""The program: command line, app, screens. Here alone are the clock, the environment, the vault and the queue."""
