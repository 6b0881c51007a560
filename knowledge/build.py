"""Turns the checked content into knowledge.db: all of it, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from knowledge.errors import KnowledgeError
from knowledge.schema import Content, read_content
from knowledge.shapes import ITEM_KINDS
from knowledge.tables import CREATE_SEARCH, LINKS, ROWS, SCHEMA_VERSION, citations, meta, metadata

Report = Callable[[str], None]


def content_hash(content: Content) -> str:
    """A fingerprint of what the content says; comments and layout of the YAML do not count."""
    canonical = json.dumps([SCHEMA_VERSION, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def build(folder: Path, database: Path, report: Report = lambda _: None) -> str:
    """Build `database` from the content in `folder` and return the content hash.

    The database is written beside its place and moved there when it is whole, so a mistake in
    the content, a full disk or a kill leaves the old one as it was.
    """
    report(f"checking {folder}")
    content = read_content(folder)
    if hash_in(database) == content_hash(content):
        report(f"{database} holds this content already")
        return content_hash(content)
    report(f"writing {sum(map(len, content.values()))} rows to {database}")
    unfinished = database.with_name(f".{database.name}.{os.getpid()}.tmp")
    try:
        _write(content, unfinished)
        unfinished.replace(database)
    except (OSError, SQLAlchemyError) as error:
        message = f"{database} cannot be written ({error}); free or unlock its folder"
        raise KnowledgeError(message) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return content_hash(content)


def hash_in(database: Path) -> str | None:
    """The content hash that a database says it holds; None if there is no readable one.

    A database that holds the content stays as it is: another version of SQLite would write
    other bytes, and a clean checkout would look changed after its first start.
    """
    if not database.is_file():
        return None
    engine = create_engine(f"sqlite:///{database}", future=True, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            query = select(meta.c.value).where(meta.c.key == "content_hash")
            return connection.execute(query).scalar()
    except SQLAlchemyError:
        return None


def _write(content: Content, path: Path) -> None:
    path.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{path}", future=True, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA page_size = 4096"))
        connection.execute(text("PRAGMA journal_mode = MEMORY"))  # the move makes it atomic
        connection.commit()
        metadata.create_all(connection)
        connection.execute(text(CREATE_SEARCH))
        _insert_meta(connection, content)
        for kind, rows in content.items():
            for position, row in enumerate(rows):
                _insert_row(connection, kind, position, row)
        _insert_search(connection, content)
        connection.commit()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise KnowledgeError(f"the built database has dangling ids: {broken}; report this")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _insert_meta(connection: Connection, content: Content) -> None:
    values = {"schema_version": SCHEMA_VERSION, "content_hash": content_hash(content)}
    rows = [{"key": key, "value": value} for key, value in values.items()]
    connection.execute(insert(meta), rows)


def _insert_row(connection: Connection, kind: str, position: int, row: dict[str, Any]) -> None:
    links = LINKS[kind]
    columns = {name: value for name, value in row.items() if name not in (*links, "source")}
    connection.execute(insert(ROWS[kind]).values(position=position, **columns))
    for name, table in links.items():
        for place, target in enumerate(row.get(name, [])):
            entry = {"row": position, "position": place, "target": target}
            connection.execute(insert(table).values(**entry))
    for place, target in enumerate(row.get("source", [])):
        entry = {"table": kind, "row": position, "position": place, "target": target}
        connection.execute(insert(citations).values(**entry))


def _insert_search(connection: Connection, content: Content) -> None:
    words = {row["id"]: row["words"] for row in content["synonyms"]}
    statement = text("INSERT INTO search VALUES (:id, :kind, :name, :words, :text)")
    for file, kind in ITEM_KINDS.items():
        for row in content[file]:
            names = " . ".join(
                [row.get("gloss", ""), row.get("plain", ""), *words.get(row["id"], [])]
            )
            entry = {"id": row["id"], "kind": kind, "name": row["name"], "words": names}
            connection.execute(statement, entry | {"text": row["text"]})
