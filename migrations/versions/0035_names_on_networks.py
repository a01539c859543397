"""A flag for what reaches somebody on a social network."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = depends_on = None

BEFORE = (
    "phone", "national_id", "email", "bank", "address", "plate", "child", "person", "rude", "legacy_encoding",
    "likely_same", "accusation", "advert", "link", "echo", "copied", "language", "short", "place_in_photo", "elsewhere",
    "off_topic",
)  # fmt: skip


def upgrade() -> None:
    _allow((*BEFORE, "contact"))
    op.execute("UPDATE flag SET kind = 'contact' WHERE kind = 'link' AND check_name = 'personal'")


def downgrade() -> None:
    op.execute("UPDATE flag SET kind = 'link' WHERE kind = 'contact'")
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("flag") as flag:
        flag.drop_constraint(op.f("ck_flag_kind"), type_="check")
        flag.create_check_constraint(op.f("ck_flag_kind"), sa.text(f"kind IN ({named})"))
