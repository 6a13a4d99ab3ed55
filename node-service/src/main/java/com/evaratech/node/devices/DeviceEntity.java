package com.evaratech.node.devices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "device")
class DeviceEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID deviceId;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    String serial;

    @Column(updatable = false)
    String hardwareRevision;

    @Column(updatable = false)
    String firmwareRevision;

    @Column(updatable = false)
    String note;

    @Column(updatable = false)
    Instant installedAt;

    Instant removedAt;

    static DeviceEntity of(UUID nodeId, Installation accepted) {
        var row = new DeviceEntity();
        row.deviceId = UUID.randomUUID();
        row.nodeId = nodeId;
        row.serial = accepted.serial();
        row.hardwareRevision = accepted.hardwareRevision();
        row.firmwareRevision = accepted.firmwareRevision();
        row.note = accepted.note();
        row.installedAt = accepted.installedAt();
        return row;
    }

    Device toDevice() {
        return new Device(
                deviceId, serial, hardwareRevision, firmwareRevision, installedAt, removedAt, note);
    }
}
