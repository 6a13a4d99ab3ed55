#!lua name=evara_streams_1

-- What changes several keys of a partition at once. Keys always come in this order: stream, facts, groups, samples.
-- facts: generation, trimmed, server, open_at, sampled:<group>. groups: <group> = "position count". samples: a sorted
-- set by time of "<group> <position> <time>".

local function now_millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function whole(number)
    return string.format('%.0f', number)
end

-- Ids are compared in two parts: together they do not fit a double.
local function parts(id)
    local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
    return tonumber(millis), tonumber(sequence)
end

local function before(a, b)
    local a_millis, a_sequence = parts(a)
    local b_millis, b_sequence = parts(b)
    return a_millis < b_millis or (a_millis == b_millis and a_sequence < b_sequence)
end

local function next_id(id)
    local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
    return millis .. '-' .. whole(tonumber(sequence) + 1)
end

-- Last id, entries ever added, entries there now; of a stream that is not there: nothing ever.
local function shape(stream)
    if redis.call('EXISTS', stream) == 0 then
        return '0-0', 0, 0
    end
    local info = redis.call('XINFO', 'STREAM', stream)
    local facts = {}
    for i = 1, #info, 2 do
        facts[info[i]] = info[i + 1]
    end
    return facts['last-generated-id'], facts['entries-added'], facts['length']
end

local function trimmed(facts)
    return redis.call('HGET', facts, 'trimmed') or '0-0'
end

-- The generation says which life of the partition its ids belong to. It is born with the first entry that is there,
-- so that everything accepted in an earlier life and lost lies before it.
local function generation(keys, name)
    local known = redis.call('HGET', keys[2], 'generation')
    if known then
        return known
    end
    local first = redis.call('XRANGE', keys[1], '-', '+', 'COUNT', 1)[1]
    local birth = first and first[1] or (whole(now_millis()) .. '-0')
    redis.call('HSET', keys[2], 'generation', birth .. ':' .. name)
    return birth .. ':' .. name
end

-- args: a name nobody else uses. Returns the generation, what was trimmed, the last id, how many entries were added
-- and how many are there.
local function open(keys, args)
    local current = generation(keys, args[1])
    local last, added, length = shape(keys[1])
    return {current, trimmed(keys[2]), last, added, length}
end

-- Remembers where a group stands, so that it is known later where it stood a replay window ago.
local function sample(keys, group, position, now, every)
    local last = redis.call('HGET', keys[2], 'sampled:' .. group)
    if last and now - tonumber(last) < every then
        return
    end
    redis.call('ZADD', keys[4], whole(now), group .. ' ' .. position .. ' ' .. whole(now))
    redis.call('HSET', keys[2], 'sampled:' .. group, whole(now))
end

-- A group that was set back (its database was restored) has not been where its later samples say.
local function forget_later_samples(keys, group, position)
    for _, member in ipairs(redis.call('ZRANGE', keys[4], 0, -1)) do
        local of, stood = string.match(member, '^(%S+) (%S+) ')
        if of == group and before(position, stood) then
            redis.call('ZREM', keys[4], member)
        end
    end
    redis.call('HDEL', keys[2], 'sampled:' .. group)
end

-- Trims to where the slowest group stood a window ago; a group without a sample that old keeps everything.
local function trim(keys, now, window, groups)
    local old = redis.call('ZRANGEBYSCORE', keys[4], '-inf', whole(now - window))
    local stood, newest = {}, {}
    for _, member in ipairs(old) do
        local group, position = string.match(member, '^(%S+) (%S+) ')
        if newest[group] then
            redis.call('ZREM', keys[4], newest[group])
        end
        stood[group], newest[group] = position, member
    end
    local mark = nil
    for _, group in ipairs(groups) do
        local current = redis.call('HGET', keys[3], group)
        if not stood[group] or not current then
            return
        end
        local position = string.match(current, '^(%S+) ')
        if before(stood[group], position) then
            position = stood[group]
        end
        if not mark or before(position, mark) then
            mark = position
        end
    end
    if mark and before(trimmed(keys[2]), mark) then
        redis.call('HSET', keys[2], 'trimmed', mark)
        redis.call('XTRIM', keys[1], 'MINID', '=', next_id(mark))
    end
end

-- args: generation, group, position, count, window ms, sample every ms, all declared groups. Returns nothing when the
-- generation is over, else: the server's time, the time of the oldest entry behind the position (0: none), how many
-- entries were added.
local function report(keys, args)
    if redis.call('HGET', keys[2], 'generation') ~= args[1] then
        return false
    end
    local now = now_millis()
    local group, position = args[2], args[3]
    local earlier = redis.call('HGET', keys[3], group)
    if earlier and before(position, string.match(earlier, '^(%S+) ')) then
        forget_later_samples(keys, group, position)
    end
    redis.call('HSET', keys[3], group, position .. ' ' .. args[4])
    sample(keys, group, position, now, tonumber(args[6]))
    trim(keys, now, tonumber(args[5]), {unpack(args, 7)})
    local waiting = redis.call('XRANGE', keys[1], '(' .. position, '+', 'COUNT', 1)[1]
    local oldest = waiting and parts(waiting[1]) or 0
    local _, added = shape(keys[1])
    return {now, oldest, added}
end

-- Where a group stands by its last report and how many entries that is; before its first, where the stream begins.
local function standing(keys, group, added, length)
    local current = redis.call('HGET', keys[3], group)
    if current then
        return string.match(current, '^(%S+) (%d+)$')
    end
    return trimmed(keys[2]), added - length
end

-- args: a group. Changes nothing. Returns: the server's time, the time of the oldest entry behind where the group
-- stands (0: none), how many entries are behind it.
local function waiting(keys, args)
    local _, added, length = shape(keys[1])
    local position, read = standing(keys, args[1], added, length)
    local first = redis.call('XRANGE', keys[1], '(' .. position, '+', 'COUNT', 1)[1]
    local oldest = first and parts(first[1]) or 0
    return {now_millis(), oldest, added - tonumber(read)}
end

-- How long publishing has to wait because another server took over: its clock may be behind, and ids must not sort
-- before positions that were committed.
local function pause(facts, now, skew)
    local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
    local known = redis.call('HGET', facts, 'server')
    if known ~= server then
        redis.call('HSET', facts, 'server', server)
        if known then
            redis.call('HSET', facts, 'open_at', whole(now + skew))
        end
    end
    local open_at = tonumber(redis.call('HGET', facts, 'open_at') or '0')
    return math.max(0, open_at - now)
end

-- args: a name for the generation, skew ms, all declared groups. Returns: how long publishing has to pause (ms), how
-- many entries the slowest group has to read, the age of the oldest of them (ms), memory used and allowed (bytes).
local function pressure(keys, args)
    local now = now_millis()
    generation(keys, args[1])
    local _, added, length = shape(keys[1])
    local slowest, read = nil, added
    for i = 3, #args do
        local position, count = standing(keys, args[i], added, length)
        if not slowest or before(position, slowest) then
            slowest, read = position, tonumber(count)
        end
    end
    local oldest = slowest and redis.call('XRANGE', keys[1], '(' .. slowest, '+', 'COUNT', 1)[1]
    local age, behind = 0, 0
    if oldest then
        local millis = parts(oldest[1])
        age = math.max(0, now - millis)
        behind = math.max(1, added - read)
    end
    local memory = redis.call('INFO', 'memory')
    return {
        pause(keys[2], now, tonumber(args[2])), behind, age,
        tonumber(string.match(memory, 'used_memory:(%d+)')), tonumber(string.match(memory, 'maxmemory:(%d+)'))
    }
end

-- All of them must work when memory is full: trimming is what frees it.
local function register(name, callback)
    redis.register_function{function_name = 'evara_streams_1_' .. name, callback = callback, flags = {'allow-oom'}}
end

register('open', open)
register('report', report)
register('waiting', waiting)
register('pressure', pressure)
