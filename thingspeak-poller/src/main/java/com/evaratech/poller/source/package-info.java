/**
 * Where rows of channels come from. A vendor is one class, {@link
 * com.evaratech.poller.source.ChannelSource}; how often it is asked, by all replicas together, and
 * when it is left alone is the same for each.
 */
@NullMarked
package com.evaratech.poller.source;

import org.jspecify.annotations.NullMarked;
