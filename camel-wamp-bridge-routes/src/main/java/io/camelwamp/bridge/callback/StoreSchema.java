package io.camelwamp.bridge.callback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * The tables of the store and their version, in SQL that all databases understand.
 *
 * <p>Version 1 is the first. A later one adds its statements to {@link #STEPS}, and brings older databases up to date at the
 * start.
 */
final class StoreSchema {
    /** The statements that lead from one version to the next; the first list makes version 1 of nothing. */
    private static final List<List<String>> STEPS = List.of(List.of("CREATE TABLE wamp_callback ("
            + "service VARCHAR(64) NOT NULL, "
            + "kind VARCHAR(16) NOT NULL, "
            + "owner_name VARCHAR(64) NOT NULL, "
            + "uri VARCHAR(" + EndpointStore.LONGEST_NAME + ") NOT NULL, "
            + "match_policy VARCHAR(16) NOT NULL, "
            + "invoke_policy VARCHAR(16), "
            + "url VARCHAR(" + EndpointStore.LONGEST_URL + ") NOT NULL, "
            + "PRIMARY KEY (service, kind, owner_name, uri))"));

    private StoreSchema() {}

    /**
     * Creates the tables, or brings them up to date.
     *
     * @throws StoreFailure if they belong to a later version of the bridge
     */
    static void prepare(Connection connection) throws SQLException {
        int version = hasVersions(connection) ? version(connection) : 0;
        if (version > STEPS.size()) {
            throw new StoreFailure("the tables of the callback API have version " + version
                    + ", made by a later version of the bridge; this one knows versions up to " + STEPS.size());
        }
        try (Statement statement = connection.createStatement()) {
            if (version == 0) {
                statement.execute("CREATE TABLE wamp_callback_schema (version INTEGER NOT NULL)");
                statement.execute("INSERT INTO wamp_callback_schema (version) VALUES (0)");
            }
            for (int next = version; next < STEPS.size(); next++) {
                for (String step : STEPS.get(next)) {
                    statement.execute(step);
                }
                note(connection, next + 1);
            }
        }
    }

    private static void note(Connection connection, int version) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE wamp_callback_schema SET version = ?")) {
            update.setInt(1, version);
            update.executeUpdate();
        }
    }

    /** Databases spell the names of tables in the case that they like. */
    private static boolean hasVersions(Connection connection) throws SQLException {
        for (String name : List.of("wamp_callback_schema", "WAMP_CALLBACK_SCHEMA")) {
            try (ResultSet tables =
                    connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
                while (tables.next()) {
                    if (tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals("wamp_callback_schema")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM wamp_callback_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
