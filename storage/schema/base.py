"""What all tables share: one collection, and the names of their keys."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite numbers rows by itself only when the key is exactly INTEGER.
SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")


def team() -> Column[str]:
    """The workspace that a row belongs to: the first column of every table."""
    return Column("team_id", Text, nullable=False)
