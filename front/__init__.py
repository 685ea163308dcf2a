"""The door: what `import stackcraft` gives, and the command line behind it."""
