-- Who gets no token is told when to come again, each at another time.

alter table polling.request_bucket add column promised_at timestamptz;

comment on column polling.request_bucket.promised_at is 'when the last of those comes again who got no token; null: nobody was sent away';
