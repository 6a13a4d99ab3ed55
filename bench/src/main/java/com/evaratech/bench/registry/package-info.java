/** What lists of nodes and imports take in a registry of 100,000 nodes. */
@NullMarked
package com.evaratech.bench.registry;

import org.jspecify.annotations.NullMarked;
