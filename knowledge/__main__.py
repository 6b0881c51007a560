"""The command line of the knowledge: build it, check it, look something up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from knowledge.build import build, content_hash
from knowledge.errors import ContentError, KnowledgeError
from knowledge.schema import read_content
from knowledge.store import KnowledgeStore

CONTENT: Final = Path(__file__).parent / "content"
DATABASE: Final = Path(__file__).parent.parent / "knowledge.db"


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: the content or the database is not right; 2: wrong arguments."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except ContentError as error:
        _note(f"{error}\n{len(error.problems)} problems; nothing was changed")
        return 1
    except KnowledgeError as error:
        _note(str(error))
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT, help="folder of the YAML files")
    parser.add_argument("--database", type=Path, default=DATABASE, help="the database file")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("build", help="check and build the database").set_defaults(run=_build)
    commands.add_parser("check", help="check the content only").set_defaults(run=_check)
    show = commands.add_parser("show", help="print one thing")
    show.add_argument("id", metavar="ID")
    show.set_defaults(run=_show)
    search = commands.add_parser("search", help="find things by words")
    search.add_argument("words", metavar="WORDS", nargs="+")
    search.set_defaults(run=_search)
    return parser


def _note(line: str) -> None:
    print(line, file=sys.stderr)


def _build(options: argparse.Namespace) -> None:
    print(f"built {options.database}: {build(options.content, options.database, _note)}")


def _check(options: argparse.Namespace) -> None:
    content = read_content(options.content)
    rows = sum(map(len, content.values()))
    print(f"{len(content)} files, {rows} rows, all right: {content_hash(content)}")


def _show(options: argparse.Namespace) -> None:
    store = KnowledgeStore(options.database)
    item = store.item(options.id)
    for name in item.__dataclass_fields__:
        value = getattr(item, name)
        if name == "sources":
            value = "; ".join(f"{source.id} {source.title}" for source in value)
        if value not in (None, ()):
            print(f"{name}: {value}")


def _search(options: argparse.Namespace) -> None:
    for hit in KnowledgeStore(options.database).search(" ".join(options.words)):
        print(f"{hit.score:6.2f}  {hit.kind:14} {hit.id:30} {hit.name}")


if __name__ == "__main__":
    sys.exit(main())
