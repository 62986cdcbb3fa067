"""Alembic's entry: migrations run inside the connection that `Database.migrate` opened."""

from alembic import context

from bot.storage import tables, tables_mixers, tables_people

# Every module's tables belong to the one metadata, once it is imported.
metadata = next(module.metadata for module in (tables, tables_people, tables_mixers))

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
