-- Every service names what was done in the same words; what kind of thing it was done to stands beside it.
update alerting.audit set action = 'added' where action = 'rule.created';
