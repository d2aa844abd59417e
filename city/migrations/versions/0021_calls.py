"""Calls in columns: one row a stop and one a line and direction, in place of one row a call."""

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0021_calls"
down_revision = "0020_points"

OLD, STOPS, LINES, TRIP = "transit_stop_time", "transit_stop_calls", "transit_line_calls", "transit_trip"
KINDS = [np.dtype(kind) for kind in ("<i4", "<u2", "u1")]
WATCHED = ("service_id", "headsign_id", "shape_id")
BOARDS, ALIGHTS = 1, 2

LIST_LINES = sa.text("SELECT DISTINCT route_id, direction FROM transit_trip ORDER BY route_id, direction")
READ_LINE = sa.text("""
    SELECT t.id, t.service_id, t.headsign_id, c.stop_id, c.arrival_s, c.departure_s, c.sequence, c.boards,
        coalesce(c.headsign_id, -1)
    FROM transit_trip t JOIN transit_stop_time c ON c.trip_id = t.id
    WHERE t.route_id = :route_id AND t.direction = :direction
    ORDER BY t.start_s, t.id, c.sequence
""")
LIST_STOPS = sa.text("SELECT DISTINCT stop_id FROM transit_stop_time WHERE boards ORDER BY stop_id")
READ_STOP = sa.text("""
    SELECT t.route_id, t.direction, coalesce(c.headsign_id, t.headsign_id), t.service_id, c.departure_s, t.id, c.sequence
    FROM transit_stop_time c JOIN transit_trip t ON t.id = c.trip_id
    WHERE c.stop_id = :stop_id AND c.boards
    ORDER BY c.departure_s, t.id, c.sequence
""")


def upgrade():
    make_tables()
    bind = op.get_bind()
    for route_id, direction in bind.execute(LIST_LINES).all():
        of = {"route_id": route_id, "direction": direction}
        rows = bind.execute(READ_LINE, of).all()
        if rows:
            bind.execute(table_of(LINES).insert(), of | {"data": pack_line(*columns_of(rows))})
    for (stop_id,) in bind.execute(LIST_STOPS).all():
        rows = bind.execute(READ_STOP, {"stop_id": stop_id}).all()
        bind.execute(table_of(STOPS).insert(), {"stop_id": stop_id, "data": pack_stop(columns_of(rows))})
    op.drop_table(OLD)
    loosen_trips()


def loosen_trips():
    """Trips are written and removed with their line: only that one is watched and looked for, or each trip costs four times."""
    for column in WATCHED:
        op.drop_index(f"ix_{TRIP}_{column}", TRIP)
    with op.batch_alter_table(TRIP) as table:
        table.add_column(sa.Column("exact", sa.Boolean, nullable=False, server_default=sa.true()))
        for column in WATCHED:
            table.drop_constraint(f"fk_{TRIP}_{column}", type_="foreignkey")


def tighten_trips():
    with op.batch_alter_table(TRIP) as table:
        table.drop_column("exact")
        for column in WATCHED:
            table.create_foreign_key(f"fk_{TRIP}_{column}", f"transit_{column.removesuffix('_id')}", [column], ["id"])
    for column in WATCHED:
        op.create_index(f"ix_{TRIP}_{column}", TRIP, [column])


def make_tables():
    op.create_table(
        STOPS,
        sa.Column("stop_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stop_id", name=f"pk_{STOPS}"),
        sa.ForeignKeyConstraint(["stop_id"], ["transit_stop.id"], name=f"fk_{STOPS}_stop_id"),
    )
    op.create_table(
        LINES,
        *(sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in ("route_id", "direction")),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("route_id", "direction", name=f"pk_{LINES}"),
        sa.ForeignKeyConstraint(["route_id"], ["transit_route.id"], name=f"fk_{LINES}_route_id"),
    )
    if op.get_bind().dialect.name == "postgresql":  # packed tightly already: not to be compressed again
        for table in (STOPS, LINES):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN data SET STORAGE EXTERNAL")


def table_of(name):
    columns = {STOPS: ("stop_id",), LINES: ("route_id", "direction")}[name]
    return sa.table(name, *map(sa.column, columns), sa.column("data", sa.LargeBinary))


def columns_of(rows):
    return np.array([tuple(row) for row in rows], dtype=np.int64).T


def pack_line(trip_id, service_id, headsign_id, stop_id, arrival_s, departure_s, sequence, boards, own):
    begins = np.flatnonzero(np.diff(trip_id, prepend=-1))
    rides = (trip_id[begins], service_id[begins], headsign_id[begins], np.append(begins, len(trip_id)))
    flags = (BOARDS * boards + ALIGHTS).astype(np.uint8)
    own = own if (own >= 0).any() else own[:0]
    calls = (whole(stop_id), whole(arrival_s), whole(departure_s), narrow(sequence), flags, whole(own))
    return pack([*map(whole, rides), *calls])


def pack_stop(columns):
    groups, group = np.unique(columns[:4], axis=1, return_inverse=True)
    departure_s, trip_id, sequence = columns[4:]
    return pack([*map(whole, groups), whole(departure_s), narrow(group), whole(trip_id), narrow(sequence)])


def pack(columns):
    head, parts = [len(columns)], []
    for column in columns:
        head += [KINDS.index(column.dtype), len(column)]
        parts += [column.tobytes(), bytes(-column.nbytes % 4)]
    return b"".join([np.array(head, "<u4").tobytes(), *parts])


def unpack(data):
    count = int.from_bytes(data[:4], "little")
    head, at = np.frombuffer(data, "<u4", 2 * count, 4).tolist(), 4 + 8 * count
    for kind, length in zip(head[::2], head[1::2], strict=True):
        yield np.frombuffer(data, KINDS[kind], length, at)
        at += -(-length * KINDS[kind].itemsize // 4) * 4


def whole(values):
    return values.astype(KINDS[0])


def narrow(values):
    return values.astype(KINDS[1] if values.min() >= 0 and values.max() <= 65_535 else KINDS[0])


def downgrade():
    tighten_trips()
    make_old_table()
    bind = op.get_bind()
    names = ("trip_id", "sequence", "stop_id", "arrival_s", "departure_s", "boards", "headsign_id")
    table = sa.table(OLD, *(sa.column(name, sa.Boolean if name == "boards" else sa.Integer) for name in names))
    keys = sa.text(f"SELECT route_id, direction FROM {LINES}")
    read = sa.text(f"SELECT data FROM {LINES} WHERE route_id = :route_id AND direction = :direction")
    for route_id, direction in bind.execute(keys).all():
        data = bind.execute(read, {"route_id": route_id, "direction": direction}).scalar()
        bind.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in list_rows(data)])
    op.create_index("ix_transit_stop_time_departures", OLD, ["stop_id", "departure_s"])
    op.drop_table(LINES)
    op.drop_table(STOPS)


def list_rows(data):
    trip_id, _service, _headsign, first, stop_id, arrival_s, departure_s, sequence, flags, own = unpack(data)
    trip_id = np.repeat(trip_id, np.diff(first)).tolist()
    signs = [each if each >= 0 else None for each in own.tolist()] or [None] * len(trip_id)
    boards = [bool(each & BOARDS) for each in flags.tolist()]
    columns = (column.tolist() for column in (sequence, stop_id, arrival_s, departure_s))
    return zip(trip_id, *columns, boards, signs, strict=True)


def make_old_table():
    numbers = ("trip_id", "sequence", "stop_id", "arrival_s", "departure_s")
    op.create_table(
        OLD,
        *(sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in numbers),
        sa.Column("boards", sa.Boolean, nullable=False),
        sa.Column("headsign_id", sa.Integer),
        sa.PrimaryKeyConstraint("trip_id", "sequence", name=f"pk_{OLD}"),
        *(sa.ForeignKeyConstraint([f"{of}_id"], [f"transit_{of}.id"], name=f"fk_{OLD}_{of}_id") for of in ("trip", "stop")),
        sqlite_with_rowid=False,
    )
