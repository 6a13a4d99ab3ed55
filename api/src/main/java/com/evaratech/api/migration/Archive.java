package com.evaratech.api.migration;

import com.evaratech.api.mapping.Queries;
import com.evaratech.api.migration.RequestMigration.Recorded;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An HTTP archive (HAR 1.2). Answers that were recorded with the requests stay as they were. */
final class Archive {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestMigration migration;
    private final List<String> left = new ArrayList<>();
    private int count;

    Archive(RequestMigration migration) {
        this.migration = migration;
    }

    Rewritten rewrite(String text) {
        JsonNode archive;
        try {
            archive = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode entries = archive.at("/log/entries");
        if (!entries.isArray()) {
            throw new IllegalArgumentException("no HTTP archive: log.entries is missing");
        }
        for (JsonNode entry : entries) {
            if (entry.path("request") instanceof ObjectNode request) {
                rewrite(request);
            }
        }
        return new Rewritten(archive.toPrettyString() + "\n", count, left);
    }

    private void rewrite(ObjectNode request) {
        JsonNode sent = request.path("postData");
        Recorded first =
                new Recorded(
                        request.path("method").asText(),
                        request.path("url").asText(),
                        sent.path("mimeType").asText(),
                        sent.path("text").asText());
        Optional<Recorded> second = migration.second(first);
        if (second.isEmpty()) {
            left.add(first.method() + " " + first.address());
            return;
        }
        count++;
        request.put("url", second.get().address());
        if (sent instanceof ObjectNode body && body.has("text")) {
            body.put("text", second.get().body());
        }
        for (JsonNode parameter : request.path("queryString")) {
            if (parameter instanceof ObjectNode named) {
                rename(named, second.get().address());
            }
        }
    }

    /** A parameter as the address has it: its values are rewritten there. */
    private static void rename(ObjectNode parameter, String address) {
        String name = Queries.secondName(parameter.path("name").asText());
        parameter.put("name", name);
        Queries.valueIn(address, name).ifPresent(value -> parameter.put("value", value));
    }
}
