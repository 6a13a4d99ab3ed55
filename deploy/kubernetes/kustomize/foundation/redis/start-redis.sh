#!/bin/sh
# Starts this pod's Redis as what it is now: the primary, or a replica of it. Asks, in this order: the
# sentinels of the other pods; what this pod's own sentinel wrote down last; and on the very first start,
# when nobody knows of any, pod 0 is it.
set -eu

primary_by_sentinels() {
    for pod in 0 1 2; do
        [ "redis-$pod" != "$POD" ] || continue
        REDISCLI_AUTH=$REDIS_PASSWORD timeout 3 redis-cli -h "redis-$pod.redis-nodes" -p 26379 --raw \
            SENTINEL GET-MASTER-ADDR-BY-NAME evara 2>/dev/null | head -n 1 | grep '^redis-' && return 0
    done
    return 1
}

primary_as_written_down() {
    [ -f /data/sentinel.conf ] && sed -n 's/^sentinel monitor evara \([^ ]*\) .*/\1/p' /data/sentinel.conf | grep '^redis-'
}

self=$POD.redis-nodes
primary=$(primary_by_sentinels || primary_as_written_down || echo redis-0.redis-nodes)

umask 077
{
    cat /etc/redis/redis.conf
    printf 'requirepass "%s"\nmasterauth "%s"\nreplica-announce-ip %s\n' "$REDIS_PASSWORD" "$REDIS_PASSWORD" "$self"
    printf 'maxmemory %s\nmin-replicas-to-write %s\n' "$REDIS_MAXMEMORY" "$REDIS_MIN_REPLICAS"
    [ "$primary" = "$self" ] || printf 'replicaof %s 6379\n' "$primary"
} > /tmp/redis.conf
exec redis-server /tmp/redis.conf
