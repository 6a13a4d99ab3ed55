#!lua name=evara_alerts_2

-- The stream of alert events inside Redis, and which alerts are open.
--
-- KEYS[1]  state, a hash:
--            version  the last event that was put, and its id in `event`
--            trimmed  id of the newest entry that was cut off the stream
--            life     name of the stream since the open alerts were last written whole
--            open     the version that the open alerts are at; another one than `version`: they are not whole
-- KEYS[2]  stream of events
-- KEYS[3]  open alerts, a hash: id of the alert -> id of its node

local BEGINNING = '0-0'

-- Text when there is something, else ''. A nil would end a reply's list.
local function state(keys, field)
    return redis.call('HGET', keys[1], field) or ''
end

-- Whether the open alerts are known. A previous release puts events without them.
local function whole(keys)
    return state(keys, 'life') ~= '' and state(keys, 'open') == state(keys, 'version')
end

-- ARGV: id of the last event, then for each event: version, json, trace. What is not newer than the last
-- one there came before: its relay died before it could take note. Returns how many were newer.
local function put(keys, args)
    local last = tonumber(state(keys, 'version')) or -1
    local known = whole(keys)
    local written = 0
    for i = 2, #args, 3 do
        if tonumber(args[i]) > last then
            redis.call('XADD', keys[2], '*', 'version', args[i], 'json', args[i + 1], 'traceparent', args[i + 2])
            redis.call('HSET', keys[1], 'version', args[i], 'event', args[1])
            local alert = cjson.decode(args[i + 1])
            if alert.type == 'opened' then
                redis.call('HSET', keys[3], alert.alert_id, alert.node_id)
            else
                redis.call('HDEL', keys[3], alert.alert_id)
            end
            if known then
                redis.call('HSET', keys[1], 'open', args[i])
            end
            written = written + 1
        end
    end
    return written
end

-- ARGV: the version that was looked at, a new life, then for each open alert: its id, its node's. Writes all
-- of them anew, unless events were put meanwhile. Returns whether it did.
local function rewrite(keys, args)
    if state(keys, 'version') ~= args[1] then
        return 0
    end
    redis.call('DEL', keys[3])
    for i = 3, #args, 2 do
        redis.call('HSET', keys[3], args[i], args[i + 1])
    end
    redis.call('HSET', keys[1], 'life', args[2], 'open', args[1])
    return 1
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

-- Returns version and id of the last event, and whether the open alerts are whole.
local function look(keys)
    return { state(keys, 'version'), state(keys, 'event'), whole(keys) and 1 or 0 }
end

local function trimmed(keys)
    local id = state(keys, 'trimmed')
    return id ~= '' and id or BEGINNING
end

-- ARGV: stream id, how many. Returns the trimmed mark, the entries behind that id, and the life that they
-- are of, '' while the open alerts are not whole.
local function read(keys, args)
    return { trimmed(keys),
        redis.call('XRANGE', keys[2], '(' .. args[1], '+', 'COUNT', args[2]),
        whole(keys) and state(keys, 'life') or '' }
end

-- Returns the life, '' while they are not whole; the last entry, the last version, and the open alerts.
local function open(keys)
    local last = redis.call('XREVRANGE', keys[2], '+', '-', 'COUNT', 1)
    return { whole(keys) and state(keys, 'life') or '',
        #last > 0 and last[1][1] or trimmed(keys),
        state(keys, 'version'),
        redis.call('HGETALL', keys[3]) }
end

redis.register_function('evara_alerts_2_put', put)
redis.register_function('evara_alerts_2_rewrite', rewrite)
redis.register_function { function_name = 'evara_alerts_2_trim', callback = trim, flags = { 'allow-oom' } }
redis.register_function { function_name = 'evara_alerts_2_look', callback = look, flags = { 'no-writes' } }
redis.register_function { function_name = 'evara_alerts_2_read', callback = read, flags = { 'no-writes' } }
redis.register_function { function_name = 'evara_alerts_2_open', callback = open, flags = { 'no-writes' } }
