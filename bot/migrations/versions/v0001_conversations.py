"""Conversations, their inbox, transcript, offered buttons, feedback and erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    _conversations()
    _inbox()
    _transcript()
    _feedback_and_erasures()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("speaker", sa.String(16)),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_conversations_seen_at", "conversations", ["seen_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "conversation_id", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False
        ),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("deaths", sa.Integer, nullable=False),
        sa.Column("noticed", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("received_at", sa.Float, nullable=False),
        sa.Column("answered_at", sa.Float),
        sa.UniqueConstraint("conversation_id", "message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_state", "inbox", ["state", "id"])
    op.create_index("ix_inbox_conversation", "inbox", ["conversation_id", "id"])


def _transcript() -> None:
    op.create_table(
        "messages",
        sa.Column(
            "conversation_id", sa.String(64), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_table(
        "offers",
        sa.Column(
            "conversation_id", sa.String(64), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("payload", sa.String(512), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
    )


def _feedback_and_erasures() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "conversation_id", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False
        ),
        sa.Column("rating", sa.Integer),
        sa.Column("comment", sa.Text),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_index("ix_feedback_conversation_id", "feedback", ["conversation_id"])
    op.create_table(
        "erasures",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("requested_at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Back to an empty database."""
    for table in ("erasures", "feedback", "offers", "messages", "inbox", "conversations"):
        op.drop_table(table)
