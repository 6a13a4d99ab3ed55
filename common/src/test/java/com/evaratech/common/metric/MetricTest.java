package com.evaratech.common.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

    @Test
    void shouldListMetricsOfTankInOrder() {
        assertThat(codes(Kind.TANK))
                .containsExactly(
                        "water_level_cm",
                        "water_level_percent",
                        "volume_litres",
                        "temperature_c",
                        "tds_ppm",
                        "ph",
                        "battery_v",
                        "rssi_dbm");
    }

    @Test
    void shouldListMetricsOfFlowAndWell() {
        assertThat(codes(Kind.FLOW))
                .containsExactlyInAnyOrder(
                        "flow_rate_lpm",
                        "cumulative_volume_litres",
                        "pressure_bar",
                        "temperature_c",
                        "pump_status",
                        "pump_current_a",
                        "battery_v",
                        "rssi_dbm");
        assertThat(codes(Kind.DEEP))
                .containsExactlyInAnyOrder(
                        "static_water_level_m",
                        "dynamic_water_level_m",
                        "flow_rate_lpm",
                        "pump_status",
                        "pump_current_a",
                        "voltage_v",
                        "energy_kwh",
                        "battery_v",
                        "rssi_dbm");
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldFindMetricByItsCodeOnly(Metric metric) {
        assertThat(Metric.find(metric.code())).contains(metric);
        assertThat(Metric.find(metric.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldBelongToSomeKind(Metric metric) {
        assertThat(Kind.values()).anyMatch(metric::isOf);
    }

    @ParameterizedTest
    @CsvSource({
        "WATER_LEVEL_CM, -10, true",
        "WATER_LEVEL_CM, -10.1, false",
        "WATER_LEVEL_CM, 2000, true",
        "WATER_LEVEL_CM, 2000.1, false",
        "PH, 14.01, false",
        "RSSI_DBM, 1, false",
        "FLOW_RATE_LPM, -12, true",
        "BATTERY_V, NaN, false",
        "ENERGY_KWH, Infinity, false",
        "PUMP_STATUS, 1, false",
    })
    void shouldTellPlausibleNumbers(Metric metric, double value, boolean plausible) {
        assertThat(metric.admits(value)).isEqualTo(plausible);
    }

    @Test
    void shouldTellPlausibleWords() {
        assertThat(Metric.PUMP_STATUS.admits("FAULT")).isTrue();
        assertThat(Metric.PUMP_STATUS.admits("running")).isFalse();
        assertThat(Metric.PH.admits("7")).isFalse();
    }

    @Test
    void shouldRefuseRangeUpsideDown() {
        assertThatThrownBy(() -> new Plausible.Range(2, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OHT, TANK",
        "SUMP, TANK",
        "PUMP_HOUSE, FLOW",
        "FLOW_METER, FLOW",
        "BOREWELL, DEEP",
        "GOVT_BOREWELL, DEEP",
    })
    void shouldPutCategoryUnderItsKind(String category, Kind kind) {
        assertThat(Category.find(category)).map(Category::kind).contains(kind);
    }

    @Test
    void shouldNotFindUnknownCategory() {
        assertThat(Category.find("oht")).isEmpty();
    }

    private static List<String> codes(Kind kind) {
        return Metric.of(kind).stream().map(Metric::code).toList();
    }
}
