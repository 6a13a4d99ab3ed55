package com.evaratech.gateway.live;

import com.evaratech.common.stream.StreamId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How far a client has heard: a place in each stream. Any replica understands it. What a client
 * makes of it is its own affair: it decides only what is sent again of what the client may see.
 *
 * @param atMillis when it was made, in milliseconds of the epoch
 * @param life names what the bus held then; another one after it came back empty
 * @param places in the streams, in the order in which every gateway reads them
 */
record Cursor(long atMillis, int life, List<StreamId> places) {

    private static final byte FORM = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES + Integer.BYTES;
    // A place is two numbers of up to ten bytes.
    private static final int MOST_PLACES = 128;
    private static final int LONGEST = 4_096;
    private static final int LONGEST_NUMBER = 10;
    private static final int GROUP_BITS = 7;
    private static final int GROUP = (1 << GROUP_BITS) - 1;

    Cursor {
        places = List.copyOf(places);
    }

    /** As clients keep it: letters, digits, - and _. */
    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + places.size() * 2 * LONGEST_NUMBER);
        bytes.put(FORM).putLong(atMillis).putInt(life);
        for (StreamId place : places) {
            put(bytes, place.millis());
            put(bytes, place.sequence());
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Reads a client's text; empty when no gateway of this form wrote it. */
    static Optional<Cursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() != FORM) {
                return Optional.empty();
            }
            long atMillis = bytes.getLong();
            int life = bytes.getInt();
            List<StreamId> places = new ArrayList<>();
            while (bytes.hasRemaining() && places.size() < MOST_PLACES) {
                places.add(new StreamId(number(bytes), number(bytes)));
            }
            return Optional.of(new Cursor(atMillis, life, places));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Seven bits a byte, the lowest first. */
    private static void put(ByteBuffer bytes, long number) {
        long rest = number;
        while (rest > GROUP) {
            bytes.put((byte) ((rest & GROUP) | (GROUP + 1)));
            rest >>>= GROUP_BITS;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
            byte next = bytes.get();
            number |= (long) (next & GROUP) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }
}
