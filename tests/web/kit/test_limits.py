"""How an address is cut before it is counted."""

from typing import Any

import pytest
from flask import Flask
from limits.errors import StorageError

from portal.core.errors import TooMany
from portal.web.kit import limits
from portal.web.kit.limits import Meter, cut


class Hanging:
    """Redis that answers nobody: each question costs a wait."""

    asked = 0

    def hit(self, *args: Any) -> bool:
        self.asked += 1
        raise StorageError(TimeoutError())

    get_window_stats = hit


def test_redis_that_does_not_answer_is_asked_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    meter = Meter()
    meter.counter = counter = Hanging()  # type: ignore[assignment]  # in the counter's place
    for _ in range(3):
        meter.spend("test", "3/minute", "x")
    with pytest.raises(TooMany):
        meter.spend("test", "3/minute", "x")
    assert meter.left("test", "3/minute", "x") == 0 and counter.asked == 1
    now[0] += limits.AWAY
    meter.left("test", "3/minute", "x")
    assert counter.asked == 2


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "rediss://127.0.0.1:1/0", "unix:///run/redis/none.sock?db=1"])
def test_limits_are_counted_at_every_address_that_the_setting_takes(app: Flask, url: str) -> None:
    meter = Meter()
    meter.install(app, url, "salt")
    meter.spend("test", "1/minute", "x")
    with pytest.raises(TooMany):
        meter.spend("test", "1/minute", "x")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("14.160.24.131", "14.160.24.0"),
        ("14.160.24.0", "14.160.24.0"),
        ("255.255.255.255", "255.255.255.0"),
        ("2405:4802:1a2:b3c4:5d6e::7", "2405:4802:1a2:b300::"),
        ("2405:4802:1a2:b3ff:ffff:ffff:ffff:ffff", "2405:4802:1a2:b300::"),
        ("::1", "::"),
        ("", "0.0.0.0"),  # no address known, not a bind
        ("unix:", "unknown"),
    ],
)
def test_an_address_is_cut_to_its_network(address: str, network: str) -> None:
    assert cut(address) == network
