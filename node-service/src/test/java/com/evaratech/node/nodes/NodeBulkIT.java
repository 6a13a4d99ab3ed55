package com.evaratech.node.nodes;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Role;
import com.evaratech.common.directory.Directory;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.node.Pages;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeBulkIT {

    private static final Logger LOG = Logger.getLogger(NodeBulkIT.class);

    private static final String NODES = "/api/v1/nodes";
    private static final String IMPORT = NODES + "/import";
    private static final String HEADER =
            "community_id,key,label,category,time_zone,expected_interval_seconds";

    @Inject Directory directory;

    private Person superadmin;
    private Tenant tenant;
    private UUID community;

    @BeforeEach
    void populate() {
        superadmin = Person.superadmin();
        tenant = Tenant.create();
        community = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));
    }

    @Test
    void shouldRegisterEachRowAsIfItCameAlone() {
        var customer = superadmin.add("/api/v1/customers", Tenant.customerOf(community, 1));
        var table =
                """
                \uFEFFkey,label,community_id,category,time_zone,expected_interval_seconds,\
                customer_id,latitude,longitude,capacity_litres,height_cm,tags
                one,"Tank ""A"", north\nside",%1$s,OHT,Asia/Kolkata,60,%2$s,12.97,77.59,1000,200.5,roof;drinking
                two,خزان,%1$s,BOREWELL,Asia/Kolkata,60,,,,,,
                """
                        .formatted(community, customer)
                        .replace("north\nside", "north side");

        var created =
                importCsv(superadmin, IMPORT, table)
                        .statusCode(200)
                        .body("total", equalTo(2))
                        .body("right", equalTo(2))
                        .body("errors", hasSize(0))
                        .body("created.line", equalTo(List.of(2, 3)))
                        .body("created.key", equalTo(List.of("one", "two")))
                        .extract();

        String one = created.path("created[0].id");
        superadmin
                .get(NODES + "/" + one)
                .then()
                .header("ETag", "\"1\"")
                .body("label", equalTo("Tank \"A\", north side"))
                .body("customer_id", equalTo(customer.toString()))
                .body("coordinates.latitude", equalTo(12.97f))
                .body("geometry.height_cm", equalTo(200.5f))
                .body("tags", equalTo(List.of("roof", "drinking")));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        directory
                                .node(UUID.fromString(one))
                                .await()
                                .atMost(Duration.ofSeconds(5))
                                .isPresent());
    }

    @Test
    void shouldAuditEachRow() throws SQLException {
        String id =
                importCsv(superadmin, IMPORT, HEADER + "\n" + row("audited"))
                        .extract()
                        .path("created[0].id");

        try (var connection = EvaraServers.connectAsRuntime("registry");
                var query =
                        connection.prepareStatement(
                                """
                                select actor, after ->> 'key', community_id::text,
                                       request_id is not null, address
                                from registry.audit where subject_type = 'node' and subject_id = ?
                                """)) {
            query.setString(1, id);
            var found = query.executeQuery();
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo(superadmin.subject());
            assertThat(found.getString(2)).isEqualTo("audited");
            assertThat(found.getString(3)).isEqualTo(community.toString());
            assertThat(found.getBoolean(4)).isTrue();
            assertThat(found.getString(5)).isNotNull();
        }
    }

    @Test
    void shouldRegisterNothingWhenOneRowIsWrongUnlessItMayBePartial() {
        var _ = superadmin.add(NODES, Tenant.nodeOf(community, "taken"));
        var table =
                String.join(
                        "\n",
                        HEADER,
                        row("good"),
                        row("taken"),
                        row("good"),
                        row("x"),
                        community + ",five,Label,OHT,Asia/Kolkata,often",
                        community + ",six,Label,OHT,Asia/Kolkata",
                        UUID.randomUUID() + ",seven,Label,POND,Mars/One,60",
                        UUID.randomUUID() + ",eight,Label,OHT,Asia/Kolkata,60");

        importCsv(superadmin, IMPORT, table)
                .statusCode(422)
                .body("right", equalTo(1))
                .body("wrong", equalTo(7))
                .body("created", hasSize(0))
                .body("errors.line", equalTo(List.of(3, 4, 5, 6, 7, 8, 9)))
                .body("errors[0].errors.field", equalTo(List.of("key")))
                .body("errors[1].errors[0].allowed", containsString("line 2"))
                .body("errors[2].errors.field", equalTo(List.of("key")))
                .body("errors[3].errors.field", equalTo(List.of("expected_interval_seconds")))
                .body("errors[3].errors[0].value", equalTo("often"))
                .body("errors[4].errors.field", equalTo(List.of("row")))
                .body("errors[5].errors.field", hasItems("category", "time_zone"))
                .body("errors[6].errors.field", equalTo(List.of("community_id")));
        assertThat(keys()).containsExactly("taken");

        importCsv(superadmin, IMPORT + "?mode=partial&dry_run=true", table)
                .statusCode(200)
                .body("right", equalTo(1))
                .body("created", hasSize(0));
        assertThat(keys()).containsExactly("taken");

        importCsv(superadmin, IMPORT + "?mode=partial", table)
                .statusCode(200)
                .body("created.key", equalTo(List.of("good")));
        assertThat(keys()).containsExactly("taken", "good");
    }

    @Test
    void shouldTakeNoMoreThanThePlanHasRoomFor() {
        var customer = superadmin.add("/api/v1/customers", Tenant.customerOf(community, 2));
        var table =
                HEADER
                        + ",customer_id\n"
                        + IntStream.range(0, 3)
                                .mapToObj(i -> row("plan-" + i) + "," + customer)
                                .collect(Collectors.joining("\n"));

        importCsv(superadmin, IMPORT + "?mode=partial", table)
                .statusCode(200)
                .body("created.line", equalTo(List.of(2, 3)))
                .body("errors.line", equalTo(List.of(4)))
                .body("errors[0].errors[0].field", equalTo("customer_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key,key\na,b",
                "key,colour\na,b",
                "key,label\n\"open,b\n",
                "key,label\n\"a\"b,c\n",
                "key,label\n"
            })
    void shouldRefuseWhatIsNoTable(String table) {
        importCsv(superadmin, IMPORT, table)
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        given().bearer(superadmin.token())
                .contentType("text/csv")
                .body((HEADER + "\n" + row("bad") + "é").getBytes(StandardCharsets.ISO_8859_1))
                .post(IMPORT)
                .then()
                .statusCode(400)
                .body("errors[0].allowed", containsString("UTF-8"));
    }

    @Test
    void shouldTakeTheSameAsJson() {
        var good = new HashMap<>(Tenant.nodeOf(community, "json-1"));
        var wrong = new HashMap<>(Tenant.nodeOf(community, "json-2"));
        wrong.put("coordinates", Map.of("latitude", 91, "longitude", 0));

        superadmin
                .post(IMPORT + "?mode=partial", Map.of("nodes", List.of(good, wrong)))
                .then()
                .statusCode(200)
                .body("created.key", equalTo(List.of("json-1")))
                .body("errors.line", equalTo(List.of(2)))
                .body("errors[0].errors[0].field", equalTo("latitude"));
        superadmin.post(IMPORT, Map.of("nodes", List.of())).then().statusCode(400);
    }

    @Test
    void shouldExportWhatCanBeImportedAgain() {
        var first =
                """
                %s,latitude,longitude,tags,capacity_litres,height_cm
                %s,1.5,2.5,a;b,1000,200
                %s,,,,,
                """
                        .formatted(HEADER, row("export-1"), row("export-2"));
        importCsv(superadmin, IMPORT, first).statusCode(200);

        String table =
                superadmin
                        .get(NODES + "/export?community=" + community)
                        .then()
                        .statusCode(200)
                        .contentType(containsString("text/csv"))
                        .extract()
                        .asString();
        var other = superadmin.add("/api/v1/communities", Tenant.communityOf(tenant.distributor()));

        importCsv(superadmin, IMPORT, table.replace(community.toString(), other.toString()))
                .statusCode(200)
                .body("created.key", equalTo(List.of("export-1", "export-2")));
        assertThat(
                        superadmin
                                .get(NODES + "/export?community=" + other)
                                .asString()
                                .replace(other.toString(), community.toString()))
                .isEqualTo(table);
    }

    /** What harms somebody elsewhere is a label here, whichever way it is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table registry.node; --",
                "{{7*7}} <script>alert(\"1\")</script>",
                "\u062e\u0632\u0627\u0646 \u200f(\u0661)",
                "a,b;c \"d\" \ud83d\udeb0"
            })
    void shouldKeepHostileAndForeignWordsOfATable(String label) {
        var cells = row("hostile-1").replace("Label", quoted(label));
        importCsv(superadmin, IMPORT, HEADER + "\n" + cells).statusCode(200);

        assertThat(superadmin.get(NODES + "?community=" + community).<String>path("items[0].label"))
                .isEqualTo(label);
        assertThat(superadmin.get(NODES + "/export?community=" + community).asString())
                .contains(label.matches("(?s).*[,\"].*") ? quoted(label) : label);
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** A driver prepares what is asked often, and reads prepared answers in another form. */
    @Test
    void shouldExportTheSameHoweverOftenItIsAsked() {
        var table = HEADER + ",capacity_litres,height_cm\n" + row("often") + ",1000,200";
        importCsv(superadmin, IMPORT, table).statusCode(200);

        Set<String> tables = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            tables.add(superadmin.get(NODES + "/export?community=" + community).asString());
        }

        assertThat(tables).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldImportAndExportOnlyInsideOwnScope(Role role) {
        var person = role == Role.SUPERADMIN ? superadmin : tenant.person(role);
        var may = role != Role.CUSTOMER && role != Role.VIEWER;
        var foreign = Tenant.create();
        var elsewhere =
                HEADER
                        + "\n"
                        + row("own").replace(community.toString(), foreign.community().toString());

        assertThat(importCsv(person, IMPORT, elsewhere).extract().statusCode())
                .isEqualTo(role == Role.SUPERADMIN ? 200 : may ? 422 : 403);
        var exported = person.get(NODES + "/export");
        assertThat(exported.statusCode()).isEqualTo(200);
        assertThat(exported.asString().contains(foreign.community().toString()))
                .isEqualTo(role == Role.SUPERADMIN);
    }

    /** It is answered before it is published. */
    @Test
    void shouldTakeTenThousandRowsAndPublishThemAll() {
        var rows = new ArrayList<String>(List.of(HEADER));
        for (int i = 0; i < 10_000; i++) {
            rows.add(row("many-" + i));
        }
        long from = System.nanoTime();

        var report =
                importCsv(superadmin, IMPORT, String.join("\n", rows))
                        .statusCode(200)
                        .body("right", equalTo(10_000))
                        .extract();

        LOG.infof("10,000 rows imported in %d ms", (System.nanoTime() - from) / 1_000_000);
        var last = UUID.fromString(report.path("created[-1].id"));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        directory.node(last).await().atMost(Duration.ofSeconds(5)).isPresent());
        LOG.infof("10,000 rows published after %d ms", (System.nanoTime() - from) / 1_000_000);
    }

    private List<String> keys() {
        return Pages.page(superadmin, NODES + "?community=" + community, 200, null)
                .path("items.key");
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
