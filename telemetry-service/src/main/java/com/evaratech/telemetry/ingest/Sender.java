package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.telemetry.ingest.Rejections.Way;

/**
 * Who sends readings.
 *
 * @param node that the key was issued for
 * @param calibrations of the node
 * @param key id of the device key
 * @param way how they come
 */
record Sender(NodeEntry node, Calibrations calibrations, String key, Way way) {}
