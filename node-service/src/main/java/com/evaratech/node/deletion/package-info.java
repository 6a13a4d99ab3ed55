/**
 * Deletes nodes: exports what the registry has of one, takes it out, and tells the consumers of
 * readings, who do the same. See docs/architecture/deletion.md.
 */
@NullMarked
package com.evaratech.node.deletion;

import org.jspecify.annotations.NullMarked;
