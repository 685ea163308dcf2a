"""Where many pages are open, a picture that somebody waits for is made before anything that completes a page."""

import threading

from stackcraft.viz.dashboard import precedence


def test_what_completes_a_page_waits_for_pictures_that_are_awaited():
    course: list[str] = []

    def complete() -> None:
        precedence.give_way(60.0)
        course.append("completed")

    page = threading.Thread(target=complete)
    with precedence.awaited():
        with precedence.awaited():
            page.start()
        course.append("one picture made")
    page.join(60.0)
    assert course == ["one picture made", "completed"]


def test_a_picture_that_fails_keeps_nobody_waiting():
    try:
        with precedence.awaited():
            raise ValueError
    except ValueError:
        pass
    precedence.give_way(60.0)
    assert precedence._awaited == 0


def test_a_page_is_completed_in_the_end_though_somebody_always_waits():
    with precedence.awaited():
        precedence.give_way(0.01)
        assert precedence._awaited == 1
