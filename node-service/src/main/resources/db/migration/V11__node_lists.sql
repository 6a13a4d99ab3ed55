-- Lists of nodes: by words, by tag, by place, and in the order of their labels.

-- The words of a node: what separates words in labels, keys and places becomes a blank, the rest is kept as it is, in
-- any script.
create function registry.words(text) returns tsvector
    language sql immutable strict parallel safe
    return array_to_tsvector(array_remove(string_to_array(
        translate(lower($1), '-_.,;:/\()[]#"''+*&|!<>', rpad('', 23)), ' '), ''));

-- Metres between two places, by the haversine formula on a sphere of the Earth's mean radius.
create function registry.distance_m(latitude_1 double precision, longitude_1 double precision,
                                    latitude_2 double precision, longitude_2 double precision)
    returns double precision
    language sql immutable strict parallel safe
    return 2 * 6371008.8 * asin(sqrt(least(1,
        power(sin(radians(latitude_2 - latitude_1) / 2), 2)
        + cos(radians(latitude_1)) * cos(radians(latitude_2))
            * power(sin(radians(longitude_2 - longitude_1) / 2), 2))));

alter table registry.node add column words tsvector not null
    generated always as (registry.words(label || ' ' || key || coalesce(' ' || location_name, ''))) stored;

create index node_by_words on registry.node using gin (words);
create index node_by_tag on registry.node using gin (tags);
create index node_by_place on registry.node using gist (point(longitude, latitude)) where latitude is not null;
create index node_by_label on registry.node (label, number);
create index node_by_distributor_label on registry.node (distributor_id, label, number);
create index node_by_community_label on registry.node (community_id, label, number);
