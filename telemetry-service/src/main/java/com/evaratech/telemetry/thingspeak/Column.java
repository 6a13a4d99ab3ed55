package com.evaratech.telemetry.thingspeak;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an entry can say, in the order of ThingSpeak's CSV. */
enum Column {
    FIELD1(1, "1"),
    FIELD2(2, "2"),
    FIELD3(3, "3"),
    FIELD4(4, "4"),
    FIELD5(5, "5"),
    FIELD6(6, "6"),
    FIELD7(7, "7"),
    FIELD8(8, "8"),
    LATITUDE(9, "lat"),
    LONGITUDE(10, "long"),
    ELEVATION(11, "elev"),
    STATUS(12);

    /** The numbered fields. */
    static final List<Column> FIELDS = List.of(values()).subList(0, 8);

    /** Where an entry was made. */
    static final List<Column> PLACE = List.of(LATITUDE, LONGITUDE, ELEVATION);

    private final int place;
    private final String alias;

    Column(int place) {
        this(place, "");
    }

    Column(int place, String alias) {
        this.place = place;
        this.alias = alias;
    }

    /** Its name on the wire. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A second name that writers use for it; empty when there is none. */
    String alias() {
        return alias;
    }

    /** The numbered field, if there is one of this number. */
    static Optional<Column> field(int number) {
        return number >= 1 && number <= FIELDS.size()
                ? Optional.of(FIELDS.get(number - 1))
                : Optional.empty();
    }

    boolean isField() {
        return place <= FIELDS.size();
    }

    /** Its place in the order, from 1; of a numbered field its number. */
    int place() {
        return place;
    }
}
