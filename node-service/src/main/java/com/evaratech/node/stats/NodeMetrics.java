package com.evaratech.node.stats;

import com.evaratech.common.directory.NodeStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fleet's nodes by status. Every replica shows all of them, so the largest counts. */
@Singleton
class NodeMetrics {

    static final String NODES = "evara.nodes";

    private volatile Map<NodeStatus, Long> shown = Map.of();

    NodeMetrics(MeterRegistry registry) {
        for (NodeStatus status : List.of(NodeStatus.values())) {
            var _ =
                    Gauge.builder(NODES, () -> shown.getOrDefault(status, 0L))
                            .description("Nodes of the whole fleet")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(registry);
        }
    }

    void show(NodeCounts counts) {
        shown = Map.copyOf(counts.byStatus());
    }
}
