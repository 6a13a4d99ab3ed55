-- Rules that came of a template: applied again, it finds them.

alter table alerting.rule add column template text check (char_length(template) between 1 and 64);
create unique index rule_of_template on alerting.rule (community_id, template) where template is not null;
