"""The proxy that breaks connections: whole ones pass unchanged, broken ones end at the byte that was asked for."""

import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from tests.server.proxy import DOWN, UP, Break, Proxy


@contextmanager
def echo():
    """A server that sends back what it is sent; its address, and what it was sent."""
    got, over = bytearray(), threading.Event()

    def serve():
        with suppress(OSError):
            while True:
                end, _ = listener.accept()
                threading.Thread(target=answer, args=(end,), daemon=True).start()

    def answer(end):
        with end, suppress(OSError):
            while data := end.recv(4096):
                got.extend(data)
                end.sendall(data)
        over.set()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname(), got, over
        listener.shutdown(socket.SHUT_RDWR)


def said(proxy, text):
    """What comes back of a text, up to the end of the connection or its whole length."""
    back = b""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as end:
        end.sendall(text)
        try:
            while len(back) < len(text) and (data := end.recv(4096)):
                back += data
        except ConnectionResetError:
            pass
    return back


def test_a_whole_connection_passes_unchanged():
    with echo() as (address, _, _), Proxy(address) as proxy:
        assert said(proxy, b"0123456789" * 5000) == b"0123456789" * 5000
        assert proxy.broken == 0


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_cut_on_the_way_up_hands_on_so_many_bytes(after):
    with echo() as (address, got, over), Proxy(address, lambda number: Break(after)) as proxy:
        said(proxy, b"0123456789")
        assert over.wait(5)
        assert bytes(got) == b"0123456789"[:after]
        assert proxy.broken == 1


def test_a_cut_on_the_way_down_is_after_the_server_has_it():
    with echo() as (address, got, over), Proxy(address, lambda number: Break(4, DOWN)) as proxy:
        assert len(said(proxy, b"0123456789")) <= 4
        assert over.wait(5)
        assert bytes(got) == b"0123456789"


def test_a_swallowing_network_says_nothing():
    plan = {0: Break(4, DOWN, "swallow")}
    with echo() as (address, _, _), Proxy(address, plan.get) as proxy:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=0.3) as end:
            end.sendall(b"0123456789")
            assert end.recv(10) == b"0123"
            with pytest.raises(TimeoutError):
                end.recv(10)
        assert said(proxy, b"whole") == b"whole"


def test_bytes_are_counted_from_a_message():
    with echo() as (address, got, over), Proxy(address, lambda number: Break(3, UP, since=b"now")) as proxy:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as end:
            end.sendall(b"0123456789")
            assert end.recv(10) == b"0123456789"
            end.sendall(b"now or never")
            assert over.wait(5)
        assert bytes(got) == b"0123456789now"
