"""`zhibu` as a function of its command line, in a home of its own."""

from tests.cli.conftest import own_home, zhibu

__all__ = ["own_home", "zhibu"]
