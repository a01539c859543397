"""The codes of a story: its receipt, and the words that open its draft again."""

import uuid

from portal.core.codes import code_of


def receipt_of(draft_id: uuid.UUID, secret: str) -> str:
    """The words of the receipt for the story that this draft becomes."""
    return code_of("receipt", draft_id.hex, secret)


def resume_code_of(draft_id: uuid.UUID, secret: str) -> str:
    """The words that open this draft again."""
    return code_of("draft", draft_id.hex, secret)
