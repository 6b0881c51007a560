"""Opens knowledge.db read-only, and only if it is one that this program understands."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from knowledge.errors import KnowledgeError
from knowledge.tables import SCHEMA_VERSION, meta


def open_engine(path: Path) -> Engine:
    """An engine that can only read `path`; KnowledgeError if there is no such file."""
    if not path.is_file():
        raise KnowledgeError(f"{path} is missing; run 'python -m knowledge build'")
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True),
        poolclass=NullPool,  # a connection a search: any thread may ask, none is shared
        future=True,
    )


def content_hash_of(connection: Connection, path: Path) -> str:
    """The hash the database was built with, once its schema version is known to be ours."""
    values = {row.key: row.value for row in connection.execute(select(meta))}
    version = values.get("schema_version")
    if version != SCHEMA_VERSION:
        raise KnowledgeError(
            f"{path} has schema version {version}, this program needs {SCHEMA_VERSION};"
            " run 'python -m knowledge build'"
        )
    return str(values["content_hash"])
