package com.evaratech.node.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class StatsIT {

    private static final String STATS = "/api/v1/stats";

    @Inject MeterRegistry metrics;

    private Person superadmin;
    private Tenant tenant;

    /** Three nodes of a community, one of them the customer's; another tenant has one, too. */
    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        var _ = Tenant.create();
        for (var category : new String[] {"OHT", "BOREWELL"}) {
            var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
            wish.put("category", category);
            var _ = superadmin.add("/api/v1/nodes", wish);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DISTRIBUTOR,3,2,1",
        "COMMUNITY_ADMIN,3,2,1",
        "INSTALLER,3,2,1",
        "CUSTOMER,1,1,0",
        "VIEWER,3,2,1"
    })
    void shouldCountWhatEachRoleMaySee(Role role, int total, int tanks, int wells) {
        var stats = tenant.person(role).get(STATS).then().statusCode(200).extract().jsonPath();

        assertThat(stats.getInt("nodes.total")).isEqualTo(total);
        assertThat(stats.getInt("nodes.by_category.OHT")).isEqualTo(tanks);
        assertThat(stats.getInt("nodes.by_category.BOREWELL")).isEqualTo(wells);
        assertThat(stats.getInt("nodes.by_category.FLOW_METER")).isZero();
        assertThat(stats.getInt("nodes.by_status.PROVISIONING")).isEqualTo(total);
        assertThat(stats.getInt("nodes.by_status.OFFLINE")).isZero();
    }

    @Test
    void shouldCountTheWholeFleetForASuperadminAndInTheMetric() {
        int total = superadmin.get(STATS).path("nodes.total");
        int provisioning = superadmin.get(STATS).path("nodes.by_status.PROVISIONING");

        assertThat(total).isGreaterThanOrEqualTo(4);
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                metrics.get(NodeMetrics.NODES)
                                        .tag("status", "provisioning")
                                        .gauge()
                                        .value(),
                        shown -> shown == provisioning);
    }

    @Test
    void shouldCountANodeWhereItIsNow() {
        var path = "/api/v1/nodes/" + tenant.node();
        var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
        wish.put("category", "SUMP");

        superadmin.change(path, wish).then().statusCode(200);

        var customer = tenant.person(Role.CUSTOMER).get(STATS);
        assertThat(customer.<Integer>path("nodes.total")).isZero();
        var community = tenant.person(Role.VIEWER).get(STATS);
        assertThat(community.<Integer>path("nodes.by_category.OHT")).isEqualTo(1);
        assertThat(community.<Integer>path("nodes.by_category.SUMP")).isEqualTo(1);
    }
}
