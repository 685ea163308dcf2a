"""Pages close whatever their threads do in that moment."""

from types import SimpleNamespace

from stackcraft.viz.dashboard.contexts import Contexts, bear_ended_threads, kernel_context


def test_a_page_closes_though_a_thread_of_its_own_has_just_ended(monkeypatch):
    monkeypatch.setattr(kernel_context, "current_context", {})
    bear_ended_threads()
    page = SimpleNamespace(name="page")
    record = kernel_context.current_context
    record["ending"], record["staying"] = page, SimpleNamespace(name="other")
    for key, whose in record.copy().items():
        if whose is page:
            record.pop(key)  # the thread ends here, as Solara's walk has read it
            del record[key]
    assert list(record) == ["staying"]


def test_the_record_is_replaced_once(monkeypatch):
    monkeypatch.setattr(kernel_context, "current_context", {"thread": None})
    bear_ended_threads()
    first = kernel_context.current_context
    bear_ended_threads()
    assert kernel_context.current_context is first
    assert isinstance(first, Contexts)
    assert first == {"thread": None}
