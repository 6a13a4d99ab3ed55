-- Months whose readings were stored before there were rollups have nowhere to put their quarters of an hour: a late
-- reading, or a node whose rollups are made anew, would fail there.
do $$
declare
    early record;
begin
    for early in
        select part[1] as kind, to_date(part[2], 'YYYY_MM') as month
        from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace,
            lateral regexp_match(c.relname, '^telemetry_(tank|flow|deep)_(\d{4}_\d{2})$') part
        where n.nspname = 'telemetry' and c.relkind = 'r' and part is not null
    loop
        perform telemetry.ensure_month(early.kind, early.month);
    end loop;
end
$$;
