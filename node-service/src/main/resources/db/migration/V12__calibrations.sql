-- How the readings of a node are corrected: of one metric, at most one calibration for each instant.

create table registry.calibration (
    number         bigint generated always as identity primary key,
    calibration_id uuid        not null constraint calibration_id_taken unique,
    node_id        uuid        not null references registry.node (node_id),
    metric         text        not null,
    valid_from     timestamptz not null,
    valid_until    timestamptz check (valid_until > valid_from),
    curve          text        not null check (curve is json object),
    note           text,
    created_at     timestamptz not null
);
create index calibration_by_node on registry.calibration (node_id, metric, valid_from);
-- The registry lets one author at a time change a node's calibrations, and looks for overlaps; of two that go on for
-- ever this catches the second all the same.
create unique index calibration_open on registry.calibration (node_id, metric) where valid_until is null;

-- As the directory tells of them: all of a node in one entry, so that none is seen with a version missing.
create view registry.calibrated_node as
select n.number, n.node_id,
       (select json_build_object('calibrations', json_agg(
            json_build_object('metric', c.metric,
                              'from_ms', (extract(epoch from c.valid_from) * 1000)::bigint,
                              'until_ms', (extract(epoch from c.valid_until) * 1000)::bigint,
                              'curve', c.curve::json)
            order by c.metric, c.valid_from))::text
        from registry.calibration c
        where c.node_id = n.node_id) as entry
from registry.node n
where exists (select from registry.calibration c where c.node_id = n.node_id);

grant select, insert, delete on registry.calibration to "${runtimeRole}";
grant update (valid_until) on registry.calibration to "${runtimeRole}";
grant select on registry.calibrated_node to "${runtimeRole}";
