package com.evaratech.local.launcher.bench;

/**
 * One start of one service.
 *
 * @param readySeconds from the start of the process until it says that it is ready
 * @param cpuSeconds processor time up to then
 * @param residentMib memory two seconds later, without a request
 */
record Start(double readySeconds, double cpuSeconds, double residentMib) {}
