#!lua name=evara_alerts_1

-- The stream of alert events inside Redis.
--
-- KEYS[1]  state, a hash:
--            version  the last event that was put, and its id in `event`
--            trimmed  id of the newest entry that was cut off the stream
-- KEYS[2]  stream of events

local BEGINNING = '0-0'

-- Text when there is something, else ''. A nil would end a reply's list.
local function state(keys, field)
    return redis.call('HGET', keys[1], field) or ''
end

-- ARGV: id of the last event, then for each event: version, json, trace. What is not newer than the last
-- one there came before: its relay died before it could take note. Returns how many were newer.
local function put(keys, args)
    local last = tonumber(state(keys, 'version')) or -1
    local written = 0
    for i = 2, #args, 3 do
        if tonumber(args[i]) > last then
            redis.call('XADD', keys[2], '*', 'version', args[i], 'json', args[i + 1], 'traceparent', args[i + 2])
            redis.call('HSET', keys[1], 'version', args[i], 'event', args[1])
            written = written + 1
        end
    end
    return written
end

-- ARGV: age in milliseconds. Cuts off what is older by this server's clock, and marks how far.
local function trim(keys, args)
    local now = redis.call('TIME')
    local oldest = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000) - args[1])
    local cut = redis.call('XREVRANGE', keys[2], '(' .. oldest, '-', 'COUNT', 1)
    if #cut == 0 then
        return 0
    end
    redis.call('HSET', keys[1], 'trimmed', cut[1][1])
    return redis.call('XTRIM', keys[2], 'MINID', oldest)
end

-- Returns version and id of the last event.
local function look(keys)
    return { state(keys, 'version'), state(keys, 'event') }
end

-- ARGV: stream id, how many. Returns the trimmed mark and the entries behind that id.
local function read(keys, args)
    local trimmed = state(keys, 'trimmed')
    return { trimmed ~= '' and trimmed or BEGINNING,
        redis.call('XRANGE', keys[2], '(' .. args[1], '+', 'COUNT', args[2]) }
end

redis.register_function('evara_alerts_1_put', put)
redis.register_function { function_name = 'evara_alerts_1_trim', callback = trim, flags = { 'allow-oom' } }
redis.register_function { function_name = 'evara_alerts_1_look', callback = look, flags = { 'no-writes' } }
redis.register_function { function_name = 'evara_alerts_1_read', callback = read, flags = { 'no-writes' } }
