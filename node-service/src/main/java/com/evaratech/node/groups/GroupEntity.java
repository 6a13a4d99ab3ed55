package com.evaratech.node.groups;

import com.evaratech.common.access.Placement;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "node_group")
class GroupEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID groupId;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    String name;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static GroupEntity of(String name, Placement place, Instant now) {
        var row = new GroupEntity();
        row.groupId = UUID.randomUUID();
        row.distributorId = place.distributorId();
        row.communityId = place.communityId();
        row.name = name;
        row.createdAt = now;
        row.version = 1;
        return row;
    }

    Group toGroup(long nodeCount) {
        return new Group(groupId, communityId, name, nodeCount, createdAt, version);
    }
}
