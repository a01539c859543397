"""What makes the database itself refuse to change a chain: triggers for SQLite and PostgreSQL, used by migrations."""


def statements(dialect: str, chain: str = "audit") -> tuple[str, ...]:
    """The DDL that guards a chain kept in the tables `<chain>_entry` and `<chain>_head`."""
    return _postgresql(chain) if dialect == "postgresql" else _sqlite(chain)


def undone(dialect: str, chain: str = "audit") -> tuple[str, ...]:
    """The DDL that lifts what outlives the tables themselves."""
    return (f"DROP FUNCTION IF EXISTS {chain}_refuse() CASCADE",) if dialect == "postgresql" else ()


def _sqlite(chain: str) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the {chain} trail is append-only'); END"
    return (
        f"CREATE TRIGGER {chain}_entry_no_update BEFORE UPDATE ON {chain}_entry {refuse}",
        f"CREATE TRIGGER {chain}_entry_no_delete BEFORE DELETE ON {chain}_entry {refuse}",
        f"CREATE TRIGGER {chain}_head_no_delete BEFORE DELETE ON {chain}_head {refuse}",
    )


def _postgresql(chain: str) -> tuple[str, ...]:
    return (
        f"CREATE FUNCTION {chain}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'the {chain} trail is append-only'; END $$",
        f"CREATE TRIGGER {chain}_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {chain}_entry "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {chain}_refuse()",
        f"CREATE TRIGGER {chain}_head_no_delete BEFORE DELETE OR TRUNCATE ON {chain}_head "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {chain}_refuse()",
    )
