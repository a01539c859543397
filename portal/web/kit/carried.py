"""A clean file whose form was not right yet is carried on by the form itself, so that it need not be chosen again.

The form holds a signed slip that names it, good for one form of one person; the file lies in the store meanwhile,
where nobody finds it, and is swept away if it is never entered.
"""

from dataclasses import asdict
from datetime import timedelta

from itsdangerous import BadData

from portal.core.storage.intake import Received
from portal.web.kit import signed

GOOD_FOR = timedelta(hours=10)  # less than what the store keeps of files that no row mentions


def carry(received: Received, of: str) -> str:
    """What the form holds of a file for one purpose."""
    return str(signed.signer(f"carried.{of}").dumps(asdict(received)))


def carried(token: str | None, of: str) -> Received | None:
    """The file that a form holds, unless it is not this form's, or too old."""
    try:
        return Received(**signed.signer(f"carried.{of}").loads(token or "", max_age=int(GOOD_FOR.total_seconds())))
    except (BadData, TypeError):
        return None
