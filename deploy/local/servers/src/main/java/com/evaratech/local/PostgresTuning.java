package com.evaratech.local;

/**
 * How a PostgreSQL is started that is not as usual.
 *
 * @param outlivesMachine whether its commits survive the sudden end of the machine, and not only
 *     that of its processes
 * @param buffersMebibytes how much memory it keeps pages in ({@code shared_buffers})
 */
public record PostgresTuning(boolean outlivesMachine, int buffersMebibytes) {

    // Enough for the working set of a local fleet, small enough for a laptop.
    private static final int USUAL_BUFFERS_MEBIBYTES = 256;
    private static final int LEAST_BUFFERS_MEBIBYTES = 16;

    /** That of a local fleet. */
    static final PostgresTuning USUAL = new PostgresTuning(true, USUAL_BUFFERS_MEBIBYTES);

    public PostgresTuning {
        if (buffersMebibytes < LEAST_BUFFERS_MEBIBYTES) {
            throw new IllegalArgumentException(
                    "buffers must be %d MB at least, not %d"
                            .formatted(LEAST_BUFFERS_MEBIBYTES, buffersMebibytes));
        }
    }

    PostgresTuning goneWithMachine() {
        return new PostgresTuning(false, buffersMebibytes);
    }

    PostgresTuning withBuffersMebibytes(int mebibytes) {
        return new PostgresTuning(outlivesMachine, mebibytes);
    }
}
