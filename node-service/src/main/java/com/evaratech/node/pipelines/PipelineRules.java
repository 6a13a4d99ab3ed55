package com.evaratech.node.pipelines;

import com.evaratech.common.problem.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a pipeline must look like. */
final class PipelineRules {
    private static final int LABEL_LENGTH = 200;
    private static final int MOST_PLACES = 500;

    private PipelineRules() {}

    static Pipe accept(SetPipeline wish) {
        var fields = new RequestFields();
        var pipe = read(wish, wish.fromNodeId(), wish.toNodeId(), fields);
        fields.refuseIfAnyIsWrong();
        return pipe;
    }

    /** Its ends stay: a pipe between other nodes is another pipe. */
    static Pipe acceptChange(SetPipeline wish, Pipeline before) {
        var fields = new RequestFields();
        var pipe = read(wish, before.fromNodeId(), before.toNodeId(), fields);
        fields.requireUnchanged("from_node_id", wish.fromNodeId(), before.fromNodeId());
        fields.requireUnchanged("to_node_id", wish.toNodeId(), before.toNodeId());
        fields.refuseIfAnyIsWrong();
        return pipe;
    }

    private static Pipe read(
            SetPipeline wish, @Nullable UUID from, @Nullable UUID to, RequestFields fields) {
        var pipe =
                new Pipe(
                        fields.id("from_node_id", from),
                        fields.id("to_node_id", to),
                        fields.optionalText("label", wish.label(), LABEL_LENGTH),
                        wish.diameterMm() == null
                                ? null
                                : fields.number("diameter_mm", wish.diameterMm(), 1, 5_000),
                        line(wish.line(), fields));
        fields.require(
                from == null || !from.equals(to), "to_node_id", to, "another node than the first");
        return pipe;
    }

    private static List<List<Double>> line(
            @Nullable List<@Nullable List<@Nullable Double>> wish, RequestFields fields) {
        var line = new ArrayList<List<Double>>();
        if (wish == null) {
            return line;
        }
        if (wish.size() > MOST_PLACES) {
            fields.refuse(
                    "line",
                    "%d places".formatted(wish.size()),
                    "at most %d places".formatted(MOST_PLACES));
            return line;
        }
        for (int i = 0; i < wish.size(); i++) {
            var place = wish.get(i);
            var at = "line[%d]".formatted(i);
            if (place == null || place.size() != 2) {
                fields.refuse(at, place, "[latitude, longitude]");
            } else {
                line.add(
                        List.of(
                                fields.number(at + "[0]", place.get(0), -90, 90),
                                fields.number(at + "[1]", place.get(1), -180, 180)));
            }
        }
        return line;
    }
}
