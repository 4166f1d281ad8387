"""The commands without a screen: the same data and rules, stdout is data, stderr is messages."""
