package com.evaratech.alert.people;

import static com.evaratech.local.testing.http.Request.given;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.http.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Somebody who has channels, and whose profile changes. */
public final class Person {

    public static final String CHANNELS = "/api/v1/me/notification-channels";
    public static final String SUBSCRIPTIONS = "/api/v1/me/subscriptions";

    private final UUID subject = UUID.randomUUID();
    private long version;

    private Person() {}

    /** Somebody whom the directory knows. */
    public static Person of(Role role, Scope scope) {
        var person = new Person();
        person.becomes(role, scope, true);
        return person;
    }

    /** The directory says something else of them from here on. */
    public void becomes(Role role, Scope scope, boolean isActive) {
        version++;
        TestDirectory.publish(subject, new Profile(version, role, scope, isActive));
    }

    public String subject() {
        return subject.toString();
    }

    public Request asks() {
        return given().bearer(TestTokens.of(subject));
    }

    public Response posts(String path, Map<String, ?> body) {
        return asks().asJson().body(body).post(path).then();
    }

    public Response puts(String path, String seen, Map<String, ?> body) {
        return asks().asJson().header("If-Match", seen).body(body).put(path).then();
    }

    /** A channel that tells at once; its id. */
    public String channel(String url) {
        return channel(Map.of("url", url, "group_seconds", 0));
    }

    /** A channel of these properties; its id. */
    public String channel(Map<String, ?> properties) {
        Map<String, Object> wish = new HashMap<>(Map.of("name", "My phone"));
        wish.putAll(properties);
        return posts(CHANNELS, wish).statusCode(201).extract().path("id");
    }

    /** Has everything told to a channel that fits. */
    public String subscribes(String channel, Map<String, ?> properties) {
        Map<String, Object> wish = new HashMap<>(Map.of("channel_id", channel));
        wish.putAll(properties);
        return posts(SUBSCRIPTIONS, wish).statusCode(201).extract().path("id");
    }
}
