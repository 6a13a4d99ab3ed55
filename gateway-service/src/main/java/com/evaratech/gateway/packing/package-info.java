/**
 * Packs answers by gzip on their way out, for whoever takes them so: what passes through, what is
 * composed here, what is kept, and the documents alike.
 */
@NullMarked
package com.evaratech.gateway.packing;

import org.jspecify.annotations.NullMarked;
