"""How an address is cut before it is counted."""

import pytest

from portal.web.kit.limits import cut


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
