package com.evaratech.common.forget;

import java.sql.Connection;
import java.sql.SQLException;

/** What a service keeps of a node. By the time it is asked, nothing is added to it any more. */
public interface NodeData {

    /** Reads the next portion of the export, behind what the node has {@code reached}. */
    ExportPage export(Connection transaction, ForgottenNode node) throws SQLException;

    /**
     * Removes a portion of it.
     *
     * @return whether something may be left
     */
    boolean remove(Connection transaction, ForgottenNode node) throws SQLException;
}
