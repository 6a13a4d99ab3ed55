package com.evaratech.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.JsonPath;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class ListRulesIT {

    private final Tenant tenant = Tenant.create();
    private final RuleApi admin = new RuleApi(tenant.token(Role.COMMUNITY_ADMIN));

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COMMUNITY_ADMIN", "INSTALLER", "VIEWER"})
    void shouldShowACommunitysRulesToItsPeopleOnly(Role role) {
        UUID own = admin.create(tenant.wish());
        Tenant other = Tenant.create();
        UUID foreign = new RuleApi(other.token(Role.COMMUNITY_ADMIN)).create(other.wish());
        RuleApi person = new RuleApi(tenant.token(role));

        assertThat(person.list("")).containsExactly(own);
        person.get("/api/v1/rules/" + own).statusCode(200);
        person.get("/api/v1/rules/" + foreign)
                .statusCode(404)
                .body("code", equalTo("rule_not_found"));
        person.get("/api/v1/rules/" + UUID.randomUUID())
                .statusCode(404)
                .body("code", equalTo("rule_not_found"));
    }

    @Test
    void shouldShowADistributorTheRulesOfItsCommunities() {
        Tenant neighbour = Tenant.ofDistributor(tenant.distributorId());
        RuleApi distributor = new RuleApi(tenant.distributorToken());
        UUID first = distributor.create(tenant.wish());
        UUID second = distributor.create(neighbour.wish());
        UUID foreign = new RuleApi(superadmin()).create(Tenant.create().wish());

        assertThat(distributor.list("")).containsExactly(first, second);
        assertThat(distributor.list("?community=" + neighbour.communityId()))
                .containsExactly(second);
        distributor.get("/api/v1/rules/" + foreign).statusCode(404);
        new RuleApi(superadmin()).get("/api/v1/rules/" + foreign).statusCode(200);
    }

    @Test
    void shouldShowACustomerItsCommunitysRulesButNotThoseOfOthersNodes() {
        UUID customer = UUID.randomUUID();
        UUID shared = admin.create(tenant.wish());
        UUID own = admin.create(tenant.wish(Tenant.onNode(tenant.tank(customer))));
        UUID others = admin.create(tenant.wish(Tenant.onNode(tenant.tank(UUID.randomUUID()))));
        UUID communitys = admin.create(tenant.wish(Tenant.onNode(tenant.tank(null))));
        RuleApi person = new RuleApi(tenant.customerToken(customer));

        assertThat(person.list("")).containsExactly(shared, own);
        person.get("/api/v1/rules/" + own).statusCode(200);
        person.get("/api/v1/rules/" + others).statusCode(404);
        person.get("/api/v1/rules/" + communitys).statusCode(404);
    }

    @Test
    void shouldGiveEveryRuleExactlyOnceOverAllPages() {
        List<UUID> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(admin.create(tenant.wish()));
        }

        List<UUID> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonPath page = admin.page("?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(RuleApi.ids(page)).hasSizeLessThanOrEqualTo(2);
            listed.addAll(RuleApi.ids(page));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(listed).containsExactlyElementsOf(created);
    }

    @Test
    void shouldShowOnlyWhatPassesTheFilter() {
        String binding = "{\"kind\": \"community\"}";
        UUID low = admin.create(tenant.wish(binding, "water_level_percent", "critical", true));
        UUID warm = admin.create(tenant.wish(binding, "temperature_c", "critical", false));
        UUID acid = admin.create(tenant.wish(binding, "ph", "info", true));

        assertThat(admin.list("?metric=ph")).containsExactly(acid);
        assertThat(admin.list("?severity=critical")).containsExactly(low, warm);
        assertThat(admin.list("?enabled=false")).containsExactly(warm);
        assertThat(admin.list("?severity=critical&enabled=true")).containsExactly(low);
        assertThat(admin.list("?community=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void shouldNameEveryParameterThatCannotBeUnderstood() {
        admin.get("/api/v1/rules?community=here&metric=depth&severity=loud&enabled=maybe")
                .statusCode(400)
                .body("errors.field", contains("community", "metric", "severity", "enabled"));
    }

    private static String superadmin() {
        return TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }
}
