"""The world and its rules: state as data, rules as functions of it; knows nothing of who decides or watches."""
