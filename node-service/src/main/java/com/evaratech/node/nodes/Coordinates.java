package com.evaratech.node.nodes;

/**
 * A place on Earth (WGS 84).
 *
 * @param latitude degrees, -90 to 90, north positive
 * @param longitude degrees, -180 to 180, east positive
 */
public record Coordinates(double latitude, double longitude) {}
