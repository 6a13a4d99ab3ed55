package com.evaratech.node.pipelines;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.JsonArray;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "pipeline")
class PipelineEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID pipelineId;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID fromNodeId;

    @Column(updatable = false)
    UUID toNodeId;

    String label;
    Double diameterMm;

    /** A JSON array of pairs. */
    String line;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static PipelineEntity of(Pipe pipe, Placement place, Instant now) {
        var row = new PipelineEntity();
        row.pipelineId = UUID.randomUUID();
        row.distributorId = place.distributorId();
        row.communityId = place.communityId();
        row.fromNodeId = pipe.fromNodeId();
        row.toNodeId = pipe.toNodeId();
        row.createdAt = now;
        row.set(pipe);
        return row;
    }

    /** Takes over what may change, as the next version. */
    void set(Pipe pipe) {
        label = pipe.label();
        diameterMm = pipe.diameterMm();
        line = new JsonArray(new ArrayList<>(pipe.line())).encode();
        version++;
    }

    boolean says(Pipe pipe) {
        return pipe.equals(new Pipe(fromNodeId, toNodeId, label, diameterMm, places()));
    }

    Pipeline toPipeline() {
        return new Pipeline(
                pipelineId,
                communityId,
                fromNodeId,
                toNodeId,
                label,
                diameterMm,
                places(),
                createdAt,
                version);
    }

    private List<List<Double>> places() {
        var pairs = new JsonArray(line);
        var places = new ArrayList<List<Double>>();
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.getJsonArray(i);
            places.add(List.of(pair.getDouble(0), pair.getDouble(1)));
        }
        return places;
    }
}
