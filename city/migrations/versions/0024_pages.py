"""Whether wheelchair users can board at a stop, as the feed says."""

import sqlalchemy as sa
from alembic import op

revision = "0024_pages"
down_revision = "0023_versions"

TABLE, COLUMN = "transit_stop", "wheelchair_boarding"


def upgrade():
    op.add_column(TABLE, sa.Column(COLUMN, sa.Integer, nullable=False, server_default="0"))


def downgrade():
    op.drop_column(TABLE, COLUMN)
