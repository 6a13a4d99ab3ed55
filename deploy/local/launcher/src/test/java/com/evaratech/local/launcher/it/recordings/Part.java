package com.evaratech.local.launcher.it.recordings;

/** A device, the node that it is, and what must become of its rows. */
record Part(Device device, Play play, String node, Expectation expectation) {}
