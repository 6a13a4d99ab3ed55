#!lua name=evara_cache_1

-- Answers that are kept for a while. An answer is a hash: "at", when it was begun in milliseconds since 1970, and
-- "value". A mark holds when something was changed. Nothing here is worth a write to disk, so nothing is appended
-- to the file or sent to replicas, but that a key has ended.

-- KEYS: the answer, its lock, the marks that end it.
-- ARGV: how old it may be made by a change, in milliseconds before it began; a change that the caller knows of;
--       how long the lock holds.
-- Returns "kept" with "at" and "value"; "changing" while a change is too new for any answer to be kept; "make" with
-- the time of now when the caller is to make it; "made" when somebody else is making it.
local function look(keys, args)
    local margin, changed = tonumber(args[1]), tonumber(args[2])
    for i = 3, #keys do
        changed = math.max(changed, tonumber(redis.call('GET', keys[i]) or 0))
    end
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    if changed + margin >= now then
        return { 'changing' }
    end
    local kept = redis.call('HMGET', keys[1], 'at', 'value')
    if kept[1] and tonumber(kept[1]) > changed + margin then
        return { 'kept', kept[1], kept[2] }
    end
    redis.set_repl(redis.REPL_NONE)
    if redis.call('SET', keys[2], '1', 'NX', 'PX', args[3]) then
        return { 'make', string.format('%.0f', now) }
    end
    return { 'made' }
end

-- KEYS: the answer, its lock. ARGV: when it was begun, as "make" told; the value; how long it is kept from then on:
-- so the marks that end it outlive it, however long it took to make.
local function keep(keys, args)
    redis.set_repl(redis.REPL_NONE)
    redis.call('HSET', keys[1], 'at', args[1], 'value', args[2])
    redis.call('PEXPIREAT', keys[1], string.format('%.0f', tonumber(args[1]) + tonumber(args[3])))
    redis.call('DEL', keys[2])
    return 1
end

-- KEYS: the lock of an answer that could not be made.
local function leave(keys)
    redis.set_repl(redis.REPL_NONE)
    return redis.call('DEL', keys[1])
end

-- KEYS: marks. ARGV: how long they are kept. Sets them to now.
local function mark(keys, args)
    redis.set_repl(redis.REPL_NONE)
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for _, key in ipairs(keys) do
        redis.call('SET', key, string.format('%.0f', now), 'PX', args[1])
    end
    return 1
end

redis.register_function('evara_cache_1_look', look)
redis.register_function('evara_cache_1_keep', keep)
redis.register_function('evara_cache_1_leave', leave)
redis.register_function('evara_cache_1_mark', mark)
