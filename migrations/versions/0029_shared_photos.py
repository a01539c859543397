"""A photo or paper may belong to several parts of one testimony."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nomination_photo") as photo:
        photo.drop_constraint(op.f("uq_nomination_photo_file_id"), type_="unique")
        photo.create_unique_constraint(op.f("uq_nomination_photo_nomination_id_file_id"), ["nomination_id", "file_id"])
        photo.create_index(op.f("ix_nomination_photo_file_id"), ["file_id"])


def downgrade() -> None:
    """Each belongs to the part that came first."""
    op.execute(
        sa.text(
            "DELETE FROM nomination_photo WHERE EXISTS (SELECT 1 FROM nomination_photo AS other JOIN nomination AS o"
            " ON o.id = other.nomination_id JOIN nomination AS mine ON mine.id = nomination_photo.nomination_id"
            " WHERE other.file_id = nomination_photo.file_id AND o.number < mine.number)"
        )
    )
    with op.batch_alter_table("nomination_photo") as photo:
        photo.drop_index(op.f("ix_nomination_photo_file_id"))
        photo.drop_constraint(op.f("uq_nomination_photo_nomination_id_file_id"), type_="unique")
        photo.create_unique_constraint(op.f("uq_nomination_photo_file_id"), ["file_id"])
