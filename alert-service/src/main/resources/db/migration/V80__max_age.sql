-- How old what was last measured may be where a condition puts together what came at different times.

alter table alerting.rule
    add column max_age_seconds integer check (max_age_seconds > 0),
    add constraint rule_max_age_is_of_several check (max_age_seconds is null or kind in ('dry_run', 'composite'));

-- Said here, so that whoever only renames such a rule later changes nothing of its condition. A day, as for those to come.
update alerting.rule set max_age_seconds = 86400 where kind in ('dry_run', 'composite');
