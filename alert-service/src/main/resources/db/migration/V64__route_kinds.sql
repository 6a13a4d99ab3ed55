-- Receivers that want a text for people instead of an event: chats, and whoever sends text messages.

alter table alerting.route
    add column kind         text not null default 'webhook' check (kind in ('webhook', 'slack', 'http')),
    -- Of an http route: what is sent.
    add column content_type text,
    add column template     text check (char_length(template) between 1 and 4000),
    add constraint route_http_is_whole check (
        (kind = 'http') = (content_type is not null) and (kind = 'http') = (template is not null));
