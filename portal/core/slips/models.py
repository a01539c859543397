"""What is kept of a form on its way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Utc


class Slip(Base):
    """The words of one form, shut under a secret that only the browser holds; nobody is named beside them."""

    __tablename__ = "slip"

    mark: Mapped[str] = mapped_column(sa.String(64), primary_key=True)  # of the secret
    sealed: Mapped[str] = mapped_column(sa.Text)
    kept_until: Mapped[datetime] = mapped_column(Utc, index=True)
