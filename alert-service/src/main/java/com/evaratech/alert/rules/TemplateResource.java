package com.evaratech.alert.rules;

import com.evaratech.alert.rules.TemplateService.Applied;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.metric.Category;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.RequestFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Templates over HTTP. */
@Path("/api/v1/rules/templates")
class TemplateResource {

    private static final String CATEGORIES =
            Arrays.stream(Category.values()).map(Category::name).collect(Collectors.joining(", "));

    private final TemplateService templates;
    private final CurrentCaller caller;

    TemplateResource(TemplateService templates, CurrentCaller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    /** All at once: there are a few dozen. */
    @RegisterForReflection
    record Shown(List<RuleTemplate> items) {}

    @GET
    public Shown list(@RestQuery @Nullable String category) {
        var parameters = new QueryParameters();
        Category wanted = parameters.choice("category", category, Category::find, CATEGORIES);
        parameters.throwIfRefused();
        return new Shown(
                RuleTemplates.list().stream()
                        .filter(template -> wanted == null || template.category() == wanted)
                        .toList());
    }

    @POST
    @Path("/apply")
    public Uni<Applied> apply(TemplateService.@Nullable Wish wish) {
        return templates.apply(caller.get(), RequestFields.body(wish));
    }
}
