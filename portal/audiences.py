"""Which pages there are: every audience with its page families, in one table."""

from portal.web.kit.audience import Audience

AUDIENCES: tuple[Audience, ...] = ()
