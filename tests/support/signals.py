"""Signals: a process that a test starts hears Ctrl-C, also where the tests themselves run in the background."""

import signal


def interruptible() -> None:
    """Take the default action on an interrupt; a background job inherits that it is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
