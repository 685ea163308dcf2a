"""Where a class finds the game: the address on the local network, its QR code, and whether it answers."""

import io
import ipaddress
import socket
import urllib.error
import urllib.request

import segno

PROBE_SECONDS = 2.0


def lan_address() -> str:
    """Return this machine's address on its local network; 127.0.0.1 where it has none.

    No packet is sent: connecting a datagram socket only asks which interface would be used.
    """
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET, "10.255.255.255")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))
                found = str(probe.getsockname()[0])
            except OSError:
                continue
        if not ipaddress.ip_address(found).is_unspecified:
            return found
    return "127.0.0.1"


def origin(host: str, port: int) -> str:
    """Return the address that others type for a server listening on `host`:`port`."""
    shown = lan_address() if host in ("0.0.0.0", "::", "") else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def answers(address: str) -> bool:
    """Return whether the server answers at an address, asked from this machine."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{address}/healthz", timeout=PROBE_SECONDS) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def is_local_only(address: str) -> bool:
    """Return whether an address reaches this machine only."""
    host = address.split("//", 1)[-1].rsplit(":", 1)[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def qr_terminal(text: str) -> str:
    """Return a QR code in half blocks for a dark terminal; in a light one it is inverted, which cameras read too."""
    written = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(written, border=2, compact=True)
    return written.getvalue()


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG image, dark on white."""
    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        written,
        kind="svg",
        border=2,
        dark="#0F1B2D",
        light="#FFFFFF",
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return written.getvalue().decode()
