package com.evaratech.local.testing;

/**
 * The servers of a test JVM as every class loader sees them: Quarkus loads tests by loaders of its
 * own, and only types of the JDK pass between them.
 */
public interface SharedServersMXBean {

    /** Port of PostgreSQL. */
    int getPostgresPort();

    /** URL of the services' database, as its administrator. */
    String getAdminUrl();

    /** Password of one of the services' database roles. */
    String passwordOf(String role);

    /** Port of Redis. */
    int getRedisPort();

    /** Password of Redis. */
    String getRedisPassword();

    /** What tokens are signed with. */
    String getTokenSecret();

    /** Ends a server in order; its port stays its own. */
    void stop(String server);

    /** Starts a stopped server on the same port with the same data. */
    void start(String server);

    /** Lets a server hang: it holds its connections and answers nothing. */
    void pause(String server);

    /** Lets a hanging server go on. */
    void resume(String server);
}
