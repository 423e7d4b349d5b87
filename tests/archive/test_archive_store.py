"""The store: opened, brought up to date, and what it says when something is wrong with it."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from vndocparse.errors import StoreError, UsageError

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")

from sqlalchemy import text
from sqlalchemy.schema import CreateIndex, CreateTable

from vndocparse.archive import migrations
from vndocparse.archive.store import open_store
from vndocparse.archive.tables import SCHEMA_VERSION, metadata

# Of the tables as SQLite makes them; see the message of the test before changing it.
SCHEMAS = {1: "a41f550e207dc5d1"}


def test_a_change_of_the_tables_is_a_new_schema_version() -> None:
    lines = [str(CreateTable(table)) for table in metadata.sorted_tables]
    lines += sorted(str(CreateIndex(index)) for table in metadata.sorted_tables for index in table.indexes)
    found = hashlib.sha256("\n".join(" ".join(line.split()) for line in lines).encode()).hexdigest()[:16]
    assert found == SCHEMAS[SCHEMA_VERSION], (
        "the tables changed: raise SCHEMA_VERSION, add the step to migrations.STEPS, and enter the new schema here"
    )
    assert set(migrations.STEPS) == set(range(1, SCHEMA_VERSION))


def test_a_new_store_knows_its_version_and_opens_again(tmp_path: Path) -> None:
    for create in (True, False):
        store = open_store(str(tmp_path / "vb.db"), create=create)
        with store.reading() as connection:
            assert migrations.schema_version(connection) == SCHEMA_VERSION
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        store.close()


def test_an_older_store_is_brought_up_to_date_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "vb.db")
    open_store(path, create=True).close()
    steps = {
        SCHEMA_VERSION: lambda connection: connection.execute(text("ALTER TABLE documents ADD COLUMN shelf TEXT")),
        SCHEMA_VERSION + 1: lambda connection: connection.execute(text("UPDATE documents SET shelf = 'A'")),
    }
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", SCHEMA_VERSION + 2)
    store = open_store(path)
    with store.reading() as connection:
        assert migrations.schema_version(connection) == SCHEMA_VERSION + 2
        assert connection.execute(text("SELECT shelf FROM documents")).all() == []
    store.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "vb.db")
    open_store(path, create=True).close()

    def step(connection: migrations.Connection) -> None:
        connection.execute(text("ALTER TABLE documents ADD COLUMN shelf TEXT"))
        connection.execute(text("SELECT nothing FROM nowhere"))

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", {SCHEMA_VERSION: step})
        patch.setattr(migrations, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
        with pytest.raises(StoreError):
            open_store(path)
    store = open_store(path)
    with store.reading() as connection:
        assert migrations.schema_version(connection) == SCHEMA_VERSION
        assert "shelf" not in {row[1] for row in connection.execute(text("PRAGMA table_info(documents)"))}


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vb.db"
    open_store(str(path), create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE store_facts SET value = '99'")
    with pytest.raises(StoreError, match="install a newer vndocparse"):
        open_store(str(path))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("missing.db", "there is no such store"),
        (".", "this is a folder"),
        ("mysql://localhost/x", "SQLite"),
        ("postgresql+nodriver://localhost/x", "no such driver"),
        ("sqlite://", "a store needs a file"),
        ("post gres://:", "no URL of a database"),
    ],
)
def test_a_wrong_name_of_a_store_is_said(target: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vndocparse import VndocparseError

    monkeypatch.chdir(tmp_path)
    with pytest.raises(VndocparseError, match=says) as said:
        open_store(target)
    assert "\n" not in str(said.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no database, but long enough to be looked at as one" * 40, b""])
def test_a_file_that_is_no_store_is_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_bytes(content)
    with pytest.raises((StoreError, UsageError)) as said:
        open_store(str(path))
    assert str(path) in str(said.value)
    assert path.read_bytes()[:20] == content[:20]


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "khac.db"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE so (x)")
    connection.close()
    with pytest.raises(StoreError, match="tables of something else"):
        open_store(str(path), create=True)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("so",)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    with pytest.raises(StoreError) as said:
        open_store("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "no connection to the database" in str(said.value)
    assert "secret" not in str(said.value)
    assert "\n" not in str(said.value)
