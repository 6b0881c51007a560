"""Telegram: its inbox, chats, buttons, outbox and one-time links."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the channel."""
    _updates()
    _chats()
    _outbox_and_links()


def _conversation(*, nullable: bool = False, unique: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("conversations.id")
    return sa.Column("conversation_id", sa.String(64), owner, nullable=nullable, unique=unique)


def _updates() -> None:
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger),
        sa.Column("raw", sa.Text),
        sa.Column("urgent", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received_at", sa.Float, nullable=False),
    )
    op.create_index("ix_telegram_updates_received_at", "telegram_updates", ["received_at"])
    op.create_index("ix_telegram_updates_state", "telegram_updates", ["state", "update_id"])
    op.create_index("ix_telegram_updates_chat", "telegram_updates", ["chat_id", "state"])


def _chats() -> None:
    op.create_table(
        "telegram_chats",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _conversation(unique=True),
        sa.Column("shown_seq", sa.Integer, nullable=False),
        sa.Column("open_question", sa.String(64)),
        sa.Column("last_sent", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_table(
        "telegram_buttons",
        sa.Column("token", sa.String(32), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        _conversation(),
        sa.Column("payload", sa.String(512), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("question_id", sa.String(64)),
        sa.Column("used_by", sa.BigInteger),
    )
    op.create_index("ix_telegram_buttons_conversation_id", "telegram_buttons", ["conversation_id"])


def _outbox_and_links() -> None:
    op.create_table(
        "telegram_outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        _conversation(nullable=True),
        sa.Column("seq", sa.Integer),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("urgent", sa.Integer, nullable=False),
        sa.Column("tried", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_telegram_outbox_chat", "telegram_outbox", ["chat_id", "id"])
    op.create_index("ix_telegram_outbox_conversation_id", "telegram_outbox", ["conversation_id"])
    op.create_table(
        "telegram_links",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _conversation(),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_telegram_links_conversation_id", "telegram_links", ["conversation_id"])


def downgrade() -> None:
    """Without Telegram."""
    for name in ("links", "outbox", "buttons", "chats", "updates"):
        op.drop_table(f"telegram_{name}")
