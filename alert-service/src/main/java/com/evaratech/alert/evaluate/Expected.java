package com.evaratech.alert.evaluate;

/**
 * What was expected of a value, as an alert tells it.
 *
 * @param low the least that is nothing unusual
 * @param high the most that is nothing unusual
 */
record Expected(double low, double high) {}
