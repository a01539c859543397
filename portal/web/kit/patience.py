"""Wrong codes: whoever types them waits longer each time; neighbours behind the same address do not.

Thousands of phones share one address in Viet Nam, so a browser is counted by its own cookie, soon and strictly. A program
that drops its cookies meets its address, then its network: those are high, are never closed to whoever shows a proof of
work, and open again within ten minutes. Right codes count against nobody.
"""

from dataclasses import dataclass

from portal.core.errors import TooMany
from portal.web.kit.limits import address, browser, meter, network

OF_BROWSER = ("5/minute", "12/10 minutes", "30/hour")  # the wait grows with each tier
OF_ADDRESS, OF_NETWORK = "120/10 minutes", "600/10 minutes"
CROWD = 300  # wrong codes that a network has left when it takes the slow lane


@dataclass(frozen=True)
class Patience:
    """The count of one kind of code, such as that of receipts."""

    act: str

    def check(self, *, proven: bool = False, whose: str = "") -> None:
        """Raise TooMany where this browser, its address or its network has to wait; who has `proven` work, only the first.

        `whose`: somebody known, who is counted instead of the browser.
        """
        tiers = [(rate, whose or browser()) for rate in OF_BROWSER]
        tiers += [] if proven else [(OF_ADDRESS, address()), (OF_NETWORK, network())]
        waits = [meter.wait(self.act, rate, key) for rate, key in tiers]
        if any(waits):
            raise TooMany(retry_after=max(waits))

    def wrong(self, *, whose: str = "") -> None:
        """Count a wrong one at every level."""
        for rate, key in (
            *((rate, whose or browser()) for rate in OF_BROWSER),
            (OF_ADDRESS, address()),
            (OF_NETWORK, network()),
        ):
            meter.note(self.act, rate, key)

    def crowded(self) -> bool:
        """Whether so many came from this network that it takes the slow lane, and a proof of work is offered."""
        return meter.left(self.act, OF_NETWORK, network()) <= CROWD or not meter.left(self.act, OF_ADDRESS, address())
