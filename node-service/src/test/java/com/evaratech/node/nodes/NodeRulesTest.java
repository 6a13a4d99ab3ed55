package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeRulesTest {

    private static final UUID ID = UUID.fromString("0b2e9d0a-7a44-4b1e-8a3f-5c1d2e3f4a5b");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void shouldAcceptWholeNode() {
        var node = accept(NodeWish.right().wish());

        assertThat(node.id()).isEqualTo(ID);
        assertThat(node.kind()).isEqualTo(Kind.TANK);
        assertThat(node.geometry()).isEqualTo(new Geometry.TankGeometry(10_000, 250, 5));
        assertThat(node.coordinates()).isEqualTo(new Coordinates(12.97, 77.59));
        assertThat(node.createdAt()).isEqualTo(NOW);
        assertThat(node.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a b c", "tank.1", "tänk", "tank\n", "' or '1'='1", "../etc"})
    void shouldRefuseKeyOfAnotherForm(String key) {
        assertThat(errors(NodeWish.right().withKey(key).wish()))
                .containsExactly(FieldError.of("key", key, "3 to 64 of A-Z a-z 0-9 _ -"));
    }

    @Test
    void shouldRefuseKeyBeyondItsLength() {
        assertThat(fields(NodeWish.right().withKey("k".repeat(65)).wish())).containsExactly("key");
        assertThat(accept(NodeWish.right().withKey("k".repeat(64)).wish()).key()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"தொட்டி 1", "خزان المياه الشمالي", "水塔 🚰", "'; drop table node; --"})
    void shouldAcceptLabelsOfAnyLanguage(String label) {
        assertThat(accept(NodeWish.right().withLabel(label).wish()).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u0085b", "\ud800"})
    void shouldRefuseLabelsThatCannotBeShown(String label) {
        assertThat(fields(NodeWish.right().withLabel(label).wish())).containsExactly("label");
    }

    @Test
    void shouldCountLabelsInCharactersNotInCodeUnits() {
        assertThat(accept(NodeWish.right().withLabel("🚰".repeat(200)).wish()).label())
                .hasSize(400);
        assertThat(fields(NodeWish.right().withLabel("🚰".repeat(201)).wish()))
                .containsExactly("label");
    }

    @Test
    void shouldNameEveryFieldAtFaultAtOnce() {
        var wish =
                new RegisterNode(
                        null,
                        null,
                        null,
                        " ",
                        "LAKE",
                        new CoordinatesWish(91.0, null),
                        "",
                        "Mars/Olympus",
                        NodeWish.TANK,
                        0,
                        10,
                        List.of("a", "a"),
                        List.of("north", ""),
                        "x".repeat(65),
                        "\u0007");

        assertThat(fields(wish))
                .containsExactlyInAnyOrder(
                        "community_id",
                        "key",
                        "label",
                        "category",
                        "coordinates.latitude",
                        "coordinates.longitude",
                        "location_name",
                        "time_zone",
                        "expected_interval_seconds",
                        "offline_after_seconds",
                        "tags[1]",
                        "groups[1]",
                        "firmware_revision",
                        "hardware_revision");
    }

    @Test
    void shouldSayValueAndWhatIsAllowed() {
        assertThat(errors(NodeWish.right().withCategory("LAKE", null).wish()))
                .containsExactly(
                        FieldError.of(
                                "category",
                                "LAKE",
                                "one of OHT, SUMP, PUMP_HOUSE, FLOW_METER, BOREWELL, GOVT_BOREWELL"));
    }

    @ParameterizedTest
    @CsvSource({"90.0001,0", "-91,0", "0,180.5", "0,-181", "NaN,0", "0,Infinity"})
    void shouldRefuseCoordinatesOffTheGlobe(double latitude, double longitude) {
        assertThat(errors(NodeWish.right().at(latitude, longitude, "UTC"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"90,180", "-90,-180", "0,0"})
    void shouldAcceptCoordinatesToTheirEdges(double latitude, double longitude) {
        assertThat(accept(NodeWish.right().at(latitude, longitude, "UTC")).coordinates())
                .isEqualTo(new Coordinates(latitude, longitude));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+05:30", "Asia/Atlantis", "asia/kolkata", "", "GMT+1"})
    void shouldRefuseTimeZonesOutsideTheDatabase(String zone) {
        assertThat(fields(NodeWish.right().at(0, 0, zone))).containsExactly("time_zone");
    }

    @ParameterizedTest
    @CsvSource({"10,180", "59,180", "60,180", "61,183", "3600,10800"})
    void shouldTakeThreeIntervalsButThreeMinutesAsSilence(int interval, int expected) {
        var node = accept(NodeWish.right().withTimes(interval, null).wish());

        assertThat(node.offlineAfterSeconds()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"60,179", "600,599", "60,2592001"})
    void shouldRefuseSilenceOutsideItsRange(int interval, int offlineAfter) {
        assertThat(fields(NodeWish.right().withTimes(interval, offlineAfter).wish()))
                .containsExactly("offline_after_seconds");
    }

    @ParameterizedTest
    @CsvSource({"OHT", "SUMP"})
    void shouldRefuseMeasuresOfAnotherKindByName(String category) {
        assertThat(fields(NodeWish.right().withCategory(category, mixed()).wish()))
                .containsExactly("geometry.pipe_diameter_mm", "geometry.static_depth_m");
    }

    @Test
    void shouldSayWhichMeasuresTheKindHas() {
        assertThat(errors(NodeWish.right().withCategory("FLOW_METER", NodeWish.DEEP).wish()))
                .contains(
                        FieldError.of(
                                "geometry.static_depth_m",
                                40.0,
                                "nothing: a FLOW has pipe_diameter_mm, max_flow_lpm"));
    }

    @Test
    void shouldReadGeometryOfEachKind() {
        assertThat(
                        accept(NodeWish.right().withCategory("PUMP_HOUSE", NodeWish.FLOW).wish())
                                .geometry())
                .isEqualTo(new Geometry.FlowGeometry(80, 600));
        assertThat(
                        accept(NodeWish.right().withCategory("BOREWELL", NodeWish.DEEP).wish())
                                .geometry())
                .isEqualTo(new Geometry.DeepGeometry(40, 65, 2.5));
    }

    @Test
    void shouldAcceptNodeWithoutGeometry() {
        assertThat(accept(NodeWish.right().withCategory("SUMP", null).wish()).geometry()).isNull();
    }

    @Test
    void shouldRefuseHalfAGeometry() {
        var half = new GeometryWish(10_000.0, null, null, null, null, null, null, null);

        assertThat(fields(NodeWish.right().withCategory("OHT", half).wish()))
                .containsExactly("geometry.height_cm");
    }

    @Test
    void shouldRefuseWellThatRisesWhilePumped() {
        var well = new GeometryWish(null, null, null, null, null, 65.0, 40.0, 2.5);

        assertThat(errors(NodeWish.right().withCategory("BOREWELL", well).wish()))
                .containsExactly(
                        FieldError.of(
                                "geometry.dynamic_depth_m",
                                40.0,
                                "at least geometry.static_depth_m"));
    }

    @Test
    void shouldRefuseTooManyTagsAndMissingOnes() {
        assertThat(fields(NodeWish.right().withTags(Collections.nCopies(500, "x")).wish()))
                .contains("tags");
        assertThat(fields(NodeWish.right().withTags(Collections.singletonList(null)).wish()))
                .containsExactly("tags[0]");
    }

    private static GeometryWish mixed() {
        return new GeometryWish(10_000.0, 250.0, null, 80.0, null, 40.0, null, null);
    }

    private static Node accept(RegisterNode wish) {
        return NodeRules.accept(wish, ID, NOW);
    }

    private static List<FieldError> errors(RegisterNode wish) {
        return catchThrowableOfType(InvalidRequest.class, () -> accept(wish)).errors();
    }

    private static List<String> fields(RegisterNode wish) {
        return errors(wish).stream().map(FieldError::field).toList();
    }
}
