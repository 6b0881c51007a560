"""Alembic's entry: runs the steps on the connection that `bot.store.schema` hands over."""

from alembic import context

from bot.store.tables import metadata


def run() -> None:
    """Migrate online; there is no offline mode, as the service migrates its own database."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()


run()
