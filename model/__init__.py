"""The world and its rules: state as data, rules as functions of state; knows nothing of who decides or who watches."""
