#!lua name=evara_directory_2

-- The directory's side inside Redis: what must happen to several keys at once.
--
-- KEYS[1]  state, a hash:
--            complete    name of the generation; only there while the snapshot is whole
--            version     the last event that was put, and its id in `event`
--            ahead       the last event that was put before its turn, and its id in `ahead_event`
--            rebuilding  name of the generation that is being written, and how many `batches` it has
--            trimmed     id of the newest entry that was cut off the stream
-- KEYS[2]  stream of changes
-- KEYS[3…] one hash a kind: id -> "<version> <json>", or "<version> " for what is gone

local BEGINNING = '0-0'

-- Text when there is something, else ''. A nil would end a reply's list.
local function state(keys, field)
    return redis.call('HGET', keys[1], field) or ''
end

-- What cannot be read is older than anything.
local function version_of(stored)
    return stored and tonumber(string.match(stored, '^%d+')) or -1
end

-- Keeps the later of two events: the one that the state has, and this one.
local function remember(keys, field, event_field, version, event)
    if tonumber(version) > (tonumber(state(keys, field)) or -1) then
        redis.call('HSET', keys[1], field, version, event_field, event)
    end
end

-- ARGV: `complete`, `rebuilding`, or `ahead` (of others that were committed before), the generation that
-- must be there in that state, version and id of the last event ('' for none), then for each item: number
-- of its hash among KEYS, id, version, json, trace. Returns how many items were newer and so were set and
-- told; -1 when the state is another one.
local function put(keys, args)
    if state(keys, args[1] == 'ahead' and 'complete' or args[1]) ~= args[2] then
        return -1
    end
    local written = 0
    for i = 5, #args, 5 do
        local hash, id, version, json = keys[tonumber(args[i])], args[i + 1], args[i + 2], args[i + 3]
        if tonumber(version) > version_of(redis.call('HGET', hash, id)) then
            redis.call('HSET', hash, id, version .. ' ' .. json)
            redis.call('XADD', keys[2], '*', 'kind', string.match(hash, '[^:]+$'), 'id', id,
                'version', version, 'json', json, 'traceparent', args[i + 4])
            written = written + 1
        end
    end
    if args[1] == 'rebuilding' then
        redis.call('HINCRBY', keys[1], 'batches', 1)
    elseif args[1] == 'ahead' then
        remember(keys, 'ahead', 'ahead_event', args[3], args[4])
    else
        remember(keys, 'version', 'event', args[3], args[4])
    end
    return written
end

-- ARGV: the generation that is to be replaced ('' for none), the new one. Returns 0 when it is another.
local function begin(keys, args)
    if state(keys, 'complete') ~= args[1] then
        return 0
    end
    redis.call('HDEL', keys[1], 'complete', 'batches', 'ahead', 'ahead_event')
    redis.call('HSET', keys[1], 'rebuilding', args[2])
    return 1
end

-- ARGV: generation, how many batches it has, version and id of the last event in it. Returns 0 when
-- it is not the one being written, or when Redis does not have all of it any more.
local function complete(keys, args)
    if state(keys, 'rebuilding') ~= args[1] or (tonumber(state(keys, 'batches')) or 0) ~= tonumber(args[2]) then
        return 0
    end
    redis.call('HDEL', keys[1], 'rebuilding', 'batches')
    redis.call('HSET', keys[1], 'complete', args[1], 'version', args[3], 'event', args[4])
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

-- Returns generation, version and id of the last event, where the stream ends, and version and id of the last
-- event that was put ahead.
local function look(keys)
    local last = redis.call('XREVRANGE', keys[2], '+', '-', 'COUNT', 1)
    local trimmed = state(keys, 'trimmed')
    local stream_end = #last > 0 and last[1][1] or (trimmed ~= '' and trimmed or BEGINNING)
    return { state(keys, 'complete'), state(keys, 'version'), state(keys, 'event'), stream_end,
        state(keys, 'ahead'), state(keys, 'ahead_event') }
end

-- ARGV: stream id, how many. Returns generation, the trimmed mark and the entries behind that id.
local function read(keys, args)
    local trimmed = state(keys, 'trimmed')
    return { state(keys, 'complete'), trimmed ~= '' and trimmed or BEGINNING,
        redis.call('XRANGE', keys[2], '(' .. args[1], '+', 'COUNT', args[2]) }
end

redis.register_function('evara_directory_2_put', put)
redis.register_function('evara_directory_2_begin', begin)
redis.register_function('evara_directory_2_complete', complete)
redis.register_function { function_name = 'evara_directory_2_trim', callback = trim, flags = { 'allow-oom' } }
redis.register_function { function_name = 'evara_directory_2_look', callback = look, flags = { 'no-writes' } }
redis.register_function { function_name = 'evara_directory_2_read', callback = read, flags = { 'no-writes' } }
