#!lua name=lynk_names
-- The filter of names (platform/name-filter) for servers without CF.*: a cuckoo filter in strings. KEYS[1] says how far it
-- has been filled, and begins with 1 once it is complete; the other keys are its parts, each with twice the buckets of the
-- one before. A part is two bytes a slot and four slots a bucket; a fingerprint of 16 bits stands in one of two buckets, and
-- 0 is an empty slot. Names come as SHA-256 in hexadecimal: the server never learns them.
local MAX_MOVES = 500

local function spread(print, mask)
  local mixed = bit.bxor(print * 0x5bd1, bit.rshift(print, 3))
  return bit.band(bit.bxor(mixed, bit.rshift(mixed, 15)), mask)
end

-- The fingerprint, and its two buckets.
local function places(hex, mask)
  local print = tonumber(hex:sub(1, 4), 16)
  if print == 0 then print = 1 end
  local first = bit.band(tonumber(hex:sub(5, 12), 16), mask)
  return print, first, bit.bxor(first, spread(print, mask))
end

local function read(key, bucket)
  return { struct.unpack('<HHHH', redis.call('GETRANGE', key, bucket * 8, bucket * 8 + 7)) }
end

local function slot_of(slots, print)
  for slot = 1, 4 do if slots[slot] == print then return slot end end
end

local function write(key, bucket, slot, print)
  redis.call('SETRANGE', key, bucket * 8 + (slot - 1) * 2, struct.pack('<H', print))
end

-- Where a fingerprint stands in a part; nothing when it does not, or there is no such part.
local function find(key, hex)
  local length = redis.call('STRLEN', key)
  if length == 0 then return nil end
  local print, first, second = places(hex, length / 8 - 1)
  for _, bucket in ipairs({ first, second }) do
    local slot = slot_of(read(key, bucket), print)
    if slot then return bucket, slot end
  end
end

-- Whether there was a place. The moves are planned first, and made only when the last one finds a free slot.
local function insert(key, hex)
  local mask = redis.call('STRLEN', key) / 8 - 1
  local print, first, second = places(hex, mask)
  for _, bucket in ipairs({ first, second }) do
    local free = slot_of(read(key, bucket), 0)
    if free then write(key, bucket, free, print) return true end
  end
  local planned, seen, bucket, homeless = {}, {}, first, print
  for move = 1, MAX_MOVES do
    seen[bucket] = seen[bucket] or read(key, bucket)
    local slot = (homeless + move) % 4 + 1
    planned[#planned + 1] = { bucket, slot, homeless }
    homeless, seen[bucket][slot] = seen[bucket][slot], homeless
    bucket = bit.bxor(bucket, spread(homeless, mask))
    seen[bucket] = seen[bucket] or read(key, bucket)
    local free = slot_of(seen[bucket], 0)
    if free then
      planned[#planned + 1] = { bucket, free, homeless }
      for _, step in ipairs(planned) do write(key, step[1], step[2], step[3]) end
      return true
    end
  end
  return false
end

local function holds(keys, hex)
  for part = 2, #keys do if find(keys[part], hex) then return true end end
  return false
end

-- ARGV[1]: a name. 0 when it is surely not in the filter.
local function may_hold(keys, args)
  local progress = redis.call('GET', keys[1])
  if not progress or progress:sub(1, 1) ~= '1' or redis.call('EXISTS', keys[2]) == 0 then return 1 end
  return holds(keys, args[1]) and 1 or 0
end

-- ARGV[1]: the first part has two to this power of buckets; the rest: names. With all parts full, nothing is known any more.
local function add(keys, args)
  local last = 1
  while keys[last + 1] and redis.call('EXISTS', keys[last + 1]) == 1 do last = last + 1 end
  for index = 2, #args do
    if not holds(keys, args[index]) and not (last > 1 and insert(keys[last], args[index])) then
      last = last + 1
      if not keys[last] then redis.call('DEL', keys[1]) return 0 end
      local bytes = 2 ^ (tonumber(args[1]) + last - 2) * 8
      redis.call('SETRANGE', keys[last], bytes - 1, '\0')
      insert(keys[last], args[index])
    end
  end
  return 1
end

-- ARGV[1]: a name. 1 when there was one like it.
local function remove(keys, args)
  for part = 2, #keys do
    local bucket, slot = find(keys[part], args[1])
    if bucket then write(keys[part], bucket, slot, 0) return 1 end
  end
  return 0
end

redis.register_function{ function_name = 'lynk_names_may_hold', callback = may_hold, flags = { 'no-writes' } }
redis.register_function('lynk_names_add', add)
redis.register_function('lynk_names_remove', remove)
