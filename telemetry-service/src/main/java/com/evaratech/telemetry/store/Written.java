package com.evaratech.telemetry.store;

import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.stream.StreamId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** Tells how far the writer has come; blocks. */
@Singleton
public class Written {

    private static final String POSITIONS =
            """
            select partition, position_ms, position_seq from telemetry.stream_position
            where consumer = ?
            """;

    private final DataSource database;

    Written(DataSource database) {
        this.database = database;
    }

    /**
     * Whether all up to these places has had its effect.
     *
     * @param places the last that matters, by partition
     */
    public boolean isPast(Map<Integer, StreamId> places) throws SQLException {
        int reached = 0;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(POSITIONS)) {
            statement.setString(1, ReadingsStream.TELEMETRY);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    StreamId place = places.get(rows.getInt(1));
                    var position = new StreamId(rows.getLong(2), rows.getLong(3));
                    if (place != null && !place.isAfter(position)) {
                        reached++;
                    }
                }
            }
        }
        return reached == places.size();
    }
}
