-- What circles cost.

-- As before, but not strict: "least" passes nulls over, so that a strict function around it is never put in its place,
-- and each of its calls is one by the interpreter of SQL functions.
create or replace function registry.distance_m(latitude_1 double precision, longitude_1 double precision,
                                               latitude_2 double precision, longitude_2 double precision)
    returns double precision
    language sql immutable parallel safe
    return case when latitude_1 + longitude_1 + latitude_2 + longitude_2 is not null then
        2 * 6371008.8 * asin(sqrt(least(1,
            power(sin(radians(latitude_2 - latitude_1) / 2), 2)
            + cos(radians(latitude_1)) * cos(radians(latitude_2))
                * power(sin(radians(longitude_2 - longitude_1) / 2), 2)))) end;
