-- Which transaction wrote a delivery: only what was there when silences and quiet hours were looked at is sent, and a
-- time does not tell that, since a transaction may begin before and end after. In a database that was restored from a
-- dump the numbers are another server's; there the age of a delivery tells.
alter table alerting.delivery add column written_by xid8 not null default pg_current_xact_id();
