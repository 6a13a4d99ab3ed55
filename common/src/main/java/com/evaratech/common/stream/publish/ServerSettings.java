package com.evaratech.common.stream.publish;

import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.BusRefusal;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.Protocol;

/** What the bus must be set to, so that it keeps what it has answered. */
final class ServerSettings {

    private static final List<Needed> NEEDED =
            List.of(
                    new Needed("appendonly", "yes"),
                    new Needed("appendfsync", "always"),
                    // Otherwise whole rewrites of the file go by without.
                    new Needed("no-appendfsync-on-rewrite", "no"),
                    new Needed("maxmemory-policy", "noeviction"));

    private static final String WAY_OUT =
            "; or set REDIS_DURABILITY=vouched when it keeps its data in another way";

    private ServerSettings() {}

    private record Needed(String name, String value) {}

    /**
     * Asks the server.
     *
     * @return one sentence with each setting that is wrong, its value and the one that is allowed;
     *     empty when all are right
     */
    static Optional<String> fault(BusConnection connection) {
        Command question = Command.of(Protocol.Command.CONFIG).arg("GET");
        for (Needed needed : NEEDED) {
            question = question.arg(needed.name());
        }
        Map<String, String> found;
        try {
            found = pairs(connection.call(question).list());
        } catch (BusRefusal e) {
            return Optional.of(
                    "the bus does not tell how it keeps its data (%s): allow CONFIG GET to its user"
                                    .formatted(e.getMessage())
                            + WAY_OUT);
        }
        String wrong =
                NEEDED.stream()
                        .filter(needed -> !needed.value().equals(found.get(needed.name())))
                        .map(needed ->
                                "%s is %s and must be %s"
                                        .formatted(
                                                needed.name(),
                                                found.getOrDefault(needed.name(), "unknown"),
                                                needed.value()))
                        .collect(Collectors.joining(", "));
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("the bus may lose what it has taken: " + wrong + WAY_OUT);
    }

    private static Map<String, String> pairs(List<Reply> reply) {
        var pairs = new HashMap<String, String>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            pairs.put(reply.get(i).text(), reply.get(i + 1).text());
        }
        return pairs;
    }
}
