"""Pictures on pages."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0009_pictures"
down_revision = "0008_pages"


def upgrade():
    op.create_table(
        "city_picture",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("key", "alt")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("width", "height")),
        sa.Column("jpeg", sa.LargeBinary, nullable=False),
        sa.Column("added_by", sa.Integer),
        sa.Column("added_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_picture"),
        sa.UniqueConstraint("key", name="uq_city_picture_key"),
        sa.ForeignKeyConstraint(["added_by"], ["city_person.id"], name="fk_city_picture_added_by"),
    )


def downgrade():
    op.drop_table("city_picture")
