"""A flag for what seems to say nothing to the matter."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = depends_on = None

BEFORE = (
    "phone", "national_id", "email", "bank", "address", "plate", "child", "person", "rude", "legacy_encoding",
    "likely_same", "accusation", "advert", "link", "echo", "copied", "language", "short", "place_in_photo", "elsewhere",
)  # fmt: skip


def upgrade() -> None:
    _allow((*BEFORE, "off_topic"))
    op.execute("UPDATE flag SET kind = 'off_topic' WHERE check_name = 'off_topic'")


def downgrade() -> None:
    op.execute("UPDATE flag SET kind = 'short' WHERE kind = 'off_topic'")
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("flag") as flag:
        flag.drop_constraint(op.f("ck_flag_kind"), type_="check")
        flag.create_check_constraint(op.f("ck_flag_kind"), sa.text(f"kind IN ({named})"))
