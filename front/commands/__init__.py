"""The commands of the command line, one module for each group; what they need is loaded when they run."""
