/**
 * Makes the OpenAPI documents of all versions, and the table of names by which the gateway maps one
 * version to the other, from one readable source. Runs in the build; nothing of it runs later.
 */
@NullMarked
package com.evaratech.api.assembly;

import org.jspecify.annotations.NullMarked;
