-- Nodes change, by version; and a creation that is sent again is answered as before.

grant update (customer_id, key, label, category, latitude, longitude, location_name, time_zone,
              capacity_litres, height_cm, sensor_offset_cm, pipe_diameter_mm, max_flow_lpm,
              static_depth_m, dynamic_depth_m, recharge_threshold_m,
              expected_interval_seconds, offline_after_seconds, tags, firmware_revision, hardware_revision)
    on registry.node to "${runtimeRole}";

-- What a caller was answered under an Idempotency-Key. The answer is null only inside the transaction that makes it.
create table registry.idempotent_answer (
    subject     text        not null,
    key         text        not null check (char_length(key) between 1 and 255),
    fingerprint text        not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    location    text,
    etag        text,
    body        text,
    created_at  timestamptz not null,
    primary key (subject, key)
);
create index idempotent_answer_by_age on registry.idempotent_answer (created_at);

grant select, insert, update, delete on registry.idempotent_answer to "${runtimeRole}";
