"""The store of an archive: a catalogue in SQLite or PostgreSQL. This module opens it and says what goes wrong with it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError, StoreError, UsageError

try:
    import sqlalchemy
    from sqlalchemy import exc
except ImportError:
    raise MissingExtraError("a store", "SQLAlchemy", "archive") from None

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_PRAGMAS = (
    # In WAL mode a killed process loses nothing that was committed; a power cut may lose the last moments, which are read again.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=30000",
    "PRAGMA cache_size=-65536",  # KB
)


class Store:
    """An open store. ``with store.reading() as connection`` for a look, ``with store.writing() as connection`` for a change.

    Every error of the database inside comes out as :class:`~vndocparse.errors.StoreError` with its remedy, and the change is
    taken back whole.
    """

    def __init__(self, engine: Engine, name: str, files: tuple[str, ...] = ()) -> None:
        self.engine, self.name = engine, name
        self.failed = False
        """Did the database refuse anything? Then it is no use to tell it more."""
        self.files = files
        """The files of an embedded store, which no walk should take for papers."""

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose statements see one state of the store."""
        with self._said(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all."""
        with self._said(), self.engine.connect() as plain:
            connection = plain.execution_options(vndocparse_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Gives the connections back; an embedded store is then one file again."""
        with contextlib.suppress(exc.SQLAlchemyError, OSError):
            self.engine.dispose()

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError:
            raise  # two runs met; the writer tries again
        except (exc.DBAPIError, exc.TimeoutError) as error:
            self.failed = True
            raise StoreError(f"{self.name}: {_remedy(error)}") from None


def open_store(target: str, *, create: bool = False) -> Store:
    """Opens the store at ``target``: a path (SQLite) or an SQLAlchemy URL. With ``create`` a missing one is made.

    Raises :class:`UsageError` for a wrong URL or a path without a store, :class:`MissingExtraError` without the driver,
    :class:`StoreError` for one that cannot be opened.
    """
    store = _connect(target, create)
    from .migrations import bring_up_to_date, is_up_to_date

    try:
        with store.reading() as connection:  # to look at a store takes no lock
            if is_up_to_date(connection):
                return store
        with store.writing() as connection:
            bring_up_to_date(connection, create=create)
    except StoreError as error:
        store.close()
        raise StoreError(str(error) if str(error).startswith(store.name) else f"{store.name}: {error}") from None
    return store


def _connect(target: str, create: bool) -> Store:
    if "://" not in target:
        return _embedded(target, create)
    try:
        url = sqlalchemy.make_url(target)
    except exc.ArgumentError:
        raise UsageError(f"{target}: this is no URL of a database; write postgresql://user@host/name, or a path") from None
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError(f"{target}: a store needs a file; give its path")
        return _embedded(url.database, create)
    if url.get_backend_name() != "postgresql":
        raise UsageError(f"{url.get_backend_name()}: stores are kept in SQLite (a path) or PostgreSQL (postgresql://…)")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = sqlalchemy.create_engine(url, pool_size=2)
        # What the driver has to say of a lost connection is said here; a program's own handlers still hear it.
        logging.getLogger("psycopg").addHandler(logging.NullHandler())
    except ImportError:
        raise MissingExtraError("a store in PostgreSQL", "psycopg", "postgres") from None
    except exc.NoSuchModuleError:
        raise UsageError(f"{url.drivername}: no such driver of a database; write postgresql://…") from None
    return Store(engine, url.render_as_string(hide_password=True))


def _embedded(path: str, create: bool) -> Store:
    place = Path(path)
    if place.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file for the store")
    if not create and not place.exists():
        raise UsageError(f"{path}: there is no such store; 'vndocparse archive FOLDER --store {path}' makes one")
    new = create and (not place.exists() or not place.stat().st_size)
    engine = sqlalchemy.create_engine(sqlalchemy.URL.create("sqlite", database=path))

    @sqlalchemy.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        # The driver would begin transactions by itself, too late for reads and never for changes of tables.
        connection.isolation_level = None
        if new:  # a file keeps this mode, and one that is no store shall stay as it is
            connection.execute("PRAGMA journal_mode=WAL")
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @sqlalchemy.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("vndocparse_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    whole = str(place.absolute())
    return Store(engine, path, tuple(whole + end for end in ("", "-wal", "-shm", "-journal")))


def _remedy(error: exc.SQLAlchemyError) -> str:
    """What is wrong with the database and what to do, on one line."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    low = said.lower()
    if "disk is full" in low or "no space left" in low or "disk quota" in low:
        return "the disk is full; free some space and run the command again, it goes on where it stopped"
    if "not a database" in low or "malformed" in low:
        return "this file is no store, or it is damaged; name another file"
    if "database is locked" in low:
        return "another run is writing to this store; wait for its end"
    if "readonly" in low or "read-only" in low or "permission denied" in low or "unable to open" in low:
        return f"the store cannot be opened for writing ({said}); check the path and its rights"
    if getattr(error, "connection_invalidated", False) or isinstance(error, exc.OperationalError | exc.InterfaceError):
        return f"no connection to the database ({said[:200]}); see that it runs, then run the command again, it goes on where it stopped"
    return f"the database refused ({said[:200]}); report this with the command that you ran"
