"""The console: users, sessions, audit log, hand-offs, and what agents add to conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NO_CHANGES = "the audit log is append-only"


def upgrade() -> None:
    """Make the tables of the console, and room for how messages were understood."""
    _people()
    _audit()
    _handoffs()
    _beside_conversations()
    op.add_column("inbox", sa.Column("mode", sa.String(16)))
    op.add_column("inbox", sa.Column("intent", sa.String(64)))
    op.add_column("inbox", sa.Column("understanding", sa.Text))


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _conversation(*, key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("conversations.id")
    return sa.Column("conversation_id", sa.String(64), owner, nullable=False, primary_key=key)


def _user(*, nullable: bool = False) -> sa.Column[int]:
    return sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=nullable)


def _people() -> None:
    op.create_table(
        "users",
        _number(),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("display", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("disabled", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "user_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _user(),
        sa.Column("client", sa.String(16), nullable=False),
        sa.Column("used_at", sa.Float, nullable=False),
        sa.Column("ends_at", sa.Float, nullable=False),
    )
    op.create_index("ix_user_sessions_user_id", "user_sessions", ["user_id"])
    op.create_table(
        "login_failures",
        sa.Column("name_hash", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.Float, nullable=False),
        sa.Column("locked_until", sa.Float, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        _number(),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(64)),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_NO_CHANGES}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGES}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )


def _handoffs() -> None:
    op.create_table(
        "handoffs",
        _number(),
        _conversation(),
        sa.Column("wanted_at", sa.Float),
        sa.Column("told_at", sa.Float),
        _user(nullable=True),
        sa.Column("claimed_at", sa.Float),
        sa.Column("used_at", sa.Float),
        sa.Column("ended_at", sa.Float),
    )
    op.create_index("ix_handoffs_conversation_id", "handoffs", ["conversation_id"])
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_handoffs_open",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _beside_conversations() -> None:
    op.create_table(
        "standings",
        _conversation(key=True),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("flags", sa.Text, nullable=False),
        sa.Column("alert", sa.Integer, nullable=False),
        sa.Column("ended", sa.Integer, nullable=False),
    )
    op.create_table(
        "notes",
        _number(),
        _conversation(),
        _user(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_index("ix_notes_conversation_id", "notes", ["conversation_id"])
    op.create_table(
        "calls",
        _conversation(key=True),
        _user(),
        *(sa.Column(name, sa.Text) for name in ("caller", "relation", "callback", "outcome")),
        sa.Column("began_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
    )
    op.create_table(
        "misread",
        _number(),
        _conversation(),
        sa.Column("message_id", sa.String(64), nullable=False),
        _user(),
        sa.Column("comment", sa.Text),
        sa.Column("meant", sa.String(64)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.UniqueConstraint("conversation_id", "message_id"),
    )


def downgrade() -> None:
    """Without the console."""
    op.drop_column("inbox", "understanding")
    op.drop_column("inbox", "intent")
    op.drop_column("inbox", "mode")
    for name in ("misread", "calls", "notes", "standings", "handoffs"):
        op.drop_table(name)
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse")
    for name in ("login_failures", "user_sessions", "users"):
        op.drop_table(name)
