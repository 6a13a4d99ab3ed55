package com.evaratech.common.directory;

/**
 * Where the snapshot lies in Redis. Each kind of entry is one hash, field = id, value = the entry's
 * JSON. The braces keep all of it in one slot of a Redis Cluster, so that one script may touch
 * several keys.
 */
public final class DirectoryKeys {

    /** Profiles by token subject. */
    public static final String PROFILES = "evara:{dir}:profile";

    /** Communities by id. */
    public static final String COMMUNITIES = "evara:{dir}:community";

    /** Nodes by id. */
    public static final String NODES = "evara:{dir}:node";

    /**
     * Set after a whole snapshot was written. Without it, an absent entry may only be one that was
     * not written yet.
     */
    public static final String COMPLETE = "evara:{dir}:complete";

    private DirectoryKeys() {}
}
