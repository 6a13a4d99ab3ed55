-- By how much a counter rose, told by three values of it that follow one another and differ: a fall counts when the
-- value behind it is still below where the counter stood before; else it was a mistake of one reading, or of several
-- that say the same. V50's counter_step tells what a fall that stands comes to.
create function telemetry.counter_rise(before double precision, at double precision, after double precision)
    returns double precision
    language sql immutable parallel safe
    return case
        when at is null or after is null then 0
        when before is null or at >= before then greatest(after - at, 0)
        when after >= 0.9 * before then greatest(after - before, 0)
        else telemetry.counter_step(before, at) + greatest(after - at, 0)
    end;

-- What two parts of a counter's course have together, besides what each has: of the earlier one its last value and the
-- last that differs from it, of the later one its first and the first that differs from it.
create function telemetry.counter_joint(last_other double precision, last double precision,
        first double precision, first_other double precision)
    returns double precision
    language sql immutable parallel safe
    return case
        when last is null or first is null then 0
        when last = first
            then telemetry.counter_rise(last_other, last, first_other) - telemetry.counter_rise(null, first, first_other)
        else telemetry.counter_rise(last_other, last, first)
            + telemetry.counter_rise(last, first, first_other) - telemetry.counter_rise(null, first, first_other)
    end;

-- Null in rows from before, whose increase is as it was counted then until a late reading makes them anew.
alter table telemetry.rollup_quarter_flow
    add column cumulative_volume_litres_first_other double precision,
    add column cumulative_volume_litres_last_other double precision;
alter table telemetry.rollup_day_flow
    add column cumulative_volume_litres_first_other double precision,
    add column cumulative_volume_litres_last_other double precision;
alter table telemetry.rollup_quarter_deep
    add column energy_kwh_first_other double precision,
    add column energy_kwh_last_other double precision;
alter table telemetry.rollup_day_deep
    add column energy_kwh_first_other double precision,
    add column energy_kwh_last_other double precision;
