"""Pictures in several sizes, and files beside pages."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0013_files"
down_revision = "0012_sources"


def upgrade():
    op.add_column("city_picture", sa.Column("sha256", sa.String))
    op.create_index("ix_city_picture_sha256", "city_picture", ["sha256"])
    op.create_table(
        "city_picture_size",
        sa.Column("picture_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("width", "height")),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("picture_id", "kind", "width", name="pk_city_picture_size"),
        sa.ForeignKeyConstraint(["picture_id"], ["city_picture.id"], name="fk_city_picture_size_picture_id"),
    )
    op.create_table(
        "city_file",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("key", "title", "name", "kind")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("added_by", sa.Integer),
        sa.Column("added_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_file"),
        sa.UniqueConstraint("key", name="uq_city_file_key"),
        sa.ForeignKeyConstraint(["added_by"], ["city_person.id"], name="fk_city_file_added_by"),
    )
    op.create_index("ix_city_file_sha256", "city_file", ["sha256"])


def downgrade():
    op.drop_table("city_file")
    op.drop_table("city_picture_size")
    op.drop_index("ix_city_picture_sha256", "city_picture")
    op.drop_column("city_picture", "sha256")
