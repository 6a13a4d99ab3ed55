package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.Slot;
import java.util.List;

/**
 * A channel with some of its rows, ready to be written in any format.
 *
 * @param channel the channel
 * @param head how much of the channel is shown
 * @param columns what each row shows besides time and number
 * @param rows the rows, oldest first
 * @param times how times are written
 */
record Feed(Channel channel, Head head, List<Slot> columns, List<ShownRow> rows, TimeStyle times) {
    /** How much of the channel is shown. */
    enum Head {
        FULL,
        /** With the key {@code metadata}. */
        WITH_METADATA,
        /** Name and place only, as status answers have it. */
        NAME_AND_PLACE
    }
}
