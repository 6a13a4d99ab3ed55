package com.evaratech.local.thingspeak.campus;

import com.evaratech.local.thingspeak.channels.Labels;
import java.util.List;

/** What a node is, what its channel's fields hold, and what the owner called them. */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Labels are immutable, unseen by the checker
public enum Category {
    OHT("TANK", Column.TANK),
    SUMP("TANK", Column.TANK),
    PUMP_HOUSE("FLOW", Column.PUMP),
    FLOW_METER("FLOW", Column.METER),
    BOREWELL("DEEP", Column.WELL),
    GOVT_BOREWELL("DEEP", Column.WELL);

    private final String kind;
    private final List<Column> columns;
    private final Labels labels;

    Category(String kind, List<Column> columns) {
        this.kind = kind;
        this.columns = columns;
        this.labels = Labels.of(columns.stream().map(Column::label).toArray(String[]::new));
    }

    /** TANK, FLOW or DEEP. */
    public String kind() {
        return kind;
    }

    /** What field 1, 2, … hold. */
    public List<Column> columns() {
        return columns;
    }

    Labels labels() {
        return labels;
    }

    /** Whether the node stores water that people draw. */
    boolean canLeak() {
        return this == OHT || this == FLOW_METER;
    }

    /** Whether the node has a pump. */
    boolean canRunDry() {
        return this == PUMP_HOUSE || kind.equals("DEEP");
    }

    /**
     * One field.
     *
     * @param metric the name in Evara's metric catalogue
     * @param label the field's label in the channel
     */
    public record Column(String metric, String label) {
        private static final List<Column> TANK =
                List.of(
                        new Column("water_level_cm", "Water level (cm)"),
                        new Column("water_level_percent", "% Full"),
                        new Column("volume_litres", "Volume (L)"),
                        new Column("temperature_c", "Temperature (°C)"),
                        new Column("battery_v", "Battery (V)"),
                        new Column("rssi_dbm", "Signal (dBm)"));
        private static final List<Column> METER =
                List.of(
                        new Column("flow_rate_lpm", "Flow (L/min)"),
                        new Column("cumulative_volume_litres", "Total (L)"),
                        new Column("pressure_bar", "Pressure (bar)"),
                        new Column("temperature_c", "Temperature (°C)"),
                        new Column("battery_v", "Battery (V)"));
        private static final List<Column> PUMP =
                List.of(
                        new Column("flow_rate_lpm", "Flow (L/min)"),
                        new Column("cumulative_volume_litres", "Total (L)"),
                        new Column("pressure_bar", "Discharge pressure (bar)"),
                        new Column("pump_status", "Pump"),
                        new Column("pump_current_a", "Motor current (A)"));
        private static final List<Column> WELL =
                List.of(
                        new Column("static_water_level_m", "Static level (m)"),
                        new Column("dynamic_water_level_m", "Dynamic level (m)"),
                        new Column("flow_rate_lpm", "Yield (L/min)"),
                        new Column("pump_status", "Pump"),
                        new Column("pump_current_a", "Motor current (A)"),
                        new Column("voltage_v", "Supply (V)"),
                        new Column("energy_kwh", "Energy (kWh)"));
    }
}
