"""A PostgreSQL database that is new before each test: emptied, or made again where a test changed its shape."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

SHAPE = (
    "SELECT count(*), coalesce(sum(hashtext(tgname)), 0), (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc) "
    "FROM pg_trigger WHERE NOT tgisinternal"
)
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND NOT (state = 'idle' AND pid = ANY(%(kept)s))"
)
SWEEP = 200  # tests between two vacuums: rows that were deleted are read past until then
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


class Postgres:
    """The test database of one worker, and a template of it as the migrations left it."""

    def __init__(self, server: str, name: str) -> None:
        self.server, self.name = server, name
        self.url = sa.make_url(server).set(database=name)
        self.hand = sa.create_engine(self.url, pool_size=1, max_overflow=0)  # a new backend would know no table
        self.kept: set[int] = set()  # backends that stay from test to test where they rest: the app's own
        self.renewed = 0

    def create(self) -> None:
        """An empty database. Its commits do not wait for the disk: it lives as long as the run."""
        self._admin(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)", f"DROP DATABASE IF EXISTS {self.name}_tpl")
        self._admin(f"CREATE DATABASE {self.name}", f"ALTER DATABASE {self.name} SET synchronous_commit = off")

    def keep(self) -> None:
        """Remember the present rows and shape as those to come back to."""
        with self._inside() as inside:
            tables = inside.exec_driver_sql(TABLES).scalars().all()
            self.seeds = {t for t in tables if inside.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {t})").scalar()}
            inside.exec_driver_sql("CREATE SCHEMA seed")
            for table in self.seeds:
                inside.exec_driver_sql(f"CREATE TABLE seed.{table} AS TABLE public.{table}")
            self.tables = list(tables)
        with self._inside() as inside:
            self.shape = tuple(inside.exec_driver_sql(SHAPE).one())
        self.close()
        self._admin(f"CREATE DATABASE {self.name}_tpl TEMPLATE {self.name}")

    def renew(self) -> bool:
        """The rows and the shape that were kept. True where the database had to be made again: nothing is connected then."""
        with self._inside() as inside:
            inside.exec_driver_sql(OTHERS, {"kept": list(self.kept)})
            same = tuple(inside.exec_driver_sql(SHAPE).one()) == self.shape
            if same:
                self._empty(inside)
        if same:
            self._sweep()
            return False
        self.close()
        self._admin(
            f"DROP DATABASE {self.name} WITH (FORCE)",
            f"CREATE DATABASE {self.name} TEMPLATE {self.name}_tpl",
            f"ALTER DATABASE {self.name} SET synchronous_commit = off",
        )
        return True

    def close(self) -> None:
        """End the connection that is kept: nobody copies or drops a database that is in use."""
        self.hand.dispose()

    def _empty(self, inside: sa.Connection) -> None:
        inside.exec_driver_sql("SET LOCAL session_replication_role = replica")  # past the guard of the audit trail
        each = ", ".join(f"EXISTS (SELECT FROM public.{table})" for table in self.tables)
        filled = inside.exec_driver_sql(f"SELECT ARRAY[{each}]").scalar_one()  # most tests fill few of the tables
        for table, rows in zip(self.tables, filled, strict=True):
            if rows:
                inside.exec_driver_sql(f"DELETE FROM public.{table}")  # quicker than TRUNCATE
            if table in self.seeds:
                inside.exec_driver_sql(f"INSERT INTO public.{table} SELECT * FROM seed.{table}")

    def _sweep(self) -> None:
        self.renewed += 1
        if self.renewed % SWEEP == 0:
            with self.hand.execution_options(isolation_level="AUTOCOMMIT").connect() as inside:
                inside.exec_driver_sql("VACUUM")

    @contextmanager
    def _inside(self) -> Iterator[sa.Connection]:
        with self.hand.begin() as connection:
            yield connection

    def _admin(self, *statements: str) -> None:
        admin(self.server, *statements)


def admin(server: str, *statements: str) -> None:
    """Statements on the server itself, each on its own."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
