-- Readings of months that are long past lie packed: a row for a node and up to half a month, with an array for each
-- metric, which the server compresses. A reading is either packed or in its partition, never both: whoever writes into
-- a packed month takes the days that it touches out first, and they are packed again later.

do $$
declare
    kind text;
    metrics text;
begin
    foreach kind in array array['tank', 'flow', 'deep'] loop
        select string_agg(format('%I %s[]', attname, format_type(atttypid, null)), ', ' order by attnum) into metrics
        from pg_catalog.pg_attribute
        where attrelid = ('telemetry.telemetry_' || kind)::regclass and attnum > 2 and not attisdropped;
        -- Steps are milliseconds from one reading to the next, 0 for the first: all the same where a device is regular.
        -- A metric that none of the readings carries is null.
        execute format(
            'create table telemetry.%I (
                 node_number bigint not null,
                 first_at timestamptz not null,
                 last_at timestamptz not null,
                 readings integer not null check (readings = cardinality(steps)),
                 steps integer[] not null,
                 %s,
                 primary key (node_number, first_at)) partition by range (first_at)',
            'packed_' || kind, metrics);
        execute format('grant select on telemetry.%I to %I', 'packed_' || kind, '${runtimeRole}');
    end loop;
end
$$;

-- How far the packing of a month is, and what came of it.
create table telemetry.packed_month (
    kind         text   not null check (kind in ('tank', 'flow', 'deep')),
    month        date   not null,
    -- Nodes up to this number are dealt with in the pass that goes on.
    reached      bigint not null default -9223372036854775808,
    -- Of the month's table with its indexes before the first pass, and of the packed one after the last.
    plain_bytes  bigint not null,
    packed_bytes bigint,
    packed_at    timestamptz,
    primary key (kind, month)
);
grant select on telemetry.packed_month to "${runtimeRole}";

-- All readings of a node in a span, wherever they lie: readings_…; of these the packed ones: unpacked_…. The planner sees
-- through both.
do $$
declare
    kind text;
    names text;
begin
    foreach kind in array array['tank', 'flow', 'deep'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into names
        from pg_catalog.pg_attribute
        where attrelid = ('telemetry.telemetry_' || kind)::regclass and attnum > 2 and not attisdropped;
        -- A packed row is half a month long at most: the begin of the span bounds the walk along the key.
        execute format(
            $function$
            create function telemetry.%1$I(node bigint, from_time timestamptz, until_time timestamptz)
                returns setof telemetry.%2$I
                language sql stable parallel safe
            as $body$
                select p.node_number, r.recorded_at, %5$s
                from telemetry.%3$I p,
                    lateral (
                        select p.first_at + sum(step) over (order by place) * interval '1 millisecond' as recorded_at,
                            %4$s
                        from unnest(p.steps, %6$s) with ordinality as u (step, %4$s, place)) r
                where p.node_number = node
                    and p.first_at < until_time and p.first_at >= from_time - interval '768 hours'
                    and p.last_at >= from_time
                    and r.recorded_at >= from_time and r.recorded_at < until_time
            $body$
            $function$,
            'unpacked_' || kind, 'telemetry_' || kind, 'packed_' || kind, names,
            'r.' || replace(names, ', ', ', r.'), 'p.' || replace(names, ', ', ', p.'));
        execute format(
            $function$
            create function telemetry.%1$I(node bigint, from_time timestamptz, until_time timestamptz)
                returns setof telemetry.%2$I
                language sql stable parallel safe
            as $body$
                select node_number, recorded_at, %4$s
                from telemetry.%2$I
                where node_number = node and recorded_at >= from_time and recorded_at < until_time
                union all
                select node_number, recorded_at, %4$s from telemetry.%3$I(node, from_time, until_time)
            $body$
            $function$,
            'readings_' || kind, 'telemetry_' || kind, 'unpacked_' || kind, names);
        -- Where whoever wants so many readings from one end of a span may stop unpacking: on this side of it are that
        -- many at least, or it is the span's other end.
        execute format(
            $function$
            create function telemetry.%1$I(
                    node bigint, from_time timestamptz, until_time timestamptz, most integer, is_newest_first boolean)
                returns timestamptz
                language sql stable parallel safe
            as $body$
                select case when is_newest_first
                    then coalesce((
                        select begins from (
                            select min(first_at) over newest as begins, sum(readings) over newest as enough
                            from telemetry.%2$I
                            where node_number = node and last_at < until_time
                                and first_at >= from_time and first_at < until_time
                            window newest as (order by first_at desc)) walked
                        where enough >= most order by begins desc limit 1), from_time)
                    else coalesce((
                        select ends from (
                            select max(last_at) over oldest + interval '1 millisecond' as ends,
                                sum(readings) over oldest as enough
                            from telemetry.%2$I
                            where node_number = node and last_at < until_time
                                and first_at >= from_time and first_at < until_time
                            window oldest as (order by first_at)) walked
                        where enough >= most order by ends limit 1), until_time)
                end
            $body$
            $function$,
            'readings_edge_' || kind, 'packed_' || kind);
    end loop;
end
$$;

-- The lock of a month: whoever packs has it alone, whoever writes readings that may be packed shares it.
create function telemetry.packing_lock(kind text, month date) returns bigint
    language sql immutable
    return hashtextextended('telemetry.packing.' || kind || to_char(month::timestamp, '_YYYY_MM'), 0);

-- Packs the readings of a month, node by node, until so many are and the row that was begun is whole; returns how many,
-- 0 when none is left, null when somebody is in the way. All of a call happens or nothing. The runtime role may not take readings away; this runs with
-- its owner's rights.
create function telemetry.pack(kind text, month date, cold_days integer, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    first date := date_trunc('month', month)::date;
    from_time timestamptz := first::timestamp at time zone 'UTC';
    until_time timestamptz := (first + interval '1 month')::timestamp at time zone 'UTC';
    partition text := 'telemetry_' || kind || to_char(first, '_YYYY_MM');
    packed text := 'packed_' || kind || to_char(first, '_YYYY_MM');
    names text;
    arrays text;
    reached bigint;
    node bigint;
    days bigint[];
    some_readings bigint;
    some_seconds integer;
    width integer;
    edge timestamptz;
    moved bigint;
    done bigint := 0;
begin
    if kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no readings of kind %', kind;
    end if;
    -- Writers look for packed readings behind 28 days.
    if cold_days < 31 or until_time > now() - make_interval(days => cold_days) then
        raise exception 'the month % is not cold', first;
    end if;
    if to_regclass('telemetry.' || partition) is null then
        return 0;
    end if;
    if not pg_try_advisory_xact_lock(telemetry.packing_lock(kind, first)) then
        return null;
    end if;
    select m.reached into reached from telemetry.packed_month m where m.kind = pack.kind and m.month = first;
    if reached is null or reached = -9223372036854775808 then
        -- Through the key, which vacuum keeps short; the table may be full of dead rows.
        execute format('select node_number from telemetry.%I order by node_number limit 1', partition) into node;
        -- Vacuum may have taken the end of the table away while its key is as long as ever: then it is to be emptied yet.
        if node is null and pg_relation_size(to_regclass('telemetry.' || partition)) = 0
                and pg_indexes_size(to_regclass('telemetry.' || partition))
                    <= current_setting('block_size')::integer then
            return 0;
        end if;
        insert into telemetry.packed_month (kind, month, plain_bytes)
        values (kind, first, pg_total_relation_size(to_regclass('telemetry.' || partition)))
        on conflict do nothing;
        reached := -9223372036854775808;
    end if;

    if to_regclass('telemetry.' || packed) is null then
        perform pg_advisory_xact_lock(hashtext('telemetry.ensure_month'));
        execute format('create table telemetry.%I (like telemetry.%I including all)', packed, 'packed_' || kind);
        execute format(
            'alter table telemetry.%I add constraint month check (first_at >= %L and first_at < %L)',
            packed, from_time, until_time);
        execute format(
            'alter table telemetry.%I attach partition telemetry.%I for values from (%L) to (%L)',
            'packed_' || kind, packed, from_time, until_time);
        execute format('alter table telemetry.%I drop constraint month', packed);
    end if;

    select string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg(
            format('case when count(%1$I) > 0 then array_agg(%1$I order by recorded_at) end', attname),
            ', ' order by attnum)
    into names, arrays
    from pg_attribute
    where attrelid = ('telemetry.telemetry_' || kind)::regclass and attnum > 2 and not attisdropped;
    while done < most loop
        execute format(
            'select node_number from telemetry.%I where node_number > $1 order by node_number limit 1', partition)
        into node using reached;
        exit when node is null;
        -- Only a release that does not know of packed readings writes among them; what it did is put together here.
        execute format(
            'select array_agg(day) from (
                 select distinct ((first_at at time zone ''UTC'')::date - date ''1970-01-01'')::bigint as day
                 from telemetry.%I p
                 where node_number = $1 and exists (
                     select from telemetry.%I t
                     where t.node_number = $1 and t.recorded_at >= p.first_at and t.recorded_at <= p.last_at)
                 limit 16) days', packed, partition)
        into days using node;
        if days is not null then
            done := done + telemetry.unpack(kind, array_fill(node, array[cardinality(days)]), days);
            continue;
        end if;
        -- Three hundred readings or so in a row: few enough to unpack little beside what a day's chart asks for, and to
        -- lie within a page; enough for rows to cost nothing. Three hours to sixteen days, by doubling.
        execute format(
            'select count(*), coalesce(extract(epoch from max(recorded_at) - min(recorded_at)), 0)::integer
             from (
                 select recorded_at from telemetry.%I where node_number = $1
                 order by recorded_at limit 100000) oldest', partition)
        into some_readings, some_seconds using node;
        width := 3 * 3600;
        while width < 16 * 86400 and some_readings * width < 300 * greatest(some_seconds, 86400) loop
            width := width * 2;
        end loop;
        -- Up to the end of the row in which the portion is full.
        execute format(
            'select recorded_at from telemetry.%I where node_number = $1
             order by recorded_at offset $2 limit 1', partition)
        into edge using node, most - done;
        edge := coalesce(
            least(
                from_time + make_interval(
                    secs => (floor(extract(epoch from edge - from_time) / width) + 1) * width),
                until_time),
            until_time);
        execute format(
            'with moved as (
                 delete from telemetry.%1$I where node_number = $1 and recorded_at < $4 returning *),
             parts as (
                 select *, floor(extract(epoch from recorded_at - $3) / $2) as part from moved),
             steps as (
                 select *, coalesce((extract(epoch from recorded_at - lag(recorded_at) over (
                     partition by part order by recorded_at)) * 1000)::integer, 0) as step from parts),
             packed as (
                 insert into telemetry.%2$I (node_number, first_at, last_at, readings, steps, %3$s)
                 select node_number, min(recorded_at), max(recorded_at), count(*), array_agg(step order by recorded_at),
                     %4$s
                 from steps group by node_number, part
                 returning readings)
             select sum(readings) from packed',
            partition, packed, names, arrays)
        into moved using node, width, from_time, edge;
        done := done + moved;
        if edge = until_time then
            reached := node;
            update telemetry.packed_month m set reached = node where m.kind = pack.kind and m.month = first;
        end if;
    end loop;
    if done > 0 then
        return done;
    end if;

    -- The pass is over. Rows that were deleted take as much room as before until the table is made empty: that waits
    -- for nobody, since everybody would wait behind it. Whoever writes has to wait for the month's lock, and is kept out
    -- all the same before it is looked, while readers go on: what is made empty is gone.
    update telemetry.packed_month m set reached = default where m.kind = pack.kind and m.month = first;
    begin
        execute format('lock table telemetry.%I in share row exclusive mode nowait', partition);
        execute format('select node_number from telemetry.%I order by node_number limit 1', partition) into node;
        if node is null then
            execute format('lock table telemetry.%I in access exclusive mode nowait', partition);
            execute format('truncate telemetry.%I', partition);
        end if;
    exception when lock_not_available then
        return null;
    end;
    update telemetry.packed_month m
    set packed_at = now(),
        packed_bytes = pg_total_relation_size(to_regclass('telemetry.' || packed))
            + pg_total_relation_size(to_regclass('telemetry.' || partition))
    where m.kind = pack.kind and m.month = first;
    return 0;
end
$function$;

-- Takes the packed readings of nodes on days (counted from 1970, of UTC) out into the partitions, for whoever is about
-- to write there, and keeps them from being packed until the transaction ends; returns how many.
create function telemetry.unpack(kind text, nodes bigint[], days bigint[]) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    names text;
    arrays text;
    merged text;
    day_from timestamptz;
    day_until timestamptz;
    taken bigint;
begin
    if kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no readings of kind %', kind;
    end if;
    -- Before all else, as whoever reads or drops a month does: so nobody waits in a circle.
    execute format('lock table only telemetry.%I in row exclusive mode', 'telemetry_' || kind);
    perform pg_advisory_xact_lock_shared(telemetry.packing_lock(kind, months.month))
    from (
        select distinct date_trunc('month', date '1970-01-01' + day::integer)::date as month
        from unnest(days) as given (day) order by 1) months;
    select (date '1970-01-01' + min(day)::integer)::timestamp at time zone 'UTC',
        (date '1970-01-01' + max(day)::integer + 1)::timestamp at time zone 'UTC'
    into day_from, day_until
    from unnest(days) as given (day);
    select string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg(format('p.%I', attname), ', ' order by attnum),
        string_agg(format('%1$I = coalesce(excluded.%1$I, t.%1$I)', attname), ', ' order by attnum)
    into names, arrays, merged
    from pg_attribute
    where attrelid = ('telemetry.telemetry_' || kind)::regclass and attnum > 2 and not attisdropped;
    -- What is packed was known first.
    execute format(
        'with given as (
             select distinct node, (date ''1970-01-01'' + day::integer)::timestamp at time zone ''UTC'' as begins
             from unnest($1, $2) as given (node, day)),
         gone as (
             delete from telemetry.%1$I p using given
             where p.node_number = given.node
                 and p.first_at < given.begins + interval ''24 hours'' and p.last_at >= given.begins
                 and p.first_at >= $3 - interval ''768 hours'' and p.first_at < $4
             returning p.*)
         insert into telemetry.%2$I as t (node_number, recorded_at, %3$s)
         select p.node_number, p.first_at + r.passed * interval ''1 millisecond'', %5$s
         from gone p,
             lateral (
                 select sum(step) over (order by place) as passed, %3$s
                 from unnest(p.steps, %4$s) with ordinality as u (step, %3$s, place)) r
         on conflict (node_number, recorded_at) do update set %6$s',
        'packed_' || kind, 'telemetry_' || kind, names, arrays, 'r.' || replace(names, ', ', ', r.'), merged)
    using nodes, days, day_from, day_until;
    get diagnostics taken = row_count;
    return taken;
end
$function$;

revoke all on function telemetry.pack(text, date, integer, integer) from public;
revoke all on function telemetry.unpack(text, bigint[], bigint[]) from public;
grant execute on function telemetry.pack(text, date, integer, integer) to "${runtimeRole}";
grant execute on function telemetry.unpack(text, bigint[], bigint[]) to "${runtimeRole}";
