"""How the database would answer a query, as one text."""

from portal.core.db import db


def explained(query: str) -> str:
    """The plan; PostgreSQL is kept from reading small tables whole, so that its choice among indexes shows."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {query}"))
    return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))
