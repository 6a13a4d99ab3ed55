-- Receivers that read mail; their url is mailto: and an address.

alter table alerting.route
    drop constraint route_kind_check,
    add constraint route_kind_check check (kind in ('webhook', 'slack', 'http', 'email'));
