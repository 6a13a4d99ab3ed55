-- Which transaction wrote a delivery, or made it due sooner: only what was so when silences and quiet hours were looked
-- at is sent. A time does not tell that, since a transaction may begin before and end after. In a database that was
-- restored from a dump the numbers are another server's; there it tells how long a delivery has been due.
alter table alerting.delivery add column written_by xid8 not null default pg_current_xact_id();
