"""The schema of the store and its changes: every store knows its version and is brought up to date when it is opened.

A change of :mod:`.tables` raises ``SCHEMA_VERSION`` by one and adds here the step that turns a store of the version before
into the new one. A new store is made as it is today; a step is run in one transaction with its version, so that a run that
dies leaves the store at one version or the other.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, update

from ..errors import StoreError
from . import fulltext
from .tables import SCHEMA_VERSION, metadata, store_facts

Step = Callable[[Connection], None]

STEPS: dict[int, Step] = {}
"""By the version it starts from: the step to the next one."""


def is_up_to_date(connection: Connection) -> bool:
    """Is it a store of the version that this program writes?"""
    return inspect(connection).has_table(store_facts.name) and schema_version(connection) == SCHEMA_VERSION


def bring_up_to_date(connection: Connection, *, create: bool) -> None:
    """Makes the tables of an empty store (with ``create``) or changes those of an older version.

    Raises :class:`~vndocparse.errors.StoreError` where there is no store, or a newer one than this version knows.
    """
    if not inspect(connection).has_table(store_facts.name):
        if not create:
            raise StoreError("this is no store of an archive; name the one that 'vndocparse archive' has written")
        if inspect(connection).get_table_names():
            raise StoreError("this database holds tables of something else; name an empty one, or a new path")
        metadata.create_all(connection)
        fulltext.create(connection)
        connection.execute(insert(store_facts).values(name="schema_version", value=str(SCHEMA_VERSION)))
        return
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise StoreError(f"the store has schema version {version}, this program knows {SCHEMA_VERSION}; install a newer vndocparse")
    for start in range(version, SCHEMA_VERSION):
        STEPS[start](connection)
        connection.execute(update(store_facts).where(store_facts.c.name == "schema_version").values(value=str(start + 1)))


def schema_version(connection: Connection) -> int:
    """The version that the store says it has."""
    found = connection.execute(select(store_facts.c.value).where(store_facts.c.name == "schema_version")).scalar()
    if found is None or not found.isdecimal():
        raise StoreError("the store does not say its schema version; it is damaged, or another program's database")
    return int(found)
