package com.evaratech.node.nodes;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports and exports beside one another, and what programs for tables make of them. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class BulkTogetherIT {

    private static final String NODES = "/api/v1/nodes";
    private static final String IMPORT = NODES + "/import";
    private static final String HEADER =
            "community_id,key,label,category,time_zone,expected_interval_seconds";

    @Inject NodeImport nodeImport;
    @Inject NodeExport nodeExport;

    private Person superadmin;
    private Tenant tenant;
    private UUID community;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        community = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
    }

    /** Each waits for the other's first key; in another order they would wait for ever. */
    @Test
    void shouldTakeTheSameKeysInOppositeOrdersAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            var rows = new ArrayList<String>();
            for (int i = 0; i < 500; i++) {
                rows.add(row("round-%d-%d".formatted(round, i)));
            }
            var reversed = rows.reversed();
            var orders = new ConcurrentLinkedQueue<>(List.of(rows, reversed));

            var statuses =
                    Together.run(
                            2,
                            () -> {
                                var file = Objects.requireNonNull(orders.poll());
                                var _ = Arc.container().requestContext().activate();
                                return nodeImport
                                        .run(
                                                author(),
                                                NodeCsv.read(csv(file)),
                                                new ImportOptions(false, true),
                                                Optional.empty())
                                        .created()
                                        .size();
                            });

            assertThat(statuses).containsExactlyInAnyOrder(500, 0);
        }
    }

    private Caller author() {
        return new Caller(superadmin.subject(), Role.SUPERADMIN, new Scope.Everything());
    }

    private static byte[] csv(List<String> rows) {
        return (HEADER + "\n" + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
    }

    /** All of the service's connections would wait with them. */
    @Test
    void shouldLeaveTheDatabaseToOthersWhileThoseWhoReadAreSlow() throws Exception {
        var _ = importCsv(superadmin, IMPORT, HEADER + "\n" + row("slowly-read")).statusCode(200);
        var everything = NodeFilter.accept(new NodeQuery());
        var reads = new CountDownLatch(1);
        int readers = 6;
        var reading = new CountDownLatch(readers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < readers; i++) {
                    var _ =
                            threads.submit(() -> {
                                nodeExport.write(
                                        new Scope.Everything(),
                                        everything,
                                        new SlowReader(reading, reads));
                                return true;
                            });
                }
                assertThat(reading.await(20, TimeUnit.SECONDS)).as("all are served").isTrue();

                importCsv(superadmin, IMPORT, HEADER + "\n" + row("meanwhile")).statusCode(200);
            } finally {
                reads.countDown();
            }
        }
    }

    /** Takes nothing until it is let. */
    private static final class SlowReader extends OutputStream {

        private final CountDownLatch asked;
        private final CountDownLatch reads;

        SlowReader(CountDownLatch asked, CountDownLatch reads) {
            this.asked = asked;
            this.reads = reads;
        }

        @Override
        public void write(int one) throws IOException {
            asked.countDown();
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            write(0);
        }
    }

    @Test
    void shouldExportNoFormulasAndReadThemAgain() {
        var labels = List.of("=1+1", "+1", "-1", "@cmd", "'=quoted", "''plain", "a=b");
        for (int i = 0; i < labels.size(); i++) {
            var wish = new HashMap<>(Tenant.nodeOf(community, "-formula-" + i));
            wish.put("label", labels.get(i));
            wish.put("location_name", labels.get(i));
            wish.put("coordinates", Map.of("latitude", -12.5, "longitude", -1));
            var _ = superadmin.add(NODES, wish);
        }

        String table = superadmin.get(NODES + "/export?community=" + community).asString();

        assertThat(table)
                .contains(",'=1+1,", ",'+1,", ",'-1,", ",'@cmd,", ",''=quoted,", ",'-formula-0,")
                .contains(",-12.5,")
                .doesNotContain(",=", ",+", ",@");
        var other = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
        importCsv(superadmin, IMPORT, table.replace(community.toString(), other.toString()))
                .statusCode(200);
        List<String> read =
                Pages.page(superadmin, NODES + "?community=" + other, 200, null)
                        .path("items.label");
        assertThat(read).containsExactlyElementsOf(labels);
    }

    private String row(String key) {
        return community + "," + key + ",Label,OHT,Asia/Kolkata,60";
    }

    private static Response importCsv(Person person, String path, String table) {
        return given().bearer(person.token())
                .contentType("text/csv; charset=UTF-8")
                .body(table.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then();
    }
}
