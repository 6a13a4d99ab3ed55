package com.evaratech.node.stats;

import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.metric.Category;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes there are. Every status and category is named, also those that no node has.
 *
 * @param total all of them
 * @param byStatus how many are how
 * @param byCategory how many are of which category
 */
@RegisterForReflection
public record NodeCounts(
        long total, Map<NodeStatus, Long> byStatus, Map<Category, Long> byCategory) {

    /** Nodes of one category and status. */
    record Cell(Category category, NodeStatus status, long nodes) {}

    public NodeCounts {
        byStatus = new EnumMap<>(byStatus);
        byCategory = new EnumMap<>(byCategory);
    }

    static NodeCounts of(List<Cell> cells) {
        Map<NodeStatus, Long> byStatus = new EnumMap<>(NodeStatus.class);
        Map<Category, Long> byCategory = new EnumMap<>(Category.class);
        for (NodeStatus status : NodeStatus.values()) {
            byStatus.put(status, 0L);
        }
        for (Category category : Category.values()) {
            byCategory.put(category, 0L);
        }
        long total = 0;
        for (Cell cell : cells) {
            byStatus.merge(cell.status, cell.nodes, Long::sum);
            byCategory.merge(cell.category, cell.nodes, Long::sum);
            total += cell.nodes;
        }
        return new NodeCounts(total, byStatus, byCategory);
    }
}
