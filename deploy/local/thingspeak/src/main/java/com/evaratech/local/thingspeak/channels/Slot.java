package com.evaratech.local.thingspeak.channels;

/** One of the twelve values that a row of a channel can carry; all of them are text or absent. */
public enum Slot {
    FIELD1(0),
    FIELD2(1),
    FIELD3(2),
    FIELD4(3),
    FIELD5(4),
    FIELD6(5),
    FIELD7(6),
    FIELD8(7),
    LATITUDE(8),
    LONGITUDE(9),
    ELEVATION(10),
    STATUS(11);

    /** How many fields a channel has. */
    public static final int FIELDS = 8;

    private static final Slot[] ALL = values();

    private final int index;
    private final String key;

    Slot(int index) {
        this.index = index;
        key = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The field with this number, 1 to 8. */
    public static Slot field(int number) {
        if (number < 1 || number > FIELDS) {
            throw new IllegalArgumentException(
                    "field number " + number + " is not between 1 and 8");
        }
        return ALL[number - 1];
    }

    /** The slot with this index. */
    static Slot at(int index) {
        return ALL[index];
    }

    /** The place among all slots, from 0; part of the packed form. */
    int index() {
        return index;
    }

    static int count() {
        return ALL.length;
    }

    /** The name in JSON, XML and CSV, for example {@code field1} or {@code latitude}. */
    public String key() {
        return key;
    }

    /** Whether this is one of the eight fields, as against the place and the status. */
    public boolean isField() {
        return index < FIELDS;
    }
}
