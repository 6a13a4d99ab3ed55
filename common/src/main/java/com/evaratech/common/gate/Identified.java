package com.evaratech.common.gate;

import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.DeviceKeyEntry;
import java.time.Instant;

/** Who is behind a request that may pass. */
sealed interface Identified {

    /** Nobody in particular. */
    record Nobody() implements Identified {}

    /**
     * A person or a program with a role.
     *
     * @param until when its token or key expires
     */
    record Known(Caller caller, Instant until) implements Identified {}

    /** Somebody who signed in, with or without a role here. */
    record SignedIn(VerifiedToken token) implements Identified {}

    /** A device with a key. */
    record Device(DeviceKeyEntry key) implements Identified {}
}
