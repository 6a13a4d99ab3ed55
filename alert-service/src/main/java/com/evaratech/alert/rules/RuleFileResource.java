package com.evaratech.alert.rules;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The rules of a community as a file, in JSON and in YAML. */
@Path("/api/v1/rules")
class RuleFileResource {

    private static final String YAML = "application/yaml";

    private final RuleImport files;
    private final ObjectMapper json;
    private final YAMLMapper yaml = new YAMLMapper();
    private final CurrentCaller caller;

    RuleFileResource(RuleImport files, ObjectMapper json, CurrentCaller caller) {
        this.files = files;
        this.json = json;
        this.caller = caller;
    }

    @GET
    @Path("/export")
    public Uni<Response> export(
            @RestQuery @Nullable String community, @RestQuery @Nullable String format) {
        var parameters = new QueryParameters();
        String wanted =
                parameters.choice(
                        "format",
                        format,
                        text -> Optional.of(text).filter(List.of("json", "yaml")::contains),
                        "json, yaml");
        UUID id = communityOf(parameters, community);
        return files.export(caller.get(), id)
                .map(rules -> new RuleFile.Written(rules.stream().map(RuleFile.Line::of).toList()))
                .map(file -> answer(file, "yaml".equals(wanted)));
    }

    private Response answer(RuleFile.Written file, boolean isYaml) {
        try {
            return isYaml
                    ? Response.ok(yaml.writeValueAsString(json.valueToTree(file)), YAML).build()
                    : Response.ok(json.writeValueAsString(file), MediaType.APPLICATION_JSON)
                            .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @POST
    @Path("/import")
    public Uni<ImportResult> importJson(
            @RestQuery @Nullable String community,
            @RestQuery("dry_run") @Nullable String dryRun,
            @Nullable RuleFile file) {
        return take(community, dryRun, RequestFields.body(file));
    }

    @POST
    @Path("/import")
    @Consumes({YAML, "application/x-yaml", "text/yaml"})
    public Uni<ImportResult> importYaml(
            @RestQuery @Nullable String community,
            @RestQuery("dry_run") @Nullable String dryRun,
            @Nullable String text)
            throws JsonProcessingException {
        var tree = yaml.readTree(text == null ? "" : text);
        return take(community, dryRun, RequestFields.body(json.treeToValue(tree, RuleFile.class)));
    }

    private Uni<ImportResult> take(
            @Nullable String community, @Nullable String dryRun, RuleFile file) {
        var parameters = new QueryParameters();
        Boolean isDry = parameters.flag("dry_run", dryRun);
        UUID id = communityOf(parameters, community);
        return isDry != null && isDry
                ? files.preview(caller.get(), id, file)
                : files.run(caller.get(), id, file);
    }

    private static UUID communityOf(QueryParameters parameters, @Nullable String community) {
        UUID id = parameters.id("community", community);
        parameters.throwIfRefused();
        if (id == null) {
            throw new InvalidRequest(
                    FieldError.missing("community", "the id of a community in your scope"));
        }
        return id;
    }
}
