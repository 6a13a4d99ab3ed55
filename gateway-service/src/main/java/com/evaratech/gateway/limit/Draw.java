package com.evaratech.gateway.limit;

/**
 * One bucket that a request draws on.
 *
 * @param limit what it counts
 * @param key names the bucket among all, in Redis too
 * @param quota how fast it fills again
 */
public record Draw(Limit limit, String key, Quota quota) {

    private static final String PREFIX = "evara:limit:";

    /**
     * The bucket of a limit. With another number it is another one: what was owed under a narrow
     * limit does not keep callers out once it is wide.
     *
     * @param place what all buckets of one request have in common, so that they are in one slot of
     *     a Redis Cluster
     * @param whose tells it from other buckets of the limit
     */
    static Draw of(Limit limit, String place, String whose, int perMinute) {
        String key = PREFIX + "{" + place + "}:" + limit.code() + ":" + perMinute + ":" + whose;
        return new Draw(limit, key, new Quota(perMinute));
    }
}
