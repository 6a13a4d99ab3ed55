package com.evaratech.alert.evaluate;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A row as PostgreSQL copies it out in its binary form, the fields of which are read in their
 * order. A million rows come so at the pace of both sides: the server sends while they are read,
 * nothing is written and parsed as text, and nothing of a row but its bytes is made for it.
 *
 * <p>The form is that of {@code COPY … (format binary)}: each field, and each element of an array,
 * has its length before it, in bytes, which is -1 for null.
 */
final class CopiedRow {

    // The signature, flags, and a length of nothing; the first row follows in the same message.
    private static final int HEADER = 19;
    private static final short END = -1;
    private static final int NULL = -1;
    private static final double[] NO_DECIMALS = {};

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    private CopiedRow() {}

    /**
     * Reads all rows of a query, without parameters, in a transaction of the caller's.
     *
     * @param reader reads the fields of a row; the row is another one the next time
     */
    static void each(Connection transaction, String query, Consumer<CopiedRow> reader)
            throws SQLException {
        CopyOut copy =
                transaction
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (%s) to stdout (format binary)".formatted(query));
        try {
            var row = new CopiedRow();
            int from = HEADER;
            for (byte[] message = copy.readFromCopy();
                    message != null;
                    message = copy.readFromCopy()) {
                row.bytes = ByteBuffer.wrap(message, from, message.length - from);
                from = 0;
                if (row.bytes.getShort() != END) {
                    reader.accept(row);
                }
            }
        } finally {
            // Whatever comes next on a connection that is still copying would wait for ever.
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** The next field, a bigint. */
    long number() {
        requireLength(Long.BYTES);
        return bytes.getLong();
    }

    /** The next field, a bigint or null. */
    long numberOr(long whenNull) {
        return isNull() ? whenNull : number();
    }

    /** The next field, a boolean. */
    boolean flag() {
        requireLength(1);
        return bytes.get() != 0;
    }

    /** The next field, an array of bigint. */
    long[] numbers() {
        long[] numbers = new long[elements()];
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = number();
        }
        return numbers;
    }

    /** The next field, an array of double precision; null is as one of nothing. */
    double[] decimals() {
        if (isNull()) {
            return NO_DECIMALS;
        }
        double[] decimals = new double[elements()];
        for (int place = 0; place < decimals.length; place++) {
            requireLength(Double.BYTES);
            decimals[place] = bytes.getDouble();
        }
        return decimals;
    }

    /** Passes over a field that is null. */
    private boolean isNull() {
        bytes.mark();
        if (bytes.getInt() == NULL) {
            return true;
        }
        bytes.reset();
        return false;
    }

    /** Begins an array; returns how many elements it has. */
    private int elements() {
        int _ = bytes.getInt();
        int dimensions = bytes.getInt();
        // Whether there are nulls, which are found by their lengths, and the type.
        int _ = bytes.getInt();
        int _ = bytes.getInt();
        if (dimensions == 0) {
            return 0;
        }
        int elements = bytes.getInt();
        int _ = bytes.getInt();
        return elements;
    }

    private void requireLength(int expected) {
        int length = bytes.getInt();
        if (length != expected) {
            throw new IllegalStateException(
                    "a field of %d bytes where %d were expected".formatted(length, expected));
        }
    }
}
