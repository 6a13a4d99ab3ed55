/**
 * Servers of one machine: PostgreSQL and Redis from Maven artefacts, and the local token issuer.
 * The launcher and the tests stand on the same classes, so that what tests prove is what operators
 * run.
 */
@NullMarked
package com.evaratech.local;

import org.jspecify.annotations.NullMarked;
