"""Brings the database to the tables this version needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError

REVISION = "0003"
"""The newest step under bot/migrations/versions; a test compares the two."""

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def current(engine: Engine) -> str | None:
    """The revision the database stands at, or None for an empty one."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            revision: str | None = connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar()
            return revision
    except SQLAlchemyError as error:
        raise StoreError(_what_to_do(engine, error)) from error


def _what_to_do(engine: Engine, error: Exception) -> str:
    name, kind = engine.url.render_as_string(), error.__class__.__name__
    if engine.dialect.name != "sqlite":
        return (
            f"The database {name} cannot be reached ({kind}). See that its server runs and that "
            "DATABASE_URL is right, then start again; nothing was changed."
        )
    return (
        f"The database {name} cannot be opened or is damaged ({kind}). Move the file away or "
        "restore a backup, then start again; nothing was changed."
    )


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the steps that are missing; does nothing, and loads nothing, if there are none."""
    here = current(engine)
    if revision == "head" and here == REVISION:
        return
    # Loaded here only: a service whose database is up to date needs no alembic in memory.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
