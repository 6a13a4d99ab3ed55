-- Nodes report in turn, so each of a node's rollups is written to a page of its own. Those of days that are past are
-- laid together, node by node: a chart reads a few pages for a day instead of one for each row.

-- How far that is.
create table telemetry.laid_rollups (
    what        text    not null check (what in ('quarter', 'day')),
    kind        text    not null check (kind in ('tank', 'flow', 'deep')),
    -- Rows of days before it lie together, but for what came late.
    laid_until  date    not null,
    -- The pass that goes on: days from here until there, of nodes up to this number.
    pass_from   date,
    pass_until  date,
    reached     bigint  not null default -9223372036854775808,
    primary key (what, kind),
    check (num_nulls(pass_from, pass_until) in (0, 2))
);
grant select on telemetry.laid_rollups to "${runtimeRole}";

-- Whoever lays rows together has this lock alone, and while he has it waits for nobody. Whoever takes rollups away shares it, before the
-- statement that does: one that had begun would pass over a row that lies somewhere else meanwhile.
create function telemetry.laying_lock() returns bigint
    language sql immutable
    return hashtextextended('telemetry.laying', 0);

create function telemetry.share_laying_lock() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $function$
begin
    perform pg_advisory_xact_lock_shared(telemetry.laying_lock());
    return null;
end
$function$;

-- Days are taken away where their zone becomes another one, which every release writes down first.
create trigger share_laying_lock before insert or update on telemetry.day_zone
    for each statement execute function telemetry.share_laying_lock();

-- Lays rows of the next nodes together, about so many; how many nodes these were, 0 when there is nothing to do, null
-- when somebody is in the way or the server has to clean up first, and how many rows. All of a call happens or nothing. A row that somebody else writes just
-- then stays where it is. The runtime role may not take quarters away; this runs with its owner's rights.
create function telemetry.lay_rollups(what text, kind text, most integer, out nodes integer, out laid bigint)
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    is_quarter boolean := what = 'quarter';
    key text := case when is_quarter then 'begins' else 'day' end;
    -- Quarters when what devices send a little late is there, too; days when they are over in the last of the zones.
    closed date := case when is_quarter
        then ((now() - interval '3 hours') at time zone 'UTC')::date
        else (now() at time zone 'UTC')::date - 1 end;
    state telemetry.laid_rollups;
    month date;
    partition text;
    chosen bigint[];
begin
    if what not in ('quarter', 'day') or kind not in ('tank', 'flow', 'deep') then
        raise exception 'there are no rollups % %', what, kind;
    end if;
    -- As long as it holds nothing else: whoever drops a month has this first, too, and then waits for its writers.
    execute format('lock table only telemetry.%I in row exclusive mode', 'rollup_' || what || '_' || kind);
    if not pg_try_advisory_xact_lock(telemetry.laying_lock()) then
        return;
    end if;
    nodes := 0;
    laid := 0;
    loop
        select * into state from telemetry.laid_rollups l where l.what = lay_rollups.what and l.kind = lay_rollups.kind;
        if state.pass_from is null then
            select min(months.first) into month
            from pg_inherits i
                join pg_class c on c.oid = i.inhrelid,
                lateral to_date(substring(c.relname from '_([0-9]{4}_[0-9]{2})$'), 'YYYY_MM') months (first)
            where i.inhparent = ('telemetry.rollup_quarter_' || lay_rollups.kind)::regclass
                and (state.laid_until is null or months.first + interval '1 month' > state.laid_until);
            if is_quarter and month is not null then
                -- In a month that is over nobody but the next pass uses the room that the one before left: it waits
                -- until the server has cleaned up there, or the month would take twice its room for good.
                if month + interval '1 month' <= closed and exists (
                        select from pg_stat_all_tables s
                        where s.relid = to_regclass('telemetry.rollup_quarter_' || lay_rollups.kind
                                || to_char(month, '_YYYY_MM'))
                            and s.n_dead_tup > 5000 + 0.05 * s.n_live_tup) then
                    nodes := null;
                    laid := null;
                    return;
                end if;
                state.pass_from := greatest(month, state.laid_until);
                state.pass_until := least(closed, month + interval '1 month', state.pass_from + 3);
            -- Of days a month has a page or two, so they wait for some more, and the month is laid again.
            elsif not is_quarter and (state.laid_until is null or closed >= state.laid_until + 8) then
                state.pass_from := date_trunc('month', coalesce(state.laid_until, month));
                state.pass_until := closed;
            end if;
            exit when coalesce(state.pass_from >= state.pass_until, true);
            state.reached := -9223372036854775808;
            insert into telemetry.laid_rollups as l (what, kind, laid_until, pass_from, pass_until)
            values (lay_rollups.what, lay_rollups.kind, state.pass_from, state.pass_from, state.pass_until)
            on conflict on constraint laid_rollups_pkey do update
            set pass_from = excluded.pass_from, pass_until = excluded.pass_until, reached = excluded.reached;
        end if;

        partition := 'rollup_' || what || '_' || kind
            || case when is_quarter then to_char(state.pass_from, '_YYYY_MM') else '' end;
        chosen := null;
        if to_regclass('telemetry.' || partition) is not null then
            execute format(
                'with recursive walked as (
                     (select node_number from telemetry.%1$I where node_number > $1 order by node_number limit 1)
                     union all
                     select (
                         select t.node_number from telemetry.%1$I t
                         where t.node_number > walked.node_number order by t.node_number limit 1)
                     from walked where node_number is not null)
                 select array_agg(node_number)
                 from (select node_number from walked where node_number is not null limit $2) next_ones', partition)
            into chosen
            using state.reached,
                greatest(1, most / ((state.pass_until - state.pass_from) * case when is_quarter then 96 else 1 end));
        end if;
        if chosen is null then
            update telemetry.laid_rollups l
            set laid_until = state.pass_until, pass_from = null, pass_until = null, reached = default
            where l.what = lay_rollups.what and l.kind = lay_rollups.kind;
            continue;
        end if;

        execute format(
            'with taken as materialized (
                 select ctid as place from telemetry.%1$I
                 where node_number = any($1) and %2$I >= %3$L and %2$I < %4$L
                 for update skip locked),
             moved as (
                 delete from telemetry.%1$I t using taken where t.ctid = taken.place returning t.*)
             insert into telemetry.%1$I select * from moved order by node_number, %2$I',
            partition, key,
            case when is_quarter then (state.pass_from::timestamp at time zone 'UTC')::text
                else state.pass_from::text end,
            case when is_quarter then (state.pass_until::timestamp at time zone 'UTC')::text
                else state.pass_until::text end)
        using chosen;
        get diagnostics laid = row_count;
        nodes := cardinality(chosen);
        update telemetry.laid_rollups l set reached = chosen[nodes]
        where l.what = lay_rollups.what and l.kind = lay_rollups.kind;
        exit;
    end loop;
end
$function$;

revoke all on function telemetry.lay_rollups(text, text, integer) from public;
grant execute on function telemetry.lay_rollups(text, text, integer) to "${runtimeRole}";

-- As before, while nobody lays its rollups somewhere else.
create or replace function telemetry.remove_forgotten_node(forgotten bigint, most integer) returns bigint
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $function$
declare
    node_kind text;
    removed bigint;
begin
    select lower(f.kind) into node_kind
    from telemetry.forgotten_node f where f.number = forgotten and f.state = 'removing';
    if node_kind is null then
        raise exception 'node % is not one to be removed', forgotten;
    end if;
    execute format(
        'delete from telemetry.%1$I where node_number = $1 and recorded_at <= (
             select max(recorded_at) from (
                 select recorded_at from telemetry.%1$I where node_number = $1
                 order by recorded_at limit $2) oldest)', 'telemetry_' || node_kind)
    using forgotten, most;
    get diagnostics removed = row_count;
    if removed = 0 then
        perform pg_advisory_xact_lock_shared(telemetry.laying_lock());
        execute format('delete from telemetry.%I where node_number = $1', 'packed_' || node_kind)
        using forgotten;
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_quarter_' || node_kind)
        using forgotten;
        execute format('delete from telemetry.%I where node_number = $1', 'rollup_day_' || node_kind)
        using forgotten;
        delete from telemetry.day_zone where node_number = forgotten;
        delete from telemetry.latest where node_number = forgotten;
        delete from telemetry.correction where node_number = forgotten;
        delete from telemetry.conflict where node_number = forgotten;
        delete from telemetry.outcome_log where node_number = forgotten;
        delete from telemetry.node where number = forgotten;
    end if;
    return removed;
end
$function$;
