"""How a class finds the game: addresses, QR codes, and whether anything answers."""

from stackcraft.viz.wargame import address


def test_an_address_that_listens_everywhere_is_told_as_this_machine_s_on_its_network(monkeypatch):
    monkeypatch.setattr(address, "lan_address", lambda: "192.168.7.20")
    assert address.origin("0.0.0.0", 8777) == "http://192.168.7.20:8777"
    assert address.origin("127.0.0.1", 80) == "http://127.0.0.1:80"
    assert address.origin("::1", 80) == "http://[::1]:80"


def test_it_is_known_when_only_this_machine_can_reach_it():
    assert address.is_local_only("http://127.0.0.1:8777")
    assert address.is_local_only("http://localhost:8777")
    assert not address.is_local_only("http://192.168.7.20:8777")


def test_nobody_answers_where_nobody_listens():
    assert not address.answers("http://127.0.0.1:9")


def test_the_qr_code_is_the_same_in_the_terminal_and_on_the_page():
    import segno

    text = "http://192.168.7.20:8777/join/BCDFGH"
    size = segno.make(text, error="m", micro=False).symbol_size(border=2)[0]
    lines = address.qr_terminal(text).rstrip("\n").split("\n")
    assert {len(line) for line in lines} == {size}
    assert f'viewBox="0 0 {size} {size}"' in address.qr_svg(text)
    assert "<script" not in address.qr_svg(text)
