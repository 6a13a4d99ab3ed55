/**
 * The versions of the API. There is one implementation, which speaks version 1; what comes and goes
 * in version 2 is mapped here, byte by byte as it passes, by what the API's document says of it.
 */
@NullMarked
package com.evaratech.gateway.versions;

import org.jspecify.annotations.NullMarked;
