package com.evaratech.local.launcher.fleet;

/**
 * How a fleet is to run.
 *
 * @param services the form that the services run in
 * @param observed whether Prometheus and Alertmanager run beside them
 */
public record FleetForm(ServiceForm services, boolean observed) {}
