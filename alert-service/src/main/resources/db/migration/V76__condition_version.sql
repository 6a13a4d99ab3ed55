-- What is known of nodes under a rule holds for as long as the rule watches the same nodes for the same: another name or
-- severity ends no alert and forgets nothing. rule_state.rule_version is this number from now on.

alter table alerting.rule add column condition_version bigint;

-- What is known was learned by the rules as they are now.
update alerting.rule set condition_version = version;

alter table alerting.rule alter column condition_version set not null;

-- Here and not in the service: releases that do not know the column still write rules while this one comes. What is not
-- named here is of the condition, so a column that is new counts until somebody says that it does not.
create function alerting.rule_condition_version() returns trigger
    language plpgsql
as $rule_condition_version$
declare
    others constant text[] := array['number', 'id', 'version', 'condition_version', 'distributor_id', 'customer_id', 'name',
        'severity', 'created_at', 'template'];
begin
    if tg_op = 'INSERT' or to_jsonb(new) - others is distinct from to_jsonb(old) - others then
        new.condition_version := new.version;
    else
        new.condition_version := old.condition_version;
    end if;
    return new;
end
$rule_condition_version$;

create trigger rule_condition_version
    before insert or update on alerting.rule
    for each row execute function alerting.rule_condition_version();
