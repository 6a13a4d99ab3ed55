#!lua name=evara_limits_1

-- Buckets of the generic cell rate algorithm: each key holds until when its bucket owes, in microseconds
-- since 1970 by this server's clock. What is past is nothing owed.

-- The end of a key is appended to the file whatever set_repl says: a key that is in use must not end.
local KEPT_MILLIS = 600000

-- KEYS: the buckets that one request draws on.
-- ARGV: for each bucket what a request costs and the most that it may owe, in microseconds.
-- Draws on all of them, or on none when one has no room. Returns whether it did, and what each owes then.
local function take(keys, args)
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local owed = {}
    local admitted = true
    for i, key in ipairs(keys) do
        local cost, most = tonumber(args[2 * i - 1]), tonumber(args[2 * i])
        local untilWhen = tonumber(redis.call('GET', key) or now)
        -- No more than the most, should the clock have been set back.
        owed[i] = math.min(math.max(untilWhen - now, 0), most)
        admitted = admitted and owed[i] + cost <= most
    end
    if admitted then
        -- Neither appended to the file nor sent to replicas: no request is worth a write to disk, and after a
        -- failover everybody may begin anew.
        redis.set_repl(redis.REPL_NONE)
        for i, key in ipairs(keys) do
            owed[i] = owed[i] + tonumber(args[2 * i - 1])
            redis.call('SET', key, string.format('%.0f', now + owed[i]), 'PX',
                math.ceil(owed[i] / 1000) + KEPT_MILLIS)
        end
    end
    return { admitted and 1 or 0, unpack(owed) }
end

redis.register_function('evara_limits_1_take', take)
